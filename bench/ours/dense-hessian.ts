/**
 * A dense Hessian by our engine's probes, and its eigenvalues.
 */
import { crossEntropy, Pass, probes, tensor } from "../../index.ts";
import { symmetricEigen } from "../../lib/index.ts";
import { modelOf } from "../network.ts";
import { problem } from "../problem.ts";
import type { DenseHessian } from "../tasks.ts";
import type { Workload } from "../workload.ts";
import { engine } from "./engine.ts";

export function denseHessian({ network, batch }: DenseHessian): Workload {
  const model = modelOf(network);
  const { images, labels } = problem(network, batch).batches[0]!;
  const x = tensor(images.data, images.shape);
  const loss = (pass: Pass): ReturnType<typeof crossEntropy> => crossEntropy(model.forward(x, pass), labels);
  const matrix = (): probes.SymmetricMatrix =>
    probes.dense(probes.hessian(loss, model.parameters(), Pass.training()));
  const eigenvalues = ({ entries, size }: probes.SymmetricMatrix): Float64Array =>
    symmetricEigen(entries, size).values;
  return {
    engine,
    run: () => void eigenvalues(matrix()),
    witness() {
      const h = matrix();
      const values = eigenvalues(h);
      const trace = Array.from({ length: h.size }, (_, i) => h.entries[i * (h.size + 1)]!).reduce(
        (a, b) => a + b,
      );
      const squares = h.entries.reduce((sum, entry) => sum + entry * entry, 0);
      return [trace, squares, values[0]!, ...values.slice(-3)];
    },
  };
}
