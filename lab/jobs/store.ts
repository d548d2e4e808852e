/**
 * The run folder: config.json, one file for every finished training run, checkpoints of those under way, metrics.json.
 * What is there is whole, wherever the program was stopped (durable.ts); running the same comparison again reads what is
 * there and does the rest.
 *
 * Runs made by other code than the present one are not read: a fingerprint of the code that trains stands in each.
 */
import { createHash } from "node:crypto";
import { existsSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../lib/index.ts";
import { canonical, checkOurs, makeFolder, readJson, sweep, writeWhole } from "../base/index.ts";
import { type Arm, type Config, parseConfig } from "../training/index.ts";
import type { Comparison } from "./comparison.ts";
import { readPrevious, readStoredArm } from "./record.ts";

/** Twelve hexadecimal digits that name a configuration: the same for equal ones in any order of keys. */
export function configHash(config: Config): string {
  return createHash("sha256").update(canonical(config)).digest("hex").slice(0, 12);
}

export function defaultFolder(config: Config): string {
  return join("runs", `${config.task}-${configHash(config)}`);
}

/** The configuration of a run folder. @throws UserError if there is none */
export function readFolderConfig(folder: string): Config {
  const path = join(folder, "config.json");
  if (!existsSync(path)) {
    throw new UserError(
      `compare: ${folder} holds no run (no config.json). Leave out --resume to start one there.`,
    );
  }
  return parseConfig(readJson(path), path);
}

export class RunFolder {
  readonly path: string;
  readonly #code: string;

  /**
   * Opens the folder of a configuration, or makes it, and clears away what killed processes left half-written in it.
   * `code` is the fingerprint of the code that trains. With `look` it does the same checks and changes nothing: it is for
   * reading what is there.
   * @throws UserError if the folder holds another configuration, or anything that is no run
   */
  constructor(path: string, config: Config, code: string, { look = false } = {}) {
    this.path = path;
    this.#code = code;
    const configFile = join(path, "config.json");
    if (existsSync(configFile)) {
      const there = parseConfig(readJson(configFile), configFile);
      const key = firstDifference(there, config);
      if (key !== undefined) {
        throw new UserError(
          `compare: ${path} holds a run of another configuration ("${key}" differs). It is not overwritten. ` +
            `Give another --out, or delete that folder.`,
        );
      }
    }
    checkOurs(path, "compare", "config.json", "run");
    const made: string[] = [];
    try {
      makeFolder(path, "compare", undefined, made);
      // First of all: a folder with anything but this in it is not ours to write to.
      if (!look && !existsSync(configFile)) writeWhole(configFile, JSON.stringify(config, null, 2) + "\n");
      for (const folder of Object.values(folderOf))
        makeFolder(join(path, folder), "compare", undefined, made);
    } finally {
      if (look) for (const folder of made.reverse()) rmdirSync(folder);
    }
    if (look) return;
    for (const folder of [".", folderOf.arm, folderOf.tuning]) sweep(join(path, folder));
  }

  save(kind: "arm" | "tuning", id: string, arm: Arm): void {
    writeWhole(this.#file(kind, id), JSON.stringify({ code: this.#code, arm }) + "\n");
  }

  /** A run that was finished before; "outdated" if other code than the present one made it. */
  load(kind: "arm" | "tuning", id: string): Arm | "outdated" | undefined {
    const path = this.#file(kind, id);
    return existsSync(path) ? readStoredArm(path, this.#code) : undefined;
  }

  /** Where the checkpoints of a run are that is under way: other code looks, and finds nothing, elsewhere. */
  checkpoints(kind: "arm" | "tuning", id: string): string {
    return join(this.path, checkpoints, this.#code, `${kind}_${id}`);
  }

  /** Removes the checkpoints of a run that is finished, or of all. */
  forgetCheckpoints(kind?: "arm" | "tuning", id = ""): void {
    const path = kind === undefined ? join(this.path, checkpoints) : this.checkpoints(kind, id);
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // They take up room, and that is all.
    }
  }

  saveComparison(comparison: Comparison): void {
    writeWhole(join(this.path, "metrics.json"), JSON.stringify(comparison, null, 1) + "\n");
  }

  /** How the comparison came about that an earlier command left here, and what its steps cost. */
  previous(): Pick<Comparison, "provenance" | "costs"> | undefined {
    const path = join(this.path, "metrics.json");
    return existsSync(path) ? readPrevious(path) : undefined;
  }

  #file(kind: "arm" | "tuning", id: string): string {
    return join(this.path, folderOf[kind], `${id}.json`);
  }
}

const checkpoints = "checkpoints";
const folderOf = { arm: "arms", tuning: "tuning" } as const;

function firstDifference(a: Config, b: Config): string | undefined {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof Config)[];
  return keys.find((key) => canonical(a[key]) !== canonical(b[key]));
}
