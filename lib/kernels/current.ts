/**
 * The kernels in use. Whoever multiplies matrices asks here, and knows no implementation by name.
 */
import type { Kernels } from "./kernels.ts";
import { plain } from "./plain.ts";

export const kernels: Kernels = plain;
