/**
 * Room for numbers that are about to be written.
 *
 * A new Float64Array is filled with zeros, which for large arrays costs as much as a pass of arithmetic. Node can hand
 * out memory as it is; where it cannot (a browser) it is zeroed. This file knows nothing of the content.
 */

/** What Node's Buffer offers, as far as it is needed here. */
interface Platform {
  readonly Buffer?: { allocUnsafeSlow?(bytes: number): { readonly buffer: ArrayBufferLike } };
}

const buffers = (globalThis as Platform).Buffer;

/** Below so many numbers zeros cost less than asking. */
const small = 4096;

/** An array of undefined content: the caller must write every element before it reads one. */
export function roomFor(length: number): Float64Array {
  if (length < small || buffers?.allocUnsafeSlow === undefined) return new Float64Array(length);
  return new Float64Array(buffers.allocUnsafeSlow(8 * length).buffer);
}
