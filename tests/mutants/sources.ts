/**
 * Loads the project's TypeScript with one file replaced by another text, in memory: the work tree is never touched.
 *
 * `require` is given a hook that transpiles as jest does (swc), from a cache by text, so that loading everything anew
 * costs milliseconds. Files of this folder stay loaded: they are what does the loading.
 */
import { readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { transformSync } from "@swc/core";

export const root = resolve(__dirname, "..", "..");

interface Compiling {
  _compile(code: string, filename: string): void;
}

let replaced: ReadonlyMap<string, string> = new Map();
const compiled = new Map<string, string>();

function codeOf(filename: string): string {
  const text = replaced.get(filename) ?? readFileSync(filename, "utf8");
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const { code } = transformSync(text, {
    filename,
    jsc: { parser: { syntax: "typescript" }, target: "es2022" },
    module: { type: "commonjs" },
  });
  compiled.set(text, code);
  return code;
}

/** From now on .ts files are loaded by this file. */
export function installHook(): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is what ts-node and all others of its kind use
  require.extensions[".ts"] = (loaded, filename) => {
    (loaded as unknown as Compiling)._compile(codeOf(filename), filename);
  };
}

/** Forgets every module of the project, and replaces one file's text for those that are loaded after. */
export function startAfresh(file?: string, text?: string): void {
  replaced = new Map(file === undefined || text === undefined ? [] : [[join(root, file), text]]);
  const own = __dirname + sep;
  for (const path of Object.keys(require.cache)) {
    if (path.startsWith(root + sep) && !path.startsWith(own) && !path.includes(`${sep}node_modules${sep}`)) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- require.cache is an object, and this is how it forgets
      delete require.cache[path];
    }
  }
}

/** Loads a file of the project, as it is or as it has been replaced. */
export function load(file: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a module is loaded again and again
  return require(join(root, file)) as unknown;
}
