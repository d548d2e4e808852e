import { groupNames } from "../../bench/groups/all.ts";
import { parseOptions } from "../../bench/options.ts";

describe("the options", () => {
  it("are everything, beside everyone, unless something is said", () => {
    expect(parseOptions([])).toEqual({
      only: groupNames,
      rounds: 41,
      without: new Set(),
      json: false,
      save: "runs/speed.md",
    });
  });

  it("are what is said", () => {
    const said = [
      "--only",
      "cnn,mlp",
      "--rounds",
      "3",
      "--without",
      "numpy,tfjs-cpu",
      "--json",
      "--save",
      "x.md",
    ];
    expect(parseOptions(said)).toEqual({
      only: ["cnn", "mlp"],
      rounds: 3,
      without: new Set(["numpy", "tfjs-cpu"]),
      json: true,
      save: "x.md",
    });
  });

  it.each([["--help"], ["-h"]])("answer %s before they judge the rest", (flag) => {
    expect(parseOptions([flag, "--rounds", "0"])).toBe("help");
  });

  it.each([
    [["--save", ""], "--save needs"],
    [["--only", "mpl"], "no group 'mpl'"],
    [["--without", "jax"], "no peer 'jax'"],
    [["--rounds", "0"], "--rounds 0"],
    [["--rounds", "2.5"], "--rounds 2.5"],
    [["--fast"], "--fast"],
  ])("refuse %j", (args, complaint) => {
    expect(() => parseOptions(args)).toThrow(complaint);
  });
});
