/**
 * Positions of labels beside the ends of lines, moved apart as little as needed so that none overlap. Numbers only.
 */

/**
 * Places at least `gap` apart, in the order of `wanted`, between `low` and `high`, with the least sum of squared
 * moves: neighbours that would overlap become a block around their common mean (pool adjacent violators).
 * Where there is no room for all, they begin at `low` and go beyond `high`.
 */
export function spacedLabels(
  wanted: readonly number[],
  gap: number,
  low: number,
  high: number,
): readonly number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  // Without the gaps between them, the places only have to ascend.
  const blocks: { sum: number; size: number }[] = [];
  order.forEach((index, rank) => {
    let block = { sum: wanted[index]! - rank * gap, size: 1 };
    for (let last = blocks.at(-1); last !== undefined && mean(last) >= mean(block); last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, size: last.size + block.size };
      blocks.pop();
    }
    blocks.push(block);
  });
  const ceiling = high - (wanted.length - 1) * gap;
  const ascending = blocks.flatMap((block) =>
    Array<number>(block.size).fill(Math.max(low, Math.min(ceiling, mean(block)))),
  );
  const places = Array<number>(wanted.length);
  order.forEach((index, rank) => (places[index] = ascending[rank]! + rank * gap));
  return places;
}

const mean = (block: { readonly sum: number; readonly size: number }): number => block.sum / block.size;
