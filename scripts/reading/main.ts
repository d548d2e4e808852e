/**
 * `npm run -s reading`: how long the core path of docs/reading-the-source.md takes to read; with --json as one JSON value.
 */
import "../../lab/command/uncaught-exceptions.ts";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { corePath } from "./core-path.ts";

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const path = corePath(join(__dirname, "..", ".."));
if (values.json) console.log(JSON.stringify(path));
else {
  for (const { file, words, minutes } of path.files)
    console.log(
      `${file.padEnd(36)} ${String(words).padStart(5)} words ${minutes.toFixed(1).padStart(5)} min`,
    );
  console.log(`${path.files.length} files, ${path.words} words, ${path.minutes} minutes`);
}
