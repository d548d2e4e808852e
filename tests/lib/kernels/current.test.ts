import { chosenKernels, kernels } from "../../../lib/kernels/current.ts";
import { UserError } from "../../../lib/errors.ts";

describe("the kernels in use", () => {
  it("are SIMD where the platform has them, and what BNP_KERNELS names", () => {
    expect(chosenKernels(undefined).name).toBe("simd");
    expect(chosenKernels("").name).toBe("simd");
    expect(chosenKernels("simd").name).toBe("simd");
    expect(chosenKernels("plain").name).toBe("plain");
    expect(kernels.name).toBe(chosenKernels(process.env["BNP_KERNELS"]).name);
  });

  it("say what a wish may be", () => {
    expect(() => chosenKernels("fast")).toThrow(UserError);
    expect(() => chosenKernels("fast")).toThrow(/'fast' is neither plain nor simd/);
  });

  it("are the plain ones where WebAssembly is refused, unless SIMD was asked for", () => {
    const { Module } = WebAssembly;
    WebAssembly.Module = function refused(): never {
      throw new Error("refused by the page's policy");
    } as unknown as typeof Module;
    try {
      expect(chosenKernels(undefined).name).toBe("plain");
      expect(() => chosenKernels("simd")).toThrow(/no WebAssembly with f64x2/);
    } finally {
      WebAssembly.Module = Module;
    }
  });
});
