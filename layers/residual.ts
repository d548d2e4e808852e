/**
 * Residual: y = body(x) + shortcut(x) (He, Zhang, Ren and Sun, CVPR 2016).
 */
import { add } from "../autograd/index.ts";
import { checkArgument, ShapeError } from "../lib/index.ts";
import { sameShape, shapeText, type Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";
import type { Pass } from "./pass.ts";

/**
 * @see He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016
 * @example
 * new Residual(new Activation("relu")).forward(tensor([[-1, 2]])); // → Tensor [1,2] [[-1, 4]]
 */
export class Residual extends Module {
  /** What is added to x. */
  readonly body: Module;
  /** What carries x past the body where its shape changes; x itself if there is none. */
  readonly shortcut: Module | undefined;

  constructor(body: Module, shortcut?: Module) {
    super();
    checkArgument("Residual", "body", body, Module);
    if (shortcut !== undefined) checkArgument("Residual", "shortcut", shortcut, Module);
    this.body = body;
    this.shortcut = shortcut;
    this.adopt("");
  }

  override forward(x: Tensor, pass?: Pass): Tensor {
    const past = this.shortcut ? this.shortcut.forward(x, pass) : x;
    const through = this.body.forward(x, pass);
    if (!sameShape(past.shape, through.shape)) {
      throw new ShapeError(
        `${this.who()}: the body gives ${shapeText(through.shape)} and the shortcut ${shapeText(past.shape)}. ` +
          `Give a shortcut that changes the shape in the same way.`,
      );
    }
    return add(through, past);
  }

  override describe(): string {
    return this.shortcut ? "Residual with a shortcut" : "Residual";
  }
}
