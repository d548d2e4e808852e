/**
 * Prints what the gradient sweep finds, a line an order: `npm run -s sweep`, or `npm run -s sweep -- 3` for three.
 */
import { catalogue } from "./catalogue.ts";
import { layouts } from "./inputs.ts";
import { summaryOf, sweep } from "./sweep.ts";

const order = Number(process.argv[2] ?? 2);
const started = performance.now();
const { cells, failures } = sweep(order);
const samples = catalogue.reduce((n, { about }) => n + about.samples.length, 0);
console.log(`${catalogue.length} operations, ${samples} samples, ${layouts.length} layouts`);
for (let k = 1; k <= order; k++) {
  const { worst, worstOperation, median, zeros, residue, cells: count } = summaryOf(cells, k);
  console.log(
    `order ${k}: ${count} cells, worst ${worst.toExponential(1)} (${worstOperation}), median ${median.toExponential(1)}; ` +
      `${zeros} of them identically zero, largest residue ${residue.toExponential(1)}`,
  );
}
for (const failure of failures) console.log(`wrong: ${failure}`);
console.log(`${cells.length} cells in ${((performance.now() - started) / 1000).toFixed(1)} s`);
process.exitCode = failures.length === 0 ? 0 : 1;
