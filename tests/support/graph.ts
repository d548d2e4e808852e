/**
 * A graph of tensors as text, and as a count: what a derivative is made of, seen without a clock.
 */
import type { Tensor } from "../../tensor/index.ts";

/** All nodes that the given tensors were computed from, oldest first; `until` ends the walk. */
export function nodesBehind(
  outputs: readonly Tensor[],
  until: ReadonlySet<Tensor> = new Set(),
): readonly Tensor[] {
  const seen = new Set<Tensor>();
  const open = [...outputs];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node) || until.has(node)) continue;
    seen.add(node);
    open.push(...(node.origin?.inputs ?? []));
  }
  return [...seen].sort((a, b) => a.serial - b.serial);
}

/** How many primitives were applied to compute the outputs, beyond those behind `given`. */
export function applications(outputs: readonly Tensor[], given: readonly Tensor[] = []): number {
  return nodesBehind(outputs, new Set(nodesBehind(given))).filter((node) => node.origin !== undefined).length;
}

/** One line an application, oldest first: "%1 = matmul(g, b) [2,3]". Tensors not named and not computed are "·". */
export function graphText(outputs: readonly Tensor[], names: ReadonlyMap<Tensor, string>): string {
  const called = new Map(names);
  const nameOf = (node: Tensor): string => called.get(node) ?? "·";
  const lines: string[] = [];
  for (const node of nodesBehind(outputs, new Set(names.keys()))) {
    if (node.origin === undefined) continue;
    const inputs = node.origin.inputs.map(nameOf).join(", ");
    called.set(node, `%${called.size - names.size + 1}`);
    lines.push(`${nameOf(node)} = ${node.origin.primitive.name}(${inputs}) [${node.shape.join(",")}]`);
  }
  return [...lines, `returns ${outputs.map(nameOf).join(", ")}`].join("\n");
}
