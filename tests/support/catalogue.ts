/**
 * Every declared operation, found by looking: whatever the engine exports that carries the record of an operation.
 * Nothing is listed by hand, so an operation cannot be declared and forgotten here.
 */
import * as autograd from "../../autograd/index.ts";
import * as layers from "../../layers/index.ts";
import type { Operation } from "../../autograd/index.ts";

export const catalogue: readonly Operation[] = [...Object.values(autograd), ...Object.values(layers)]
  .flatMap((exported) =>
    typeof exported === "function" && "operation" in exported ? [exported.operation] : [],
  )
  .sort((a, b) => (a.name < b.name ? -1 : 1));
