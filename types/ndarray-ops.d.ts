// ndarray-ops ships no types; only what this project calls is declared. Every function compiles a loop for
// the strides it meets (`new Function`) and writes through views without copying.
declare module "ndarray-ops" {
  import type { NdArray } from "ndarray";
  type View = NdArray<Float64Array>;
  const ops: {
    /** out ← value, element by element, for any strides of either side. */
    assign(out: View, value: View): void;
  };
  export default ops;
}
