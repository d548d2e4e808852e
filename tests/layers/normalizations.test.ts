/**
 * A method of normalisation as one word: which layer it is for rows and for images, and where it stands.
 */
import { UserError } from "../../lib/index.ts";
import { Activation, normalizations } from "../../layers/index.ts";
import { activated, groupsFor, normalizationLayer } from "../../layers/normalizations.ts";
import { validateWord } from "../../layers/validate-options.ts";
import { generate } from "../../tensor/index.ts";
import { numbersOf } from "../support/tensors.ts";

describe("normalizationLayer", () => {
  it.each([
    ["bn", "BatchNorm1d(6)", "BatchNorm2d(6)"],
    ["bn-pre", "BatchNorm1d(6)", "BatchNorm2d(6)"],
    ["ln", "LayerNorm(6)", "GroupNorm(6, 1 group)"],
    ["gn", "GroupNorm(6, 1 group)", "GroupNorm(6, 3 groups)"],
    ["renorm", "BatchRenorm(6)", "BatchRenorm(6)"],
  ] as const)("for %s is %s on rows and %s on images", (method, rows, images) => {
    expect(normalizationLayer(method, 6, false).describe()).toBe(rows);
    expect(normalizationLayer(method, 6, true).describe()).toBe(images);
  });

  it("is a new layer every time", () => {
    for (const method of normalizations) {
      const [a, b] = [0, 1].map(() => normalizationLayer(method, 4, true));
      expect(a!.parameters()[0]).not.toBe(b!.parameters()[0]);
    }
  });
});

describe.each([
  ["images", true, 2],
  ["rows", false, 4],
] as const)("groupsFor %s", (_, images, least) => {
  it(`divides the channels, into at most 8 groups of at least ${least}, and into as many as that allows`, () => {
    for (let channels = 1; channels <= 100; channels++) {
      const groups = groupsFor(channels, images);
      const fits = (g: number): boolean => channels % g === 0 && channels / g >= least && g <= 8;
      expect([channels, groups === 1 || fits(groups)]).toEqual([channels, true]);
      const more = Array.from({ length: 8 }, (_unused, i) => i + 1).filter((g) => g > groups && fits(g));
      expect([channels, more]).toEqual([channels, []]);
    }
    expect([64, 8, 7, 1].map((channels) => groupsFor(channels, images))).toEqual([8, 8 / least, 1, 1]);
  });
});

it("gn on rows lets more through than the order of two numbers", () => {
  for (const channels of [4, 6, 10, 16]) {
    const x = generate([1, channels], (i) => i * i);
    const farther = generate([1, channels], (i) => i * i + (i === channels - 1 ? 5 : 0));
    const [a, b] = [x, farther].map((input) =>
      numbersOf(normalizationLayer("gn", channels, false).forward(input)),
    );
    expect(Math.abs(a!.at(-1)! - b!.at(-1)!)).toBeGreaterThan(0.01);
  }
});

describe("activated", () => {
  it.each([
    [undefined, ["tanh"]],
    ["bn", ["tanh", "BatchNorm2d(4)"]],
    ["bn-pre", ["BatchNorm2d(4)", "tanh"]],
    ["ln", ["tanh", "GroupNorm(4, 1 group)"]],
    ["gn", ["tanh", "GroupNorm(4, 2 groups)"]],
    ["renorm", ["tanh", "BatchRenorm(4)"]],
  ] as const)("with %s is %j", (method, layers) => {
    expect(activated(new Activation("tanh"), method, 4, true).map((layer) => layer.describe())).toEqual(
      layers,
    );
  });
});

describe("validateWord", () => {
  it("lets a known word through, and lists the known ones otherwise", () => {
    expect(() => validateWord("cnn", "normalization", "gn", normalizations)).not.toThrow();
    expect(() => validateWord("cnn", "normalization", "GN", normalizations)).toThrow(
      new UserError("cnn: normalization 'GN' is not one of bn, bn-pre, ln, gn, renorm."),
    );
  });
});
