import { configHash } from "../../../lab/jobs/store.ts";
import { defaults, parsePartialConfig, resolveConfig } from "../../../lab/training/config.ts";
import { preset } from "../../../lab/training/presets.ts";
import { UserError } from "../../../lib/index.ts";

describe("resolveConfig", () => {
  it("lets flags win over the file, the file over the preset, the preset over the defaults", () => {
    const start = preset("start");
    const config = resolveConfig(start, { hidden: [7], seeds: [5] }, { seeds: [8, 9] });
    expect(config.seeds).toEqual([8, 9]);
    expect(config.hidden).toEqual([7]);
    expect(config.batchSize).toEqual(start.batchSize);
    expect(config.tuneSeeds).toEqual(defaults.tuneSeeds);
  });

  it("answers with a configuration that resolves to itself, through JSON too", () => {
    for (const layers of [
      [],
      [preset("start")],
      [{ optimizer: "momentum" as const }],
      [{ dial: 30, task: "skewed" }],
    ]) {
      const config = resolveConfig(...layers);
      const read = parsePartialConfig(JSON.parse(JSON.stringify(config)), "config.json");
      expect(resolveConfig(read)).toEqual(config);
      expect(configHash(resolveConfig(read))).toBe(configHash(config));
    }
  });

  it("spreads one number of steps over all batch sizes", () => {
    expect(resolveConfig({ batchSize: [8, 4], steps: [30] }).steps).toEqual([30, 30]);
    expect(() => resolveConfig({ batchSize: [8, 4], steps: [1, 2, 3] })).toThrow(
      /3 numbers of steps for batch size 8, 4\. Give one for each/,
    );
  });

  it("keeps the steps of a batch size when only the batch sizes change", () => {
    const config = resolveConfig(preset("start"), { batchSize: [1, 60] });
    expect(config.steps).toEqual([2000, 400]);
    expect(() => resolveConfig(preset("start"), { batchSize: [30, 5] })).toThrow(UserError);
  });

  it("takes the momentum that belongs to the optimizer, and forgets the one of another", () => {
    expect(resolveConfig({ optimizer: "momentum" }).momentum).toBe(0.9);
    expect(resolveConfig({}).momentum).toBe(0);
    expect(resolveConfig(resolveConfig({}), { optimizer: "momentum" }).momentum).toBe(0.9);
    expect(resolveConfig(resolveConfig({ optimizer: "momentum" }), { optimizer: "adam" })).not.toHaveProperty(
      "momentum",
    );
    // The space of the rule likewise: named for adaptive rules, and not there for SGD unless it was given.
    expect(resolveConfig({ optimizer: "adam" }).optimizerSpace).toBe("preconditioned");
    expect(resolveConfig({})).not.toHaveProperty("optimizerSpace");
    const adam = resolveConfig({ optimizer: "adam", optimizerSpace: "parameters" });
    expect(adam.optimizerSpace).toBe("parameters");
    expect(resolveConfig(adam, { lr: 0.1 }).optimizerSpace).toBe("parameters");
    expect(resolveConfig(adam, { optimizer: "sgd" })).not.toHaveProperty("optimizerSpace");
    expect(() => resolveConfig({ optimizer: "adam", momentum: 0.5 })).toThrow(
      /momentum has no meaning for adam/,
    );
  });

  it("names augmentation where there is some, and forgets what is switched off", () => {
    expect(resolveConfig({ header: "auto", missing: "refuse" })).toEqual(resolveConfig({}));
    const table = { header: "no", encoding: "latin1", missing: "drop" } as const;
    expect(resolveConfig(table)).toMatchObject(table);
    for (const key of Object.keys(table)) expect(resolveConfig({})).not.toHaveProperty(key);
    const on = resolveConfig({ flip: true, crop: 4 });
    expect(on).toMatchObject({ flip: true, crop: 4 });
    expect(resolveConfig({ flip: false, crop: 0 })).toEqual(resolveConfig({}));
    expect(resolveConfig(on, { flip: false })).toEqual(resolveConfig({ crop: 4 }));
    expect(resolveConfig(on, { crop: 0 })).toEqual(resolveConfig({ flip: true }));
    const hashes = [{}, { flip: true }, { crop: 4 }, { crop: 2 }, { flip: true, crop: 4 }].map((layer) =>
      configHash(resolveConfig(layer)),
    );
    expect(new Set(hashes).size).toBe(5);
  });

  it("keeps tuning seeds and run seeds apart, but only where there is tuning", () => {
    const both = { seeds: [0, 1000] };
    expect(() => resolveConfig({ ...both, lr: "tune" })).toThrow(/seed 1000 is in both/);
    expect(resolveConfig({ ...both, lr: 0.1 }).seeds).toEqual([0, 1000]);
  });

  it("refuses what is named twice, a falling grid and an unknown task", () => {
    expect(() => resolveConfig({ methods: ["bn", "none", "bn"] })).toThrow(/methods names bn twice/);
    expect(() => resolveConfig({ grid: { from: 1, to: 0.1, perDecade: 2 } })).toThrow(/runs from 1 to 0.1/);
    expect(() => resolveConfig({ task: "glyhps" })).toThrow(/no task "glyhps"\. Did you mean "glyphs"\?/);
  });
});

describe("parsePartialConfig", () => {
  const error = (value: unknown): string => {
    try {
      parsePartialConfig(value, "my.json");
    } catch (caught) {
      expect(caught).toBeInstanceOf(UserError);
      return (caught as Error).message;
    }
    throw new Error("was accepted");
  };

  it("suggests the key that was meant", () => {
    expect(error({ batchsize: [60] })).toBe('my.json: unknown key "batchsize". Did you mean "batchSize"?');
    expect(error({ grid: { form: 1, to: 2, perDecade: 2 } })).toMatch(
      /unknown key "form" in grid\. Did you mean "from"\?/,
    );
  });

  it("names the key and the value that are wrong", () => {
    expect(error({ batchSize: [60, 0] })).toBe("my.json: batchSize.1: must be at least 1.");
    expect(error({ methods: ["bm"] })).toMatch(
      /^my\.json: methods\.0: "bm" is not known\. Did you mean "bn"\?/,
    );
    expect(error({ seeds: [] })).toBe("my.json: seeds: must not be empty.");
    expect(error({ lr: "auto" })).toMatch(/^my\.json: lr: must be a number above 0, "tune", or a table/);
    expect(error({ lr: -1 })).toMatch(/^my\.json: lr: /);
    expect(error({ crop: 1.5 })).toBe("my.json: crop: must be a whole number.");
    expect(error({ crop: -4 })).toBe("my.json: crop: must not be negative.");
    expect(error({ flip: "yes" })).toBe("my.json: flip: must be true or false.");
    expect(error([1])).toMatch(/^my\.json: /);
    expect(error(null)).toMatch(/^my\.json: /);
  });

  it("takes any subset of the keys", () => {
    expect(parsePartialConfig({}, "x")).toEqual({});
    expect(parsePartialConfig({ lr: { none: { 60: 0.1 } } }, "x")).toEqual({ lr: { none: { 60: 0.1 } } });
  });
});

it("names a configuration by its content: the order of keys does not matter, every value does", () => {
  const config = resolveConfig({});
  const reversed = Object.fromEntries(Object.entries(config).reverse()) as typeof config;
  expect(configHash(reversed)).toBe(configHash(config));
  expect(configHash(config)).toMatch(/^[0-9a-f]{12}$/);
  const others = [{ seed: 1 }, { hidden: [64] }, { lr: 0.1 }, { batchSize: [61] }, { train: 10 }].map(
    (layer) => configHash(resolveConfig(layer)),
  );
  expect(new Set([...others, configHash(config)]).size).toBe(6);
});
