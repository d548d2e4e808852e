/**
 * The kernels in use. Callers import them from here and name no implementation.
 *
 * SIMD where there is WebAssembly with f64x2, the plain ones elsewhere: both return the same bits. The environment
 * variable BNP_KERNELS=plain or simd decides otherwise.
 */
import { UserError } from "../errors.ts";
import type { Kernels } from "./kernels.ts";
import { plain } from "./plain.ts";
import { simdKernels } from "./simd.ts";

/** The kernels that the wish (the value of BNP_KERNELS, if any) names. */
export function chosenKernels(wish: string | undefined): Kernels {
  if (wish === "plain") return plain;
  const simd = simdKernels();
  if (wish === undefined || wish === "") return simd ?? plain;
  if (wish !== "simd")
    throw new UserError(`BNP_KERNELS: '${wish}' is neither plain nor simd. Give one of them.`);
  if (simd === undefined)
    throw new UserError("BNP_KERNELS: this platform has no WebAssembly with f64x2. Leave it out.");
  return simd;
}

/** Node's environment; a browser has none. */
interface Environment {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
}

export const kernels: Kernels = chosenKernels((globalThis as Environment).process?.env?.["BNP_KERNELS"]);
