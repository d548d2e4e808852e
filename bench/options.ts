/**
 * The flags of npm run bench.
 */
import { parseArgs } from "node:util";
import { toWholeNumber } from "../lab/data/numbers.ts";
import { groupNames, type GroupName } from "./groups/all.ts";
import { peerNames } from "./peers.ts";

export interface Options {
  readonly only: readonly GroupName[];
  readonly rounds: number;
  readonly without: ReadonlySet<string>;
  readonly json: boolean;
  /** The file of the saved table. */
  readonly save: string;
}

/** What was typed, or "help" if that is wanted. @throws Error with a sentence for the user */
export function parseOptions(args: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", default: groupNames.join(",") },
      rounds: { type: "string", default: "41" },
      without: { type: "string", default: "" },
      json: { type: "boolean", default: false },
      save: { type: "string", default: "runs/speed.md" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  if (values.save === "") throw new Error("--save needs the name of a file.");
  const rounds = toWholeNumber(values.rounds);
  if (rounds === undefined || rounds < 1)
    throw new Error(`--rounds ${values.rounds} is not a whole number from 1.`);
  return {
    only: words(values.only, groupNames, "group"),
    rounds,
    without: new Set(words(values.without, peerNames, "peer")),
    json: values.json,
    save: values.save,
  };
}

export const usage =
  `Use --only ${groupNames.join(",")}, --rounds N, --without ${peerNames.join(",")}, ` +
  "--json, --save FILE (runs/speed.md unless given).";

function words<W extends string>(list: string, known: readonly W[], what: string): readonly W[] {
  return list
    .split(",")
    .filter((word) => word !== "")
    .map((word) => {
      const found = known.find((one) => one === word);
      if (found === undefined) throw new Error(`there is no ${what} '${word}'.`);
      return found;
    });
}
