import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refuseWords, requested } from "../../../lab/command/request.ts";
import { defaults, resolveConfig } from "../../../lab/training/index.ts";

describe("what is requested", () => {
  const folder = mkdtempSync(join(tmpdir(), "bnp-request-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const config = join(folder, "mine.json");
  writeFileSync(config, '{ "batchSize": [6], "steps": [7] }');

  it("is the flags over the file over the preset over the defaults", () => {
    const found = requested({ preset: "start", config, steps: [8] }, resolveConfig);
    expect(found).toMatchObject({ steps: [8], batchSize: [6], evaluations: 15, warmup: defaults.warmup });
  });

  it("is no size of layers that the model does not have, but a file may carry one along", () => {
    expect(() => requested({ model: "cnn", hidden: [3] }, resolveConfig)).toThrow(/^--hidden has no meaning/);
    writeFileSync(config, '{ "hidden": [3], "model": "cnn" }');
    expect(requested({ config }, resolveConfig).model).toBe("cnn");
  });
});

it("refuses words without a flag, with the flag that a task wants", () => {
  expect(() => {
    refuseWords([]);
  }).not.toThrow();
  expect(() => {
    refuseWords(["moons", "x"]);
  }).toThrow(/^"moons" .* --task moons\.$/);
  expect(() => {
    refuseWords([",6"]);
  }).toThrow(/^",6" .*without blanks/);
});
