import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { canColour, quote } from "../../../lab/command/shell.ts";

it("wants colours on a terminal, unless the user does not", () => {
  const tty = { isTTY: true };
  expect(canColour(tty, {})).toBe(true);
  for (const env of [{ NO_COLOR: "1" }, { TERM: "dumb" }]) expect(canColour(tty, env)).toBe(false);
  expect(canColour({}, {})).toBe(false);
  expect(canColour(tty, { NO_COLOR: "" })).toBe(true);
});

it("quotes arguments so that a shell reads them back", () => {
  expect(["--lr", "0.1", "a b", "it's", ""].map(quote)).toEqual(["--lr", "0.1", "'a b'", "'it'\\''s'", "''"]);
  const texts = fc.array(
    fc.string({ minLength: 0, maxLength: 8 }).filter((s) => !s.includes("\0")),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(texts, (args) => {
      const script = `printf '%s\\0' x ${args.map(quote).join(" ")}`;
      const out = execFileSync("sh", ["-c", script], { encoding: "utf8" });
      expect(out.split("\0").slice(1, -1)).toEqual(args);
    }),
    { numRuns: 20 },
  );
});
