/**
 * A training step of our engine, by any method.
 */
import { crossEntropy, Pass, SGD, tensor } from "../../index.ts";
import { modelOf, type Method } from "../network.ts";
import { problem } from "../problem.ts";
import type { Step } from "../tasks.ts";
import type { Workload } from "../workload.ts";
import { engine } from "./engine.ts";

export function training(task: Step & { readonly method?: Method }): Workload {
  const { network, batch, method = "plain", witnesses } = task;
  const model = modelOf(network, method);
  const { learningRate, batches } = problem(network, batch);
  const optimizer = new SGD(model.parameters(), { learningRate });
  const data = batches.map(({ images, labels }) => ({ x: tensor(images.data, images.shape), labels }));
  let steps = 0;
  const step = (): number => {
    const { x, labels } = data[steps++ % data.length]!;
    const pass = Pass.training();
    const loss = crossEntropy(model.forward(x, pass), labels);
    optimizer.step(loss, pass);
    return loss.item();
  };
  return {
    engine,
    run: () => void step(),
    witness: () => Array.from({ length: witnesses }, step),
  };
}
