import { plain } from "../../../lib/kernels/plain.ts";
import { isSimd, simdKernels } from "../../../lib/kernels/simd.ts";

describe("the SIMD kernels", () => {
  it("are there on a platform with f64x2, under their name, and none of the plain ones is", () => {
    const simd = simdKernels()!;
    expect(simd.name).toBe("simd");
    expect([isSimd(simd), isSimd(plain)]).toEqual([true, false]);
    expect(Object.keys(plain).filter((kernel) => !(kernel in simd))).toEqual([]);
  });

  it("are left out where a page's policy forbids WebAssembly", () => {
    const { Module } = WebAssembly;
    try {
      WebAssembly.Module = function refused() {
        throw new Error("refused by the policy");
      } as unknown as typeof Module;
      expect(simdKernels()).toBeUndefined();
    } finally {
      WebAssembly.Module = Module;
    }
  });
});
