/**
 * npm run evidence -- [--only PART,…]
 *
 * Measures the numerical evidence and writes docs/results/numerics.json and the page made from it, numerics.md. With
 * --only, other parts stay as they were measured before; every part carries its own commit.
 */
import "../../../lab/command/uncaught-exceptions.ts";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as prettier from "prettier";
import { root } from "../../house/sources.ts";
import { runCommand } from "../command.ts";
import { page } from "./page.ts";
import { parts, type Measured, type PartName } from "./parts.ts";

const folder = join(root, "docs", "results");
const names = Object.keys(parts) as readonly PartName[];

function git(...args: readonly string[]): string {
  return execFileSync("git", args, {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}

/** The commit the sources are at, with a + where the engine differs from it. */
function commitNow(): string {
  const changed = git("status", "--porcelain", "--", "lib", "tensor", "autograd", "layers", "probes");
  return `${git("rev-parse", "--short=12", "HEAD")}${changed === "" ? "" : "+"}`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  const chosen = values.only?.split(",") ?? names;
  const unknown = chosen.filter((name) => !names.includes(name as PartName));
  if (unknown.length > 0)
    throw new Error(`evidence: no part '${unknown.join(",")}'. There are: ${names.join(", ")}.`);
  const file = join(folder, "numerics.json");
  const evidence = (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}) as Record<
    string,
    Measured<unknown>
  >;
  for (const name of names.filter((candidate) => chosen.includes(candidate))) {
    process.stderr.write(`${name} … `);
    const started = performance.now();
    const result = parts[name]();
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    evidence[name] = { commit: commitNow(), node: process.version, seconds, result };
    process.stderr.write(`${seconds} s\n`);
  }
  const ordered = Object.fromEntries(
    names.flatMap((name) => (name in evidence ? [[name, evidence[name]]] : [])),
  );
  const config = await prettier.resolveConfig(file);
  const write = async (path: string, text: string): Promise<void> =>
    writeFileSync(path, await prettier.format(text, { ...config, filepath: path }));
  await write(file, JSON.stringify(ordered));
  await write(join(folder, "numerics.md"), page(ordered));
}

runCommand("evidence", `It takes --only PART,… of ${names.join(", ")}.`, main);
