/**
 * One training run, step by step: the network, its optimizer, and the streams that decide what comes next; with the state
 * that one step leaves to another, so that a run taken up from it goes on as if it had never stopped.
 *
 * Streams: the initial weights, the order of batches and the moves of augmented images come from streams of the arm's
 * seed that all methods share.
 */
import { crossEntropy, Pass, type Sequential } from "../../layers/index.ts";
import { DataError, DivergenceError, firstMisfit, Random, scalar } from "../../lib/index.ts";
import type { NamedArrays, StoredArray } from "../../lib/index.ts";
import type { Optimizer } from "../../optim/index.ts";
import { tensor } from "../../tensor/index.ts";
import type { Dataset } from "../data/index.ts";
import type { ArmSpec } from "./arms.ts";
import { type Augmentation, augmented } from "./augmentation.ts";
import { Batches, gatherLabels, gatherRows } from "./batches.ts";
import type { TrainingState } from "./checkpoint.ts";
import { buildModel, type ModelConfig } from "./network.ts";
import { buildOptimizer, type OptimizerConfig } from "./optimizers.ts";

/** A loss above this many times the first one (or times 1, if that was lower) counts as divergence. */
const divergenceFactor = 1e6;

export type TrainingConfig = ModelConfig & Augmentation & OptimizerConfig;

export class Training {
  readonly model: Sequential;
  readonly #config: TrainingConfig;
  readonly #dataset: Dataset;
  readonly #rows: Int32Array;
  readonly #optimizer: Optimizer;
  readonly #batches: Batches;
  #moves: Random;
  /** The loss that counts as divergence; NaN before the first step. */
  #bound = NaN;

  /** `rows` are those of the training set that are trained on. */
  constructor(arm: ArmSpec, config: TrainingConfig, dataset: Dataset, rows: Int32Array) {
    this.#config = config;
    this.#dataset = dataset;
    this.#rows = rows;
    this.model = buildModel(arm, config, dataset, Random.stream(arm.seed, "weights"));
    this.#optimizer = buildOptimizer(config, this.model.parameters(), arm.learningRate);
    this.#batches = new Batches(rows.length, arm.batchSize, Random.stream(arm.seed, "batches"));
    this.#moves = Random.stream(arm.seed, "augment");
  }

  /** One step; false when its loss is not finite or beyond all bounds. */
  step(): boolean {
    const { train, features, shape } = this.#dataset;
    const rows = this.#batches.next().map((i) => this.#rows[i]!);
    const examples = augmented(gatherRows(train.inputs, features, rows), shape, this.#moves, this.#config);
    const pass = Pass.training();
    const logits = this.model.forward(tensor(examples, [rows.length, features]), pass);
    const loss = crossEntropy(logits, gatherLabels(train.labels, rows));
    const value = loss.item();
    if (Number.isNaN(this.#bound)) this.#bound = divergenceFactor * Math.max(1, value);
    // Written so that NaN, which is neither above nor below, counts as diverged.
    if (!(value <= this.#bound)) return false;
    try {
      this.#optimizer.step(loss, pass);
    } catch (error) {
      if (error instanceof DivergenceError) return false;
      throw error;
    }
    return true;
  }

  state(): TrainingState {
    const arrays: NamedArrays = new Map([
      ...called("model", this.model.state()),
      ...called("optimizer", this.#optimizer.state()),
      ["bound", scalar(this.#bound)],
    ]);
    return { arrays, batches: this.#batches.state(), moves: this.#moves.state() };
  }

  /**
   * Goes on where another of the same arm and configuration was.
   * @throws DataError if the state is not of such a one; then this one is of no more use
   */
  restore({ arrays, batches, moves }: TrainingState, who: string): void {
    const misfit = firstMisfit(this.state().arrays, arrays);
    if (misfit !== undefined) throw new DataError(`${who}: ${misfit}. It is the state of another run.`);
    this.model.restore(those("model", arrays), who);
    this.#optimizer.restore(those("optimizer", arrays), who);
    this.#bound = arrays.get("bound")!.values[0]!;
    this.#batches.restore(batches);
    this.#moves = Random.from(moves);
  }
}

function called(prefix: string, arrays: NamedArrays): [string, StoredArray][] {
  return [...arrays].map(([name, array]) => [`${prefix}.${name}`, array]);
}

function those(prefix: string, arrays: NamedArrays): NamedArrays {
  const mark = `${prefix}.`;
  const ours = [...arrays].filter(([name]) => name.startsWith(mark));
  return new Map(ours.map(([name, array]) => [name.slice(mark.length), array]));
}
