/**
 * Prints what the gradient sweep finds, a line an order: `npm run -s sweep`, or `npm run -s sweep -- 3` for three.
 */
import "../../lab/command/uncaught-exceptions.ts";
import { parseArgs } from "node:util";
import { catalogue } from "./catalogue.ts";
import { runCommand } from "./command.ts";
import { layouts } from "./inputs.ts";
import { summaryOf, sweep } from "./sweep.ts";

const usage = "Give the highest order of derivatives, as in npm run -s sweep -- 3, or nothing, for 2.";

function report(order: number): void {
  const started = performance.now();
  const { cells, failures } = sweep(order);
  const samples = catalogue.reduce((n, { samples: own }) => n + own.length, 0);
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
}

runCommand("sweep", usage, () => {
  const { positionals } = parseArgs({ options: {}, allowPositionals: true });
  const [word = "2", ...others] = positionals;
  if (others.length > 0 || !/^[1-9]$/.test(word)) {
    throw new Error(`sweep: "${positionals.join(" ")}" is no order from 1 to 9. ${usage}`);
  }
  report(Number(word));
});
