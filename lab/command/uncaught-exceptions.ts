/**
 * Imported before anything else by a file that is started as a program. What is wrong with a variable of the
 * environment, such as BNP_KERNELS, is found while the rest of the program is being loaded, where no one can catch it;
 * it is a sentence and exit code 2 all the same. Imports nothing that could go wrong itself.
 */
import { exitCodes } from "./exit-codes.ts";

process.on("uncaughtException", (error) => {
  // The class cannot be asked for: it is being loaded.
  const users = error.name === "UserError";
  process.stderr.write(`${users ? error.message : (error.stack ?? error.message)}\n`);
  process.exit(users ? exitCodes.usage : exitCodes.failed);
});
