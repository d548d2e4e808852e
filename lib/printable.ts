/**
 * Results that print as a sentence: in template strings, and in what console.log of Node shows.
 *
 * A result is a plain record, so that it can be compared, copied and written as JSON; but printed it would be a screenful
 * of numbers. The two methods that printing asks for are put on the record itself where enumeration does not see them:
 * JSON.stringify, Object.keys and a spread copy are what they were. (A copy no longer prints as a sentence.)
 */

/** The name by which Node's console asks an object for its text; a registered symbol, so no type of Node is needed. */
const inspected = Symbol.for("nodejs.util.inspect.custom");

/** The record, which prints as `text` says from now on. */
export function printable<T extends object>(record: T, text: (record: T) => string): T {
  const method = { value: () => text(record), configurable: true, writable: true };
  return Object.defineProperties(record, { toString: method, [inspected]: method });
}
