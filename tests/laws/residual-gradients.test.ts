/**
 * Derivatives of a residual network of two blocks in training mode: every element of the gradient against six-point
 * differences, as in network-gradients. Here with batch normalisation; the Hessian, and both with every normaliser, in
 * residual-gradients.deep.ts.
 */
import { gap } from "../preconditioners/dense.ts";
import { concatenated, differences, gradient } from "../support/network-derivatives.ts";
import { network } from "../support/residual-network.ts";
import { checkGradient } from "./residual-gradients.ts";

it("a residual network with bn has the gradient of differences", () => {
  checkGradient("bn");
});

describe("batch renormalisation with open clips", () => {
  it("has another gradient than the loss with r and d let go, as its authors mean it to", () => {
    const net = network("renorm");
    expect(net.held.map((layer) => layer.clips)).toEqual(net.held.map(() => ({ scale: 3, shift: 5 })));
    const free = concatenated(differences(net.parameters, () => [net.loss().item()]));
    expect(gap(gradient(net), free)).toBeGreaterThan(0.01);
  });
});
