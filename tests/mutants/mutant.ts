/**
 * A mutant: one small wrong change of one source file, as data.
 *
 * It is a mistake of a kind that is really made, planted where the tests should see it. The text to be changed occurs
 * exactly once in its file; where it does not, the list has fallen behind the sources, and says so.
 */

/** The mistakes that are planted. */
export const kinds = {
  sign: "a wrong sign",
  factor: "a wrong factor or power",
  count: "N − 1 for N, or the number of the wrong things",
  epsilon: "a forgotten or misplaced ε",
  axis: "a swapped or wrong axis",
  reduction: "a dropped reduction, or over the wrong axes",
  operand: "a wrong, transposed or dropped operand",
  stale: "a value of the wrong moment",
  constant: "right at first order, treated as constant at the next",
  window: "a window or an index off by one",
  tie: "a wrong share at a tie or kink",
  tail: "digits lost in a tail",
  condition: "a wrong condition or limit",
  state: "something forgotten, or remembered too long",
} as const;

export type Kind = keyof typeof kinds;

export interface Mutant {
  /** "file: what is wrong", unique. */
  readonly name: string;
  /** From the root. */
  readonly file: string;
  readonly kind: Kind;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly put: string;
  /** Test files that judge it, beside the file's own. */
  readonly judges: readonly string[];
  /** Why it may survive: what makes it equal to the right code, or which difference no test is meant to see. */
  readonly reason?: string;
}

/** The judge that is no file: `sweep(2)` of tests/support, whose failures tests/autograd/sweep.test.ts asserts to be none. */
export const bySweep = "the sweep";

/** One row of a list: what is wrong, of which kind, the text and what takes its place, and perhaps why it may survive. */
export type Row = readonly [what: string, kind: Kind, find: string, put: string, reason?: string];

/** Source text for the value of a tensor, without its graph: right at first order, and wrong at the next. */
export const fixed = (x: string): string => `new (${x}).constructor((${x}).values)`;

/** The mutants of one file. */
export function mutantsOf(
  file: string,
  rows: readonly Row[],
  judges: readonly string[] = [],
): readonly Mutant[] {
  return rows.map(([what, kind, find, put, reason]) => ({
    name: `${file}: ${what}`,
    file,
    kind,
    find,
    put,
    judges,
    ...(reason === undefined ? {} : { reason }),
  }));
}

/** The text of the file with the mistake in it. @throws if the text to be changed is not there exactly once */
export function mutated(text: string, { name, file, find, put }: Mutant): string {
  const places = text.split(find).length - 1;
  if (places !== 1 || find === put) {
    throw new Error(
      `mutants: the list is out of date: '${name}' looks for a text that occurs ${places} times in ${file}: ${find}`,
    );
  }
  return text.replace(find, () => put);
}
