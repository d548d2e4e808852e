/**
 * Buffers by parameter, and their state: copies under names, restored whole or not at all. That every rule resumes to the last
 * bit is tests/optim/state.test.ts.
 */
import { Parameter } from "../../layers/index.ts";
import { DataError, scalar } from "../../lib/index.ts";
import { Buffers, restoreState, stateOf } from "../../optim/buffers.ts";
import { tensor } from "../../tensor/index.ts";

const parameters = [new Parameter("a", tensor([1, 2])), new Parameter("b", tensor([[3]]))];
const filled = (value: number): Buffers => {
  const buffers = new Buffers();
  for (const one of parameters) buffers.of(one, one.elements.length).fill(value);
  return buffers;
};

it("are zeros at first, one array a parameter, the same at every call", () => {
  const buffers = new Buffers();
  const first = buffers.of(parameters[0]!, 2);
  expect([...first]).toEqual([0, 0]);
  first[1] = 5;
  expect(buffers.of(parameters[0]!, 2)).toBe(first);
  expect([...buffers.of(parameters[1]!, 1)]).toEqual([0]);
});

it("have a state of copies, which restores them", () => {
  const named = new Map([["mean", filled(1)], ["square", filled(2)]]); // prettier-ignore
  const state = stateOf(7, named, parameters);
  expect([...state.keys()]).toEqual(["steps", "mean.0", "mean.1", "square.0", "square.1"]);
  expect(state.get("square.1")).toEqual({ shape: [1, 1], values: Float64Array.of(2) });
  for (const buffers of named.values()) buffers.of(parameters[0]!, 2).fill(9);
  expect(restoreState(state, named, parameters, "restore")).toBe(7);
  expect([...named.get("mean")!.of(parameters[0]!, 2)]).toEqual([1, 1]);
});

it("refuse the state of others, and then nothing has changed", () => {
  const named = new Map([["mean", filled(1)]]);
  const other = new Map([["velocity", filled(3)]]);
  const states = [
    stateOf(1, other, parameters),
    stateOf(1, new Map([["mean", filled(3)]]), parameters.slice(1)),
    new Map([...stateOf(1, new Map([["mean", filled(3)]]), parameters), ["steps", scalar(0.5)] as const]),
  ];
  for (const state of states) {
    expect(() => restoreState(state, named, parameters, "restore")).toThrow(DataError);
    expect([...named.get("mean")!.of(parameters[0]!, 2)]).toEqual([1, 1]);
  }
});
