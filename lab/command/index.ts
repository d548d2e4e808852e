/**
 * lab/command: what the commands of the program share: how values and flags are read, exit codes, streams, signals.
 *
 * uncaught-exceptions.ts is imported by itself, before anything else is loaded.
 */
export { csvHelp } from "./csv-help.ts";
export { exitCodes } from "./exit-codes.ts";
export { type CompareFlags, compareOptions, configOf, methodsHelp } from "./flags.ts";
export { onInterrupt } from "./interrupt.ts";
export { refuseWords, requested } from "./request.ts";
export { canColour, quote } from "./shell.ts";
export { runProgram } from "./streams.ts";
export { listOf, oneOf, path, wholeNumber } from "./values.ts";
