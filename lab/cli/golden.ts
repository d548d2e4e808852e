/**
 * `npm run -s golden -- FILE`: where it starts. What it does is golden-check.ts's.
 */
import "./sentences.ts";
import { golden } from "./golden-check.ts";
import { runProgram } from "./streams.ts";

runProgram(golden);
