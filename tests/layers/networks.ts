/**
 * What the tests of the builders share: every method as a word, the layers inside a model, and one step of training.
 */
import { Random } from "../../lib/index.ts";
import {
  crossEntropy,
  fieldsOf,
  Module,
  normalizations,
  Pass,
  type Normalization,
} from "../../layers/index.ts";
import { SGD } from "../../optim/index.ts";
import { bnp, type PreconditionerChoice } from "../../preconditioners/index.ts";
import { generate, type Shape, type Tensor } from "../../tensor/index.ts";

export interface Method {
  readonly normalization?: Normalization;
  readonly preconditioner?: PreconditionerChoice;
}

/** Every normalisation and none, each with the plain gradient and with BNP. */
export const everyMethod: readonly (readonly [string, Method])[] = [undefined, ...normalizations].flatMap(
  (normalization): [string, Method][] => {
    const plain: Method = normalization === undefined ? {} : { normalization };
    const name = normalization ?? "none";
    return [
      [name, plain],
      [`bnp+${name}`, { ...plain, preconditioner: bnp() }],
    ];
  },
);

/** All modules inside a module, itself included, in the order of the fields that hold them. */
export function modulesOf(model: Module): Module[] {
  return [
    model,
    ...fieldsOf(model).flatMap(([, field]) => (field instanceof Module ? modulesOf(field) : [])),
  ];
}

export function inputsAndLabels(
  shape: Shape,
  classes: number,
): { readonly x: Tensor; readonly labels: number[] } {
  const random = Random.stream(0, "inputs");
  return {
    x: generate(shape, () => 1 + random.normal()),
    labels: Array.from({ length: shape[0]! }, () => random.integer(classes)),
  };
}

/** The loss in training mode before and after one step of gradient descent on the same batch. */
export function oneStep(
  model: Module,
  { x, labels }: ReturnType<typeof inputsAndLabels>,
  learningRate: number,
): readonly [number, number] {
  const pass = Pass.training();
  const before = crossEntropy(model.forward(x, pass), labels);
  new SGD(model.parameters(), { learningRate }).step(before, pass);
  return [before.item(), crossEntropy(model.forward(x, Pass.training()), labels).item()];
}

/** The numbers that every method starts from: those of weights and biases of affine maps, by name. */
export function startOf(model: Module): number[][] {
  return model
    .parameters()
    .filter((p) => p.preconditioner !== undefined)
    .map((p) => [...p.elements]);
}
