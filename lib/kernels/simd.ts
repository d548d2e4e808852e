/**
 * The SIMD kernels: the WebAssembly module that the .as.ts files compile to, and who puts arrays into it.
 *
 * Knows how the module is loaded, and when it can not be.
 */
import type { Kernels } from "./kernels.ts";
import { Arena, type Module } from "./module.ts";
import { SimdMaps } from "./simd-maps.ts";
import { SimdProducts } from "./simd-products.ts";
import { simdModule } from "./simd.generated.ts";

/** What the benchmark asks for beside the kernels. */
export interface SimdKernels extends Kernels {
  /** See SimdProducts. */
  timeTiles(times: number): number;
}

/** The SIMD kernels, or undefined where the platform has no f64x2 or a page's policy forbids WebAssembly. */
export function simdKernels(): SimdKernels | undefined {
  try {
    const binary = Uint8Array.from(atob(simdModule), (character) => character.charCodeAt(0));
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary));
    return kernelsOf(exports as unknown as Module);
  } catch {
    return undefined;
  }
}

export function isSimd(kernels: Kernels): kernels is SimdKernels {
  return "timeTiles" in kernels;
}

function kernelsOf(module: Module): SimdKernels {
  const arena = new Arena(module.memory);
  const [products, maps] = [new SimdProducts(module, arena), new SimdMaps(module, arena)];
  return {
    name: "simd",
    product: products.product.bind(products),
    descend: products.descend.bind(products),
    timeTiles: products.timeTiles.bind(products),
    sigmoid: maps.sigmoid.bind(maps),
    sigmoidSlope: maps.sigmoidSlope.bind(maps),
    relu: maps.relu.bind(maps),
    heaviside: maps.heaviside.bind(maps),
    columnSums: maps.columnSums.bind(maps),
    standardizeRows: maps.standardizeRows.bind(maps),
  };
}
