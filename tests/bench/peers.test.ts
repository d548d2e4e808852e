import { largeCnn, mlpOf } from "../../bench/network.ts";
import { missing, peerNames, peersOf } from "../../bench/peers.ts";
import type { Task } from "../../bench/tasks.ts";

const nobody = new Set<string>();
const step: Task = { kind: "step", network: mlpOf("sigmoid", [4, 3, 2]), batch: 2, witnesses: 24 };

describe("the peers", () => {
  it("are those of the table, each named once", () => {
    expect(peerNames).toEqual([
      ...["torch-f64", "torch-f64-128bit", "numpy"],
      ...["tfjs-cpu", "tfjs-wasm", "jaxjs-f32", "jaxjs-f64"],
    ]);
  });

  it("are there or missing, with a word on how to have them", () => {
    const there = peersOf(step, nobody).map(({ name }) => name);
    for (const sentence of missing(nobody)) expect(sentence).toMatch(/is left out: it needs .+\.$/);
    const absent = missing(nobody).map((sentence) => sentence.split(" ")[0]);
    expect([...there, ...absent].sort()).toEqual(
      expect.arrayContaining(peerNames.filter((name) => name !== "numpy").sort()),
    );
    expect(there.filter((name) => absent.includes(name))).toEqual([]);
  }, 60_000);

  it("can be left out on purpose", () => {
    expect(peersOf(step, new Set(peerNames))).toEqual([]);
    expect(missing(new Set(peerNames))).toEqual([]);
  });

  it("are optional, and slow ones are run once, for one loss", () => {
    for (const { optional } of peersOf(step, nobody)) expect(optional).toBe(true);
    const slow = peersOf({ ...step, network: largeCnn }, new Set(["torch-f64", "torch-f64-128bit"])).filter(
      ({ once }) => once,
    );
    for (const { name, task } of slow) {
      expect(name).toMatch(/^tfjs-cpu$|^jaxjs/);
      expect(task).toMatchObject({ witnesses: 1 });
    }
  });
});
