/**
 * A file system that fails, or a process that dies, at the n-th thing that is asked of it: what is asked before is done
 * on the real disk. Dead, nothing more is done, no cleaning up either.
 */
import * as fs from "node:fs";
import type { Files } from "../../../lab/base/durable.ts";

export class Dead extends Error {
  override readonly name = "Dead";
}

export interface Failure {
  /** Which call, counted from 0. */
  readonly at: number;
  /** The error of that call alone; without it, the process dies there. */
  readonly code?: string;
  /** How much of what is written reaches the file all the same. */
  readonly written?: number;
}

/** Node's files with a failure, and the names of the calls so far. */
export function failing(failure?: Failure): { readonly files: Files; readonly calls: string[] } {
  const calls: string[] = [];
  let dead = false;
  const stop = (): never => {
    if (failure?.code !== undefined) throw Object.assign(new Error(failure.code), { code: failure.code });
    dead = true;
    throw new Dead();
  };
  const guarded = (name: keyof Files): unknown => {
    const real = fs[name] as (...args: unknown[]) => unknown;
    return (...args: unknown[]): unknown => {
      if (dead) throw new Dead();
      calls.push(name);
      if (calls.length - 1 !== failure?.at) return real(...args);
      if (name === "writeFileSync" && failure.written !== undefined) {
        const bytes = args[1] as Buffer;
        fs.writeFileSync(args[0] as number, bytes.subarray(0, Math.floor(bytes.length * failure.written)));
      }
      return stop();
    };
  };
  const names: readonly (keyof Files)[] = [
    ...(["openSync", "writeFileSync", "fsyncSync", "closeSync", "readFileSync"] as const),
    ...(["renameSync", "rmSync", "mkdirSync", "readdirSync", "statSync"] as const),
  ];
  return { files: Object.fromEntries(names.map((name) => [name, guarded(name)])) as unknown as Files, calls };
}
