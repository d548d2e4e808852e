/**
 * A dense Hessian by our engine's probes: with its eigenvalues alone, or the whole answer, with a certificate.
 */
import { crossEntropy, Pass, probes, tensor } from "../../index.ts";
import { symmetricEigen } from "../../lib/index.ts";
import { modelOf } from "../network.ts";
import { problem } from "../problem.ts";
import type { Network } from "../network.ts";
import type { DenseHessian } from "../tasks.ts";
import type { Workload } from "../workload.ts";
import { engine } from "./engine.ts";

/** κ and κ* of a loss's whole Hessian: assembly, eigenvalues, threshold, and inertia counts that certify the ends. */
export interface WholeProbe {
  readonly kind: "whole-probe";
  readonly network: Network;
  readonly batch: number;
}

/** The Hessian of the network's loss, made anew at every call. */
function hessianOf(network: Network, batch: number): () => probes.HessianOperator {
  const model = modelOf(network);
  const { images, labels } = problem(network, batch).batches[0]!;
  const x = tensor(images.data, images.shape);
  const loss = (pass: Pass): ReturnType<typeof crossEntropy> => crossEntropy(model.forward(x, pass), labels);
  return () => probes.hessian(loss, model.parameters(), Pass.training());
}

export function wholeProbe({ network, batch }: WholeProbe): Workload {
  const hessian = hessianOf(network, batch);
  const answer = (): ReturnType<typeof probes.conditionNumber> => probes.conditionNumber(hessian());
  return {
    engine,
    run: () => void answer(),
    witness() {
      const found = answer();
      if (!("eigenvalues" in found)) throw new Error("whole-probe: the Hessian was too large to write out.");
      return [found.negative, found.zero, found.positive, found.largest];
    },
  };
}

export function denseHessian({ network, batch }: DenseHessian): Workload {
  const hessian = hessianOf(network, batch);
  const matrix = (): probes.SymmetricMatrix => probes.dense(hessian());
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
