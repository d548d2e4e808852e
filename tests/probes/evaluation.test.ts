/**
 * The evaluation of a probe: passes of the kind asked for and named, streams copied, and what is no function refused.
 */
import { add, mul, sum, untracked, variable } from "../../autograd/index.ts";
import { Random, UserError } from "../../lib/index.ts";
import { batchStatistics, Dropout, Parameter, Pass } from "../../layers/index.ts";
import { modeOf, evaluate } from "../../probes/evaluation.ts";
import { ones, tensor } from "../../tensor/index.ts";
import { subject } from "./subjects.ts";

const w = variable(tensor([1, 2, 3]));
const { model, x } = subject({ normalization: "bn" });

describe("the mode", () => {
  it.each([
    [Pass.training(), "train mode (statistics of the batch)"],
    [
      Pass.training({ random: Random.stream(0, "d") }),
      "train mode (statistics of the batch, random layers held fixed)",
    ],
    [Pass.evaluation(), "eval mode (running statistics)"],
    [Pass.evaluation({ statistics: "batch" }), "eval mode (the batch's own statistics)"],
    [Pass.evaluation({ statistics: batchStatistics(model, x) }), "eval mode (given statistics)"],
  ])("of a pass is named: %#", (pass, text) => {
    expect(modeOf(pass)).toBe(text);
  });
});

describe("a evaluation", () => {
  it.each([Pass.training(), Pass.evaluation()])(
    "is on a pass like the pattern, and not on it: %#",
    (pattern) => {
      const { pass } = evaluate("probe", (p) => sum(model.forward(x, p)), model.parameters(), pattern);
      expect(pass).not.toBe(pattern);
      expect([pass.training, pass.statistics]).toEqual([pattern.training, pattern.statistics]);
      expect([pattern.uses.length, pattern.moments.size]).toEqual([0, 0]);
      expect([pass.uses.length, pass.moments.size]).toEqual(pattern.training ? [2, 1] : [2, 0]);
      expect(pattern.collects).toBe(pattern.training);
    },
  );

  it("draws the same coins each time, and none from the stream it is given", () => {
    const random = Random.stream(0, "dropout");
    const before = random.state();
    const look = (pass: Pass) => sum(mul(w, new Dropout(0.5).forward(ones([3]), pass)));
    const first = evaluate("probe", look, [], Pass.training({ random })).result.item();
    expect(evaluate("probe", look, [], Pass.training({ random })).result.item()).toBe(first);
    expect(random.state()).toEqual(before);
  });

  it("refuses random layers without a stream", () => {
    const look = (pass: Pass) => sum(mul(w, new Dropout(0.5).forward(ones([3]), pass)));
    expect(() => evaluate("probe", look, [], Pass.training())).toThrow("no random stream to draw from");
  });

  it("refuses what changes from one evaluation to the next", () => {
    let calls = 0;
    expect(() => evaluate("probe", () => sum(add(w, calls++)), [], Pass.training())).toThrow(
      "probe: two evaluations at the same parameters gave different values",
    );
  });

  it("refuses a value that is not finite, and one that remembers nothing", () => {
    expect(() => evaluate("probe", () => sum(mul(w, Infinity)), [], Pass.training())).toThrow("Infinity");
    expect(() => evaluate("probe", () => tensor([1]), [], Pass.training())).toThrow("remembers no parameter");
    expect(() => untracked(() => evaluate("probe", () => sum(w), [], Pass.training()))).toThrow(
      "nothing is remembered inside of untracked",
    );
  });

  it("refuses a function that is asynchronous", () => {
    const later = (() => Promise.resolve(sum(w))) as unknown as () => ReturnType<typeof sum>;
    expect(() => evaluate("probe", later, [], Pass.training())).toThrow("asynchronous");
  });

  it("has no default: a pass must be given", () => {
    for (const nothing of [undefined, {}]) {
      expect(() => evaluate("probe", () => sum(w), [], nothing as Pass | undefined)).toThrow(
        new UserError(
          "probe: no pass was given, and the mode has no default. Give Pass.training() or Pass.evaluation().",
        ),
      );
    }
  });

  it("says of its mode what the layers were told", () => {
    const evaluation = evaluate(
      "probe",
      (p) => sum(model.forward(x, p)),
      model.parameters(),
      Pass.evaluation(),
    );
    expect(evaluation.mode).toBe("eval mode (running statistics)");
  });

  it.each([Pass.training(), Pass.evaluation()])(
    "refuses layers that were not given the pass: %#",
    (pattern) => {
      expect(() => evaluate("probe", () => sum(model.forward(x)), model.parameters(), pattern)).toThrow(
        new UserError(
          "probe: no layer was given the pass, though '0.weight' belongs to one, so the mode is not the one asked for. " +
            "Hand the pass on, as in (pass) => crossEntropy(model.forward(x, pass), labels).",
        ),
      );
    },
  );

  it("claims no mode for a function of parameters that belong to no layer", () => {
    const bare = new Parameter("w", tensor([1, 2]));
    const evaluation = evaluate("probe", () => sum(bare.tensor), [bare], Pass.training());
    expect(evaluation.mode).toBe("no mode (no layer was given the pass)");
  });
});
