/**
 * The engine's own cost: chains of small operations, with next to nothing to compute.
 */
import {
  add,
  linear,
  mul,
  ones,
  pullback,
  sigmoid,
  sum,
  tensor,
  untracked,
  variable,
  type Tensor,
} from "../../index.ts";
import type { Chain, Link } from "../tasks.ts";
import type { Workload } from "../workload.ts";
import { engine } from "./engine.ts";

/** The links, from a row of four to a row of four; `mul` is of scalars. */
const operations: Readonly<Record<Link, () => (x: Tensor) => Tensor>> = {
  mul: () => {
    const y = tensor(1);
    return (x) => mul(x, y);
  },
  "add-row": () => {
    const row = tensor([0.1, 0.2, 0.3, 0.4]);
    return (x) => add(x, row);
  },
  sigmoid: () => sigmoid,
  linear: () => {
    const weight = tensor(
      Float64Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 0.9 : 0.1)),
      [4, 4],
    );
    return (x) => linear(x, weight);
  },
};

export function chain({ link, direction, length }: Chain): Workload {
  const x = variable(link === "mul" ? tensor(1) : ones([1, 4]));
  const operation = operations[link]();
  const forward = (): Tensor => {
    let out: Tensor = x;
    for (let i = 0; i < length; i++) out = operation(out);
    return out;
  };
  const backward = (end: Tensor): Tensor => untracked(() => pullback(end, [x])[0]!);
  const witness = (): readonly number[] => {
    const out = forward();
    return [...out.toArray(), ...backward(sum(out)).toArray()];
  };
  if (direction === "forward") return { engine, run: () => void forward(), witness };
  const end = sum(forward());
  return { engine, run: () => void backward(end), witness };
}
