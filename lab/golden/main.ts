/**
 * `npm run -s golden -- FILE`: where it starts. What it does is golden-check.ts's.
 */
import "../command/uncaught-exceptions.ts";
import { runProgram } from "../command/index.ts";
import { golden } from "./command.ts";

runProgram(golden);
