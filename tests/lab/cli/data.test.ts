import { dataCommand } from "../../../lab/cli/data.ts";
import { loadTask, summarize, tasks } from "../../../lab/data/index.ts";
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
    [["--train", "5", "--data-dir", "x"], /--data-dir, --train given, but no task/],
    [["csv"], /--file/],
  ];
  it.each(wrong)("refuses %j in one sentence", (words, message) => {
    expect(() => run(...words)).toThrow(UserError);
    expect(() => run(...words)).toThrow(message);
  });

  it("tells what mnist needs", () => {
    expect(() => run("mnist")).toThrow(DataError);
    expect(() => run("mnist")).toThrow(/--data-dir/);
  });
});
