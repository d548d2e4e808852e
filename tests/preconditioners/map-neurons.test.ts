import { elementsOf } from "../../tensor/index.ts";
import { mapNeurons } from "../../preconditioners/map-neurons.ts";
import { fromNeurons, neurons } from "./cases.ts";

it("maps [b, w] of each neuron, and changes nothing that it is given", () => {
  const g = fromNeurons([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
  const image = mapNeurons(g, (b, w) => {
    w[0] = 10 * w[0]! + b;
    return w[0] + w[1]!;
  });
  expect(neurons(image)).toEqual([[24, 21, 3], [60, 54, 6]]); // prettier-ignore
  expect([...elementsOf(g.weight), ...elementsOf(g.bias!)]).toEqual([2, 3, 5, 6, 1, 4]);
});
