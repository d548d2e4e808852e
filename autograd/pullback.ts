/**
 * The engine: from cotangents of outputs to cotangents of any tensors they were computed from.
 *
 * It walks the graph that tensors carry. There is no tape and nothing is stored on a tensor: cotangents live in a map
 * that belongs to the call. Since rules are made of the same operations as the forward pass, the result is again a
 * graph that can be differentiated.
 */
import { checkList, ContractError } from "../lib/index.ts";
import { broadcastsTo, sameShape, shapeText, Tensor, zeros, type Shape } from "../tensor/index.ts";
import { add } from "./ops/arithmetic.ts";
import { sumTo } from "./ops/movement.ts";
import { flat, type AnyPrimitive, type Rule } from "./primitive.ts";
import { checkPullback, unitSeed } from "./pullback-arguments.ts";

/** Edges that the walk does not follow: inputs of a node, by node. */
export type BlockedEdges = ReadonlyMap<Tensor, readonly Tensor[]>;

/**
 * Cotangents of the targets: Σ over outputs of seedᵀ·∂output/∂target. Targets may be any tracked tensors, also ones
 * in the middle of a graph. A target that no output depends on gets zeros. The seed of a scalar output is 1 unless given.
 * @throws UserError if the seeds do not fit the outputs
 * @example
 * const x = variable(tensor([1, 2]));
 * pullback(square(x), [x], tensor([1, 10]))[0]; // → Tensor [2] [2, 40]
 */
export function pullback(
  output: Tensor | readonly Tensor[],
  targets: readonly Tensor[],
  seed?: Tensor | readonly Tensor[],
): Tensor[] {
  const outputs = output instanceof Tensor ? [output] : output;
  checkList("pullback", "output", outputs, Tensor);
  const seeds = seed === undefined ? outputs.map(unitSeed) : seed instanceof Tensor ? [seed] : seed;
  return cotangentsOf(outputs, targets, seeds).map((g, i) => g ?? zeros(targets[i]!.shape));
}

/**
 * As `pullback`, with undefined for a target that no output depends on, and with edges to leave out.
 * @example
 * const [x, y] = [variable(tensor(1)), variable(tensor(2))];
 * cotangentsOf([square(x)], [x, y], [tensor(1)]); // → [ Tensor [] 2, undefined ]
 */
export function cotangentsOf(
  outputs: readonly Tensor[],
  targets: readonly Tensor[],
  seeds: readonly Tensor[],
  blocked?: BlockedEdges,
): (Tensor | undefined)[] {
  checkPullback(outputs, targets, seeds);
  const path = pathsTo(outputs, targets, blocked);
  const cotangents = new Map<Tensor, Tensor>();
  outputs.forEach((output, i) => {
    if (path.live.has(output)) accumulate(cotangents, output, seeds[i]!);
  });
  const wanted = new Set(targets);
  // Newest first: by the time a node is reached, all that was computed from it has been.
  for (const node of path.nodes) {
    const g = cotangents.get(node);
    if (g === undefined || node.origin === undefined) continue;
    if (!wanted.has(node)) cotangents.delete(node); // used once, and then free to be collected
    const { inputs, params } = node.origin;
    const primitive = node.origin.primitive as AnyPrimitive;
    const names = primitive.inputs as readonly string[];
    const rules = primitive.rules as Readonly<Record<string, Rule<string, unknown> | typeof flat>>;
    const without = blocked?.get(node);
    const at: Record<string, unknown> = { out: node, params };
    for (let i = 0; i < inputs.length; i++) at[names[i]!] = inputs[i];
    for (let i = 0; i < inputs.length; i++) {
      const input = inputs[i]!;
      if (!path.live.has(input) || without?.includes(input)) continue;
      const rule = rules[names[i]!]!;
      if (rule === flat) continue;
      const cotangent = rule(g, at as Parameters<typeof rule>[1]);
      accumulate(cotangents, input, fit(cotangent, input.shape, primitive, names[i]!));
    }
  }
  return targets.map((target) => cotangents.get(target));
}

/** A cotangent in the shape of its input: for element-wise operations summed over the axes that were broadcast. */
function fit(cotangent: Tensor, shape: Shape, { name, elementwise }: AnyPrimitive, input: string): Tensor {
  if (sameShape(cotangent.shape, shape)) return cotangent;
  if (elementwise === true && broadcastsTo(shape, cotangent.shape)) return sumTo(cotangent, shape);
  throw new ContractError(
    `pullback: the rule of '${name}' for input '${input}' returned shape ${shapeText(cotangent.shape)}, ` +
      `but the input has shape ${shapeText(shape)}. This is a bug in the rule.`,
  );
}

/**
 * The nodes that lie on a path from an output to a target, newest first.
 *
 * Creation order is a topological order, since a tensor is newer than all it was computed from. So nothing older than
 * the oldest target is visited, sorting by serial number replaces a recursive search (a chain of 200,000 operations is
 * no deeper than one of two), and one sweep from old to new finds what depends on a target.
 */
function pathsTo(
  outputs: readonly Tensor[],
  targets: readonly Tensor[],
  blocked: BlockedEdges | undefined,
): { readonly nodes: readonly Tensor[]; readonly live: ReadonlySet<Tensor> } {
  const oldest = targets.reduce((serial, target) => Math.min(serial, target.serial), Infinity);
  const nodes = ancestorsOf(outputs, oldest).sort((a, b) => a.serial - b.serial);
  const live = new Set<Tensor>(targets);
  for (const node of nodes) {
    const without = blocked?.get(node);
    if (node.origin?.inputs.some((input) => live.has(input) && !without?.includes(input))) live.add(node);
  }
  return { nodes: nodes.filter((node) => live.has(node)).reverse(), live };
}

/** The outputs and all tracked tensors they were computed from, each once, down to a serial number. */
export function ancestorsOf(outputs: readonly Tensor[], oldest = -Infinity): Tensor[] {
  const seen = new Set<Tensor>(outputs);
  for (const node of seen) {
    for (const input of node.origin?.inputs ?? []) {
      if (input.tracked && input.serial >= oldest) seen.add(input);
    }
  }
  return [...seen];
}

function accumulate(cotangents: Map<Tensor, Tensor>, node: Tensor, cotangent: Tensor): void {
  const before = cotangents.get(node);
  cotangents.set(node, before === undefined ? cotangent : add(before, cotangent));
}
