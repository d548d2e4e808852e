import { cells, givenRate } from "../../../lab/training/arms.ts";
import { parsePartialConfig, resolveConfig } from "../../../lab/training/config.ts";
import { preset, presets } from "../../../lab/training/presets.ts";

it.each(Object.keys(presets))(
  "has in %s a preset that is a part of a configuration, with every rate",
  (name) => {
    expect(parsePartialConfig(JSON.parse(JSON.stringify(preset(name))), name)).toEqual(preset(name));
    const config = resolveConfig(preset(name));
    for (const cell of cells(config).cells) expect(givenRate(config, cell)).toBeGreaterThan(0);
  },
);

it("compares the three at batch sizes 60, 6 and 1 from three seeds at the start", () => {
  const { methods, batchSize, seeds, task } = resolveConfig(preset("start"));
  expect({ task, methods, batchSize, seeds: seeds.length }).toEqual({
    task: "glyphs",
    methods: ["none", "bn", "bnp"],
    batchSize: [60, 6, 1],
    seeds: 3,
  });
});

it("knows no names that objects have by themselves", () => {
  expect(() => preset("toString")).toThrow(/no preset is called "toString"/);
});
