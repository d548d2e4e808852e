import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killAll, start } from "../../bench/children.ts";

describe("a child that is killed with all others", () => {
  const folder = mkdtempSync(join(tmpdir(), "bnp-children-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("rejects what waits for it now, and what asks later", async () => {
    const module = join(folder, "silent.js");
    writeFileSync(module, `process.stdin.resume();`);
    const child = start({ module, python: process.execPath });
    const asked = child.ask({ seconds: 1 });
    killAll();
    await expect(asked).rejects.toThrow("ended with SIGKILL.");
    await expect(child.ask({ seconds: 1 })).rejects.toThrow("ended with SIGKILL.");
  });

  it("says so too if it could not be started", async () => {
    const child = start({ module: "none.py", python: join(folder, "no-interpreter") });
    await expect(child.ask({ seconds: 1 })).rejects.toThrow("ENOENT");
    child.end();
  });
});
