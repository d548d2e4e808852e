/**
 * Time an application of an operation, in chains of a thousand.
 */
import type { Group } from "../row.ts";
import { links } from "../tasks.ts";
import { taskRow } from "./contenders.ts";

const length = 1000;

export const overhead: Group = {
  title: "The engine's own cost of an operation",
  text:
    `Chains of ${length} small operations, so that next to nothing is computed: products of scalars; a row of four plus ` +
    "another, the sigmoid of one, and one times a 4×4 matrix. Forward: the value and the node. Backward: the rule, and " +
    "finding the way.",
  measurements: links.flatMap((link) =>
    (["forward", "backward"] as const).map((direction) => {
      const name = `overhead-${link}-${direction}`;
      return {
        name,
        measure: (settings) =>
          taskRow(
            name,
            "µs",
            { kind: "chain", link, direction, length },
            (seconds) => (seconds * 1e6) / length,
            settings,
          ),
      };
    }),
  ),
};
