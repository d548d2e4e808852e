/**
 * A row of the table of bad input: what is there, what is typed, and what is said. How a row is run is run.ts's.
 */

/** What stands under a name before the command runs. */
export type Content =
  | string
  | Uint8Array
  | { readonly folder: true }
  | { readonly link: string }
  /** So many bytes of zeros that take no room. */
  | { readonly zeros: number };

export interface Row {
  /** The command line, words between blanks; '' is an empty word. It runs in the folder of the files. */
  readonly command: string;
  /** The files, by their paths in that folder. */
  readonly files?: Readonly<Record<string, Content>>;
  /** Paths among them that may be neither read nor written. */
  readonly forbidden?: readonly string[];
  /** All that stands on stderr, but for what a comparison announces and the line that points to --help. */
  readonly says: RegExp;
  /** Environment variables. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A comparison that would be done in no time. */
export const compare =
  "compare --task blobs --train 60 --test 30 --hidden 4 --methods none --steps 5 --seeds 0 --lr 0.1 " +
  "--batch-size 10 --evaluations 1 --processes 1";

/** A probe that would be done in no time. */
export const probe =
  "probe --task blobs --train 60 --test 30 --hidden 3 --batch-size 12 --steps 1 --methods none";
