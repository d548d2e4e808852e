/**
 * A snapshot of a network: its Hessian on one batch, whole and layer by layer, before and after preconditioning.
 *
 * It is taken of a copy: the network under training is read once, by its state, and cannot be changed from here. The copy
 * has BNP on every affine map, so that PᵀHP is defined for every network: with the statistics of training for one that is
 * trained by BNP, and for any other with those that BNP would have from the batch of the snapshot.
 */
import { untracked } from "../../autograd/index.ts";
import {
  type AffineUse,
  crossEntropy,
  type Module,
  observationOf,
  type Parameter,
  Pass,
} from "../../layers/index.ts";
import { type NamedArrays, Random } from "../../lib/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import {
  affineConditioning,
  conditionNumber,
  hessian,
  type HessianOperator,
  layerCondition,
  preconditioned,
  predictedNullity,
} from "../../probes/index.ts";
import { tensor, type Tensor } from "../../tensor/index.ts";
import type { Dataset } from "../data/index.ts";
import { buildModel, type Contender, methods, type ModelConfig, takeRows } from "../training/index.ts";
import { curvatureReading, inputReading } from "./reading.ts";
import type { LayerReading, Pair, Snapshot } from "./record.ts";

export interface SnapshotOptions {
  /** Examples of the batch: the first of the training set. */
  readonly examples: number;
  /** Largest matrix that is written out. */
  readonly denseUpTo: number;
}

/** Above this part of its scale a gradient is far from where probes call a point stationary. */
const nearlyStationary = 1e-8;

/** What P is made of, in words. */
export function preconditionerOf({ method }: Contender): string {
  return methods[method].inputStatistics
    ? "BNP with the statistics of training"
    : "what BNP would be, with the statistics of the probe's batch";
}

export type TakeSnapshot = (state: NamedArrays, step: number) => Snapshot | undefined;

/**
 * Takes snapshots of networks of one contender, given by their state. The result is undefined where loss or gradient is
 * not finite.
 */
export function snapshots(
  contender: Contender,
  config: ModelConfig,
  dataset: Dataset,
  { examples, denseUpTo }: SnapshotOptions,
): TakeSnapshot {
  const rows = Int32Array.from({ length: Math.min(examples, dataset.train.count) }, (_, i) => i);
  const { inputs, labels } = takeRows(dataset.train, dataset.features, rows);
  const x = tensor(inputs, [rows.length, dataset.features]);
  const isPreconditioned = methods[contender.method].inputStatistics;
  return (state, step) => {
    const started = performance.now();
    const choice = isPreconditioned ? undefined : bnp();
    const model = buildModel(contender, config, dataset, Random.stream(0, "probe"), choice);
    model.restore(new Map([...model.state(), ...state]), "probe");
    const loss = (pass: Pass): Tensor => crossEntropy(model.forward(x, pass), labels);
    if (!Number.isFinite(untracked(() => loss(Pass.training()).item()))) return undefined;
    const h = hessian(loss, model.parameters(), Pass.training());
    if (!h.gradient.every(Number.isFinite)) return undefined;
    if (!isPreconditioned) observe(h.pass.uses);
    // A prediction counts at a stationary point alone, and takes long where many inputs are constant.
    const nullity =
      h.stationarity() <= nearlyStationary
        ? predictedNullity(model, x, { softmax: true }).nullity
        : undefined;
    return {
      step,
      loss: h.loss.item(),
      mode: h.mode,
      layers: layersOf(model, h, { denseUpTo, isPreconditioned }),
      whole: pair(h, { nullity, denseUpTo }),
      nullity: nullity ?? null,
      seconds: (performance.now() - started) / 1000,
    };
  };
}

function observe(uses: readonly AffineUse[]): void {
  for (const use of uses) use.weight.preconditioner?.observe?.(observationOf([use]));
}

interface Limits {
  readonly nullity?: number | undefined;
  readonly denseUpTo: number;
}

function pair(h: HessianOperator, limits: Limits): Pair {
  const before = curvatureReading(conditionNumber(h, limits), h.size);
  const changes = h.layout.parameters.some(({ preconditioner }) => preconditioner !== undefined);
  return {
    before,
    after: changes ? curvatureReading(conditionNumber(preconditioned(h), limits), h.size) : before,
  };
}

/** Every layer with parameters of its own, in the order of the model. */
function layersOf(
  model: Module,
  h: HessianOperator,
  { denseUpTo, isPreconditioned }: { readonly denseUpTo: number; readonly isPreconditioned: boolean },
): LayerReading[] {
  const layers = new Map<string, Parameter[]>();
  for (const parameter of model.parameters()) {
    const layer = layerOf(parameter.name);
    layers.set(layer, [...(layers.get(layer) ?? []), parameter]);
  }
  const inputs = affineConditioning(h.pass);
  return [...layers].map(([layer, own]): LayerReading => {
    const at = h.pass.uses.findIndex(({ weight }) => own.includes(weight));
    const parameters = own.map(({ name }) => name);
    if (at < 0) return { layer, parameters, input: null, ...pair(h.restrictedTo(own), { denseUpTo }) };
    const softmax = at === h.pass.uses.length - 1; // its outputs are what crossEntropy is given
    const read = (after: boolean): Pair["before"] =>
      curvatureReading(
        layerCondition(h, h.pass.uses[at]!, { preconditioned: after, softmax, denseUpTo }),
        h.layout.restrictedTo(own).size,
      );
    const input = inputReading(inputs[at]!);
    return {
      layer,
      parameters,
      // The copy carries BNP also where training does not, and then there are no running statistics to tell of.
      input: isPreconditioned ? input : { ...input, running: null },
      before: read(false),
      after: read(true),
    };
  });
}

/** "2.weight" → "2". */
function layerOf(parameter: string): string {
  return parameter.slice(0, Math.max(0, parameter.lastIndexOf("."))) || parameter;
}
