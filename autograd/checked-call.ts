/**
 * Calls of operations whose arguments are checked: an array given for a tensor, or a missing option, is a UserError.
 *
 * Inputs are checked before every call. Parameters are checked only when a call has failed with a TypeError or
 * RangeError: if they have another form than the example in the declaration, the caller is at fault; otherwise the error
 * is ours and is thrown as it is. One and two inputs have functions of their own, since rest arguments cost time.
 */
import { describeValue, UserError } from "../lib/index.ts";
import { Tensor, tensor } from "../tensor/index.ts";

interface Checked {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly example?: unknown;
  readonly run: (inputs: readonly Tensor[], params: unknown) => Tensor;
}

/** The operation as a function of its inputs and parameters. Numbers become scalar tensors. */
export function checkedCall(operation: Checked): (...given: never[]) => Tensor {
  const { inputs } = operation;
  // The default keeps `params` out of the function's length, by which `grad` tells functions of one tensor.
  /* eslint-disable @typescript-eslint/no-useless-default-assignment */
  switch (inputs.length) {
    case 1:
      return (x: unknown, params: unknown = undefined) => {
        const tensors = [x instanceof Tensor ? x : asTensor(operation, 0, x)];
        return run(operation, tensors, params);
      };
    case 2:
      return (a: unknown, b: unknown, params: unknown = undefined) => {
        const first = a instanceof Tensor ? a : asTensor(operation, 0, a);
        const second = b instanceof Tensor ? b : asTensor(operation, 1, b);
        return run(operation, [first, second], params);
      };
    default:
      return (...given: unknown[]) => {
        const tensors = inputs.map((_, i) => asTensor(operation, i, given[i]));
        return run(operation, tensors, given[inputs.length]);
      };
  }
}

function run(operation: Checked, tensors: readonly Tensor[], params: unknown): Tensor {
  try {
    return operation.run(tensors, params);
  } catch (error) {
    throw explained(operation, params, error);
  }
}

function asTensor({ name, inputs }: Checked, i: number, found: unknown): Tensor {
  if (found instanceof Tensor) return found;
  if (typeof found === "number") return tensor(found);
  throw new UserError(
    `${name}: ${inputs[i]!} is ${describeValue(found)}, expected a tensor. Make one by tensor(…).`,
  );
}

function explained({ name, inputs, example }: Checked, params: unknown, error: unknown): unknown {
  if (!(error instanceof TypeError || error instanceof RangeError) || isLike(params, example)) return error;
  const expected = example === undefined ? "nothing" : `something like ${JSON.stringify(example)}`;
  return new UserError(
    `${name}: after ${inputs.join(", ")} stands ${describeValue(params)}, expected ${expected}.`,
    { cause: error },
  );
}

/** Whether a value has the form of another: the same kind, and each of its keys with a value of the same form. */
function isLike(value: unknown, form: unknown): boolean {
  if (typeof form !== "object" || form === null) return typeof value === typeof form;
  if (Array.isArray(form)) return Array.isArray(value) || ArrayBuffer.isView(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(form).every(([key, part]) => isLike((value as Record<string, unknown>)[key], part));
}
