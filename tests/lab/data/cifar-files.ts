/**
 * Small files of CIFAR-10 for tests. It knows the format from its description, not from the loader.
 */

/** Records of the given labels; the pixels of each follow from `first` and its place. */
export function cifarFile(labels: readonly number[], first = 0): Uint8Array {
  const bytes = new Uint8Array(labels.length * 3073);
  labels.forEach((label, i) => {
    bytes[i * 3073] = label;
    for (let p = 0; p < 3072; p++) bytes[i * 3073 + 1 + p] = pixelOf(first + i, p);
  });
  return bytes;
}

/** Byte p (1,024 of red, of green, of blue) of image i. */
export function pixelOf(i: number, p: number): number {
  return (7 * p + 31 * i + Math.floor(p / 1024)) % 256;
}
