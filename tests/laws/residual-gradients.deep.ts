/**
 * The derivatives of a residual network with every normaliser: `npm run test:deep`.
 */
import { checkGradient, checkHessian } from "./residual-gradients.ts";

it.each([undefined, "bn", "bn-pre", "ln", "gn", "renorm"] as const)(
  "a residual network with %s has the gradient and the Hessian of differences, and the Hessian is symmetric",
  (method) => {
    checkGradient(method);
    checkHessian(method);
  },
);
