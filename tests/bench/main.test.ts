import { tmpdir } from "node:os";
import { bench } from "./command.ts";

describe("npm run bench", () => {
  it("refuses what it does not know with a sentence that says what there is", () => {
    for (const args of [["--only", "mpl"], ["--fast"]]) {
      const { status, stdout, stderr } = bench(...args);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/^bench: .*(mpl|--fast)'\. Use --only product,mlp/);
    }
  }, 60_000);

  it("says on --help what there is", () => {
    const { status, stdout, stderr } = bench("--help");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^npm run -s bench.*product,mlp.*--save FILE/);
  }, 60_000);

  it.each([
    [
      "where nothing can be made",
      "/proc/nothing/speed.md",
      /^bench: \/proc\/nothing cannot be made \(.*\)\. Give another --save\.\n$/,
    ],
    ["a folder", tmpdir(), /^bench: .* is a folder\. Name a file in it by --save\.\n$/],
  ])(
    "refuses to save to %s before it times anything",
    (_, save, sentence) => {
      const { status, stdout, stderr } = bench("--only", "hvp", "--save", save);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(sentence);
    },
    60_000,
  );
});
