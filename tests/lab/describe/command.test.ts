import { loadTask, tasks } from "../../../lab/data/index.ts";
import { colourDepth, dataCommand } from "../../../lab/describe/command.ts";
import { summarize } from "../../../lab/describe/index.ts";
import { DataError, UserError } from "../../../lib/index.ts";

function run(...words: readonly string[]): string {
  let out = "";
  dataCommand((text) => (out += text)).parse([...words], { from: "user" });
  return out;
}

describe("bnp data", () => {
  it("lists the tasks", () => {
    for (const { name } of tasks) expect(run()).toContain(name);
    expect(JSON.parse(run("--json"))).toEqual(tasks);
  });

  it("describes a task and draws samples", () => {
    expect(run("moons", "--seed", "3")).toContain("seed 3");
    expect(run("moons")).toContain("┌");
    expect(run("moons", "--samples", "0")).not.toContain("┌");
    expect(run("glyphs", "--train", "20", "--test", "5", "--samples", "1")).toMatch(/[▀▄█]/);
  });

  it("passes every option on, and prints one JSON value", () => {
    const words = ["--seed", "4", "--train", "30", "--test", "7", "--noise", "0.5", "--dial", "1e1"];
    const options = { seed: 4, train: 30, test: 7, noise: 0.5, dial: 10 };
    expect(JSON.parse(run("skewed", ...words, "--json"))).toEqual(summarize(loadTask("skewed", options)));
    expect(JSON.parse(run("skewed", ...words, "--standardize", "--json"))).toEqual(
      summarize(loadTask("skewed", { ...options, standardize: true })),
    );
  });

  it("takes colour images as they are with --no-standardize", () => {
    const words = ["shapes", "--train", "9", "--test", "3"];
    const options = { seed: 0, train: 9, test: 3 };
    expect(JSON.parse(run(...words, "--json"))).toEqual(summarize(loadTask("shapes", options)));
    expect(JSON.parse(run(...words, "--no-standardize", "--json"))).toEqual(
      summarize(loadTask("shapes", { ...options, standardize: false })),
    );
  });

  it("has help with a default for every option", () => {
    for (const option of dataCommand().options) {
      expect(`${option.description} ${option.defaultValue !== undefined ? "default" : ""}`).toContain(
        "default",
      );
    }
  });

  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [["moons", "--train", "ten"], /data: --train "ten" is not a whole number from 1 on/],
    [["moons", "--train", "0"], /--train "0"/],
    [["moons", "--test", "1.5"], /--test "1.5"/],
    [["moons", "--seed", "-1"], /--seed "-1" is not a whole number from 0 on/],
    [["moons", "--seed", "99999999999999999999"], /--seed/],
    [["moons", "--noise", "1,5"], /--noise "1,5" is not a number/],
    [["moons", "--noise", ""], /--noise "" is not a number/],
    [["skewed", "--dial", "NaN"], /--dial "NaN"/],
    [["skewed", "--dial", "1e999"], /--dial "1e999"/],
    [["moons", "--samples", "few"], /--samples "few"/],
    [["moon"], /Did you mean moons\?/],
    [["--train", "5", "--data-dir", "x"], /--train, --data-dir given, but no task/],
    [["--no-standardize"], /--no-standardize given, but no task/],
    [["csv"], /--file/],
  ];
  it.each(wrong)("refuses %j in one sentence", (words, message) => {
    expect(() => run(...words)).toThrow(UserError);
    expect(() => run(...words)).toThrow(message);
  });

  it.each(["mnist", "cifar10"])("tells what %s needs", (name) => {
    expect(() => run(name)).toThrow(DataError);
    expect(() => run(name)).toThrow(/--data-dir/);
  });
});

describe("colourDepth", () => {
  const terminal = { isTTY: true };
  it("is what the terminal says it takes, and none where there is no terminal or no wish for colours", () => {
    expect(colourDepth(terminal, { TERM: "xterm" })).toBe("256");
    for (const word of ["truecolor", "24bit"]) expect(colourDepth(terminal, { COLORTERM: word })).toBe("any");
    expect(colourDepth({}, { COLORTERM: "truecolor" })).toBe("none");
    expect(colourDepth(terminal, { COLORTERM: "truecolor", NO_COLOR: "1" })).toBe("none");
    expect(colourDepth(terminal, { TERM: "dumb" })).toBe("none");
  });
});
