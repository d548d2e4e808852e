/**
 * A failing graph as a program in TypeScript against the public interface of the package: it prints both numbers, and
 * ends with code 1 where they differ.
 */
import { stencil, type ComparisonName } from "./compare.ts";
import type { Graph, Leaf } from "./graph.ts";

/** How each comparison is written: two expressions. */
const written: Readonly<Record<ComparisonName, readonly [one: string, other: string]>> = {
  "reverse and forward": ["inner(grad(f)(x), v)", "jvp(f, x, v).tangent"],
  "reverse and differences": ["inner(grad(f)(x), v)", "differences(f)"],
  "reverse over reverse and forward over reverse": [
    "inner(hvp(f, x, v), u)",
    "jvp((y: readonly Tensor[]) => inner(grad(f)(y), u), x, v).tangent",
  ],
  "reverse over reverse and forward over forward": [
    "inner(hvp(f, x, v), u)",
    "jvp((y: readonly Tensor[]) => jvp(f, y, u).tangent, x, v).tangent",
  ],
  "reverse over reverse, either way round": [
    "inner(hvp(f, x, v), u)",
    "inner(grad((y: readonly Tensor[]) => inner(grad(f)(y), u))(x), v)",
  ],
  "reverse over reverse and differences": [
    "inner(hvp(f, x, v), u)",
    "differences((y) => inner(grad(f)(y), u))",
  ],
};

const names = ["add", "dot", "generate", "grad", "hvp", "jvp", "mul", "tensor"];

/**
 * @param comparison what failed; if the engine threw, any
 * @param allowed how far apart the two numbers may be
 */
export function snippet(graph: Graph, comparison: ComparisonName, allowed: number): string {
  const { leaves, steps } = graph;
  const nameOf = (i: number): string => (i < leaves.length ? `x${i}` : `y${i - leaves.length}`);
  const lines = steps.map(({ word, inputs, params }, i) => {
    const args = inputs.map(nameOf);
    const call =
      word.code?.(args, params) ??
      `${word.name}(${[...args, ...(params === undefined ? [] : [JSON.stringify(params)])].join(", ")})`;
    return `  const y${i} = ${call};`;
  });
  const declarations = new Map(
    steps.flatMap(({ word }) => (word.declaration ? [[word.name, word.declaration]] : [])),
  );
  const used = steps.map(({ word }) => word.name).filter((name) => !declarations.has(name));
  const needed = [...declarations.values()].flatMap((declaration) => declaration.names);
  const imports = [...new Set([...names, ...used, ...needed])].sort();
  const [one, other] = written[comparison];
  const [a, b, c] = stencil;
  return `// ${comparison} should agree.
import { ${imports.join(", ")}, type Tensor } from "bnp";
${[...declarations.values()].map(({ code }) => `${code}\n`).join("")}
const f = ([${leaves.map((_, i) => `x${i}`).join(", ")}]: readonly Tensor[]): Tensor => {
${lines.join("\n")}
  return dot(y${steps.length - 1}, generate(y${steps.length - 1}.shape, (j) => Math.cos(j + 1)));
};
const x: readonly Tensor[] = [${leaves.map(literal).join(", ")}];
const v = x.map(({ shape }, k) => generate(shape, (j) => Math.cos(2 + 3 * j + 5 * k)));
const u = x.map(({ shape }, k) => generate(shape, (j) => Math.sin(1 + 2 * j + 7 * k)));
const inner = (a: readonly Tensor[], b: readonly Tensor[]): Tensor =>
  a.map((t, i) => dot(t, b[i]!)).reduce((sum, term) => add(sum, term));
const differences = (g: (y: readonly Tensor[]) => Tensor, h = 1.5e-3): Tensor => {
  const at = (k: number): number => g(x.map((t, i) => add(t, mul(k * h, v[i]!)))).item();
  return tensor((${a} * (at(1) - at(-1)) + ${b} * (at(2) - at(-2)) + ${c} * (at(3) - at(-3))) / (60 * h));
};
const [one, other] = [${one}.item(), ${other}.item()];
console.log(one, other);
if (!(Math.abs(one - other) <= ${allowed.toExponential(1)})) process.exitCode = 1;
`;
}

const literal = ({ shape, numbers }: Leaf): string =>
  `tensor([${numbers.join(", ")}], [${shape.join(", ")}])`;
