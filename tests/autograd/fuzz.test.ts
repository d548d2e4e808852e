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

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs programs that import the package, from the sources, one after another in one process. */
function runs(programs: readonly string[]): readonly Run[] {
  const files = programs.map((program, i) => {
    const file = join(scratch, `program-${i}.ts`);
    writeFileSync(file, program.replace('from "bnp"', `from ${JSON.stringify(join(root, "index.ts"))}`));
    return file;
  });
  const main = join(scratch, "main.cjs");
  writeFileSync(
    main,
    `const results = ${JSON.stringify(files)}.map((file) => {
  let [out, err] = ["", ""];
  console.log = (...words) => (out += words.join(" "));
  process.exitCode = 0;
  try { require(file); } catch (error) { err = String(error); }
  return { code: process.exitCode, out, err };
});
process.exitCode = 0;
process.stdout.write(JSON.stringify(results));`,
  );
  const { stdout, stderr } = spawnSync(process.execPath, ["-r", "ts-node/register/transpile-only", main], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, TS_NODE_PROJECT: join(root, "tsconfig.json") },
  });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as readonly Run[];
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
  const wrongSine = unary({ name: "wrongSine", f: Math.sin, rule: (g, { x }) => neg(mul(g, cos(x))) });
  const flatSine = unary({ name: "flatSine", f: Math.sin, rule: (g, { x }) => mul(g, detached(cos(x))) });
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
        code: `const wrongSine = unary({ name: "wrongSine", f: Math.sin, rule: (g, { x }) => neg(mul(g, cos(x))) });`,
        names: ["cos", "neg", "unary"],
      },
      right: `const wrongSine = unary({ name: "wrongSine", f: Math.sin, rule: (g, { x }) => mul(g, cos(x)) });`,
    },
    {
      name: "flatSine",
      arity: 1,
      run: ([x]) => flatSine(x!),
      declaration: {
        code: `const flatSine = unary({ name: "flatSine", f: Math.sin, rule: (g, { x }) => mul(g, detached(cos(x))) });`,
        names: ["cos", "detached", "unary"],
      },
      right: `const flatSine = unary({ name: "flatSine", f: Math.sin, rule: (g, { x }) => mul(g, cos(x)) });`,
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

  const found = planted.map((word) => ({
    ...{ word, name: word.name },
    failures: fuzz({ graphs: 2000, words: [...words, word], enough: 1 }).failures,
  }));

  it.each(found)("$name is found and shrunk to three nodes or fewer", ({ failures }) => {
    expect(failures).toHaveLength(1);
    expect(failures[0]!.nodes).toBeLessThanOrEqual(3);
  });

  it("is shown by a program that fails, and that does not fail with the right rule", () => {
    const pairs = found.map(({ word: { declaration, right }, failures: [failure] }) => {
      expect(failure!.snippet).toContain(declaration!.code);
      return [failure!.snippet, failure!.snippet.replace(declaration!.code, right)];
    });
    const results = runs(pairs.flat());
    found.forEach(({ name }, i) => {
      const [wrong, right] = results.slice(2 * i);
      expect({ name, code: wrong!.code, err: wrong!.err }).toEqual({ name, code: 1, err: "" });
      const [one, other] = wrong!.out.split(" ").map(Number);
      expect(Math.abs(one! - other!)).toBeGreaterThan(1e-6);
      expect({ name, code: right!.code, err: right!.err }).toEqual({ name, code: 0, err: "" });
    });
  }, 60_000);

  it("that throws is found too", () => {
    const misshapen = unary({ name: "misshapen", f: Math.sin, rule: () => zeros([5, 5]) });
    const thrower: Word = { name: "misshapen", arity: 1, run: ([x]) => misshapen(x!) };
    const { failures } = fuzz({ graphs: 500, words: [...words, thrower], enough: 1 });
    expect(failures[0]!.error).toMatch(
      /^pullback: the rule of 'misshapen' for input 'x' returned shape \[5,5\]/,
    );
    expect(failures[0]!.nodes).toBeLessThanOrEqual(2);
  });
});
