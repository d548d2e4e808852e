/**
 * What our engine calls itself in the result: version, precision, and the kernels that are in use.
 */
import { kernels } from "../../lib/index.ts";
import { version } from "../../package.json";

export const engine = `bnp ${version}, f64, ${kernels.name} kernels`;
