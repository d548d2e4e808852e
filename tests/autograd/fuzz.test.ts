/**
 * Random expression graphs, differentiated in every way there is (tests/support/fuzz). And a test of this test: wrong
 * rules that are planted among the operations are found, made small, and shown by a program that really fails.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conv2d, cos, detached, mul, neg, unary, type ConvolutionOptions } from "../../autograd/index.ts";
import { Random } from "../../lib/index.ts";
import { zeros, type Tensor } from "../../tensor/index.ts";
import { root } from "../house/sources.ts";
import { allowances, type ComparisonName } from "../support/fuzz/compare.ts";
import { drawGraph } from "../support/fuzz/draw.ts";
import { fuzz } from "../support/fuzz/fuzz.ts";
import { endingAt, nodesOf } from "../support/fuzz/graph.ts";
import { words, type Word } from "../support/fuzz/words.ts";

const scratch = mkdtempSync(join(tmpdir(), "fuzz-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Runs a program that imports the package, from the sources. */
function runs(program: string): { readonly code: number | null; readonly out: string; readonly err: string } {
  const file = join(scratch, "snippet.ts");
  writeFileSync(file, program.replace('from "bnp"', `from ${JSON.stringify(join(root, "index.ts"))}`));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["-r", "ts-node/register/transpile-only", file],
    { cwd: root, encoding: "utf8", env: { ...process.env, TS_NODE_PROJECT: join(root, "tsconfig.json") } },
  );
  return { code: status, out: stdout, err: stderr };
}

describe("random expression graphs", () => {
  const graphs = 250;
  const { comparisons, skipped, failures, worst, graphs: done } = fuzz({ graphs });

  it("have the same derivatives in every way", () => {
    expect(failures.map((failure) => `${failure.comparison}: ${failure.error}\n${failure.snippet}`)).toEqual(
      [],
    );
    expect(done).toBe(graphs);
    for (const [name, error] of Object.entries(worst)) {
      expect(error).toBeLessThanOrEqual(allowances[name as ComparisonName]);
    }
  });

  it("are compared in six ways each, but for few that differences can say nothing about", () => {
    expect(skipped).toBeLessThanOrEqual(graphs / 100);
    expect(comparisons).toBe(6 * graphs - 2 * skipped);
  });

  it("are of many kinds: every operation, up to twelve steps, shared nodes, every rank", () => {
    const drawn = Array.from({ length: 1000 }, (_, i) => drawGraph(words, Random.stream(1, String(i))));
    const used = new Set(drawn.flatMap(({ steps }) => steps.map(({ word }) => word.name)));
    expect(words.filter(({ name }) => !used.has(name))).toEqual([]);
    expect(Math.max(...drawn.map(({ steps }) => steps.length))).toBe(12);
    const ranks = new Set(drawn.flatMap(({ leaves }) => leaves.map(({ shape }) => shape.length)));
    expect([...ranks].sort()).toEqual([0, 1, 2, 3, 4]);
    const isShared = drawn.filter(({ steps }) => {
      const inputs = steps.flatMap((step) => step.inputs);
      return new Set(inputs).size < inputs.length;
    });
    expect(isShared.length).toBeGreaterThan(drawn.length / 3);
    for (const graph of drawn) expect(endingAt(graph, nodesOf(graph) - 1)).toEqual(graph); // nothing is idle
  });

  it("are the same for the same seed", () => {
    const { seconds: _one, ...first } = fuzz({ graphs: 30, seed: 5 });
    const { seconds: _other, ...second } = fuzz({ graphs: 30, seed: 5 });
    expect(first).toEqual(second);
    expect(fuzz({ graphs: 30, seed: 6 }).worst).not.toEqual(first.worst);
  });
});

describe("a planted wrong rule", () => {
  const facts = { formula: "planted" };
  const wrongSine = unary("wrongSine", Math.sin, (g, { x }) => neg(mul(g, cos(x))), facts);
  const flatSine = unary("flatSine", Math.sin, (g, { x }) => mul(g, detached(cos(x))), facts);
  /** Right but where a tensor is used twice: then one of its two cotangents is lost. */
  const forgetful = (a: Tensor, b: Tensor): Tensor => mul(a, a === b ? detached(b) : b);

  /** Nothing comes back to the kernels. */
  const deafConvolution = (x: Tensor, weight: Tensor, options: ConvolutionOptions): Tensor =>
    conv2d(x, detached(weight), undefined, options);

  const planted: readonly (Word & { readonly right: string })[] = [
    {
      name: "wrongSine",
      arity: 1,
      run: ([x]) => wrongSine(x!),
      declaration: {
        code: `const wrongSine = unary("wrongSine", Math.sin, (g, { x }) => neg(mul(g, cos(x))), { formula: "planted" });`,
        names: ["cos", "neg", "unary"],
      },
      right: `const wrongSine = unary("wrongSine", Math.sin, (g, { x }) => mul(g, cos(x)), { formula: "planted" });`,
    },
    {
      name: "flatSine",
      arity: 1,
      run: ([x]) => flatSine(x!),
      declaration: {
        code: `const flatSine = unary("flatSine", Math.sin, (g, { x }) => mul(g, detached(cos(x))), { formula: "planted" });`,
        names: ["cos", "detached", "unary"],
      },
      right: `const flatSine = unary("flatSine", Math.sin, (g, { x }) => mul(g, cos(x)), { formula: "planted" });`,
    },
    {
      name: "forgetful",
      arity: 2,
      run: ([a, b]) => forgetful(a!, b!),
      declaration: {
        code: `const forgetful = (a: Tensor, b: Tensor): Tensor => mul(a, a === b ? detached(b) : b);`,
        names: ["detached"],
      },
      right: `const forgetful = (a: Tensor, b: Tensor): Tensor => mul(a, b);`,
    },
    {
      name: "deafConvolution",
      arity: 2,
      run: ([x, weight], options) => deafConvolution(x!, weight!, options as ConvolutionOptions),
      draw: words.find(({ name }) => name === "conv2d")!.draw!,
      declaration: {
        code: `const deafConvolution = (x: Tensor, weight: Tensor, options: object): Tensor => conv2d(x, detached(weight), undefined, options);`,
        names: ["conv2d", "detached"],
      },
      right: `const deafConvolution = (x: Tensor, weight: Tensor, options: object): Tensor => conv2d(x, weight, undefined, options);`,
    },
  ];

  it.each(planted)(
    "$name is found, shrunk to three nodes or fewer, and shown by a program that fails",
    (word) => {
      const { failures } = fuzz({ graphs: 2000, words: [...words, word], enough: 1 });
      expect(failures).toHaveLength(1);
      const [failure] = failures;
      expect(failure!.nodes).toBeLessThanOrEqual(3);
      expect(failure!.snippet).toContain(word.declaration!.code);
      const wrong = runs(failure!.snippet);
      expect({ code: wrong.code, err: wrong.err }).toEqual({ code: 1, err: "" });
      const [one, other] = wrong.out.trim().split(" ").map(Number);
      expect(Math.abs(one! - other!)).toBeGreaterThan(1e-6);
      const right = runs(failure!.snippet.replace(word.declaration!.code, word.right));
      expect({ code: right.code, err: right.err }).toEqual({ code: 0, err: "" });
    },
    60_000,
  );

  it("that throws is found too", () => {
    const misshapen = unary("misshapen", Math.sin, () => zeros([5, 5]), facts);
    const thrower: Word = { name: "misshapen", arity: 1, run: ([x]) => misshapen(x!) };
    const { failures } = fuzz({ graphs: 500, words: [...words, thrower], enough: 1 });
    expect(failures[0]!.error).toMatch(
      /^pullback: the rule of 'misshapen' for input 'x' returned shape \[5,5\]/,
    );
    expect(failures[0]!.nodes).toBeLessThanOrEqual(2);
  });
});
