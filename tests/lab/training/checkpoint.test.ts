/**
 * A run as bytes: everything comes back exactly, and what is not a checkpoint of this very run is refused.
 */
import { readCheckpoint, type RunState, writeCheckpoint } from "../../../lab/training/checkpoint.ts";
import { DataError, Random, readSafetensors, scalar, writeSafetensors } from "../../../lib/index.ts";

const random = Random.stream(2 ** 53 - 1, "moves");
for (let i = 0; i < 5; i++) random.normal();
random.word();

const point = { examples: 0, testLoss: null, testAccuracy: 0.1 };
const state: RunState = {
  step: 1200,
  seconds: 0.1 + 0.2,
  curve: [
    { step: 0, seconds: 0, trainLoss: 5e-324, ...point },
    { step: 7, seconds: 1 / 3, trainLoss: 1.7976931348623157e308, ...point },
  ],
  training: {
    arrays: new Map([
      ["model.0.weight", { shape: [2, 2], values: Float64Array.of(NaN, -0, Infinity, 1e-320) }],
      ["bound", scalar(1e6)],
    ]),
    batches: { epoch: Random.stream(0, "batches").state(), at: 60 },
    moves: random.state(),
  },
};
const run = '{"seed":0}';
const bytes = writeCheckpoint(run, state);

it("gives a run back as it was", () => {
  expect(readCheckpoint(run, bytes, "f")).toEqual(state);
  expect(
    Object.is(readCheckpoint(run, bytes, "f").training.arrays.get("model.0.weight")!.values[1], -0),
  ).toBe(true);
});

it("is a safetensors file like any other", () => {
  const { arrays, metadata } = readSafetensors(bytes);
  expect([...arrays.keys()]).toEqual(["model.0.weight", "bound"]);
  expect(metadata.get("run")).toBe(run);
});

it("refuses a checkpoint of another run, and arrays that are none", () => {
  expect(() => readCheckpoint('{"seed":1}', bytes, "f")).toThrow(DataError);
  expect(() => readCheckpoint('{"seed":1}', bytes, "f")).toThrow(
    "f: is a checkpoint of another run. Delete it.",
  );
  const model = writeSafetensors(state.training.arrays);
  expect(() => readCheckpoint(run, model, "f")).toThrow("f: holds no run, only arrays.");
  expect(() => readCheckpoint(run, bytes.subarray(1), "f")).toThrow(DataError);
});

const { step, seconds, curve, training } = state;
const texts = { step, seconds, curve, batches: training.batches, moves: training.moves };
const with_ = (changes: object): Uint8Array =>
  writeSafetensors(training.arrays, new Map([["run", run], ["state", JSON.stringify({ ...texts, ...changes })]])); // prettier-ignore

it.each<[string, Uint8Array]>([
  ["no JSON", writeSafetensors(training.arrays, new Map([["run", run], ["state", "{"]]))], // prettier-ignore
  ["nothing", writeSafetensors(training.arrays, new Map([["run", run], ["state", "null"]]))], // prettier-ignore
  ["a step below 0", with_({ step: -1 })],
  ["part of a step", with_({ step: 0.5 })],
  ["a text for seconds", with_({ seconds: "3" })],
  ["one thing more", with_({ more: 1 })],
  ["no curve", with_({ curve: undefined })],
  ["half a point", with_({ curve: [{ step: 0 }] })],
  ["a key of one word", with_({ moves: { ...training.moves, key: [1] } })],
  ["a word beyond 32 bits", with_({ moves: { ...training.moves, words: [2 ** 32] } })],
  ["a counter beyond 2^53", with_({ moves: { ...training.moves, counter: 2 ** 53 } })],
  ["five words of a block", with_({ moves: { ...training.moves, words: [1, 2, 3, 4, 5] } })],
])("refuses a state with %s", (_, file) => {
  expect(() => readCheckpoint(run, file, "f")).toThrow(DataError);
  expect(() => readCheckpoint(run, file, "f")).toThrow(
    /^f: its state is not that of a run \(.*\)\. Delete it\.$/,
  );
});

it("is what it is compared with", () => {
  expect(readCheckpoint(run, with_({}), "f")).toEqual(state);
});
