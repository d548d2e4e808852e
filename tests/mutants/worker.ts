/**
 * The process in which mutants are judged, one after another, on requests from its parent (run.ts). It can be killed at
 * any moment: a mutant may well loop for ever.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { verdict } from "./judge.ts";
import { mutated, type Mutant } from "./mutant.ts";
import { installHook, root, startAfresh } from "./sources.ts";

export interface Request {
  /** Left out: the sources as they are. */
  readonly mutant?: Mutant;
  readonly file: string;
  readonly judges: readonly string[];
  /** Of what properties draw: without it they would draw by the clock, and a judge might say one thing now and another later. */
  readonly seed: number;
}

export interface Reply {
  /** What the first judge that found something wrong says, and which it is; undefined if none did. */
  readonly found?: { readonly judge: string; readonly says: string } | undefined;
  /** What is wrong with the request itself. */
  readonly problem?: string;
}

async function answer({ mutant, file, judges, seed }: Request): Promise<Reply> {
  fc.configureGlobal({ seed });
  const text = mutant && mutated(readFileSync(join(root, file), "utf8"), mutant);
  for (const judge of judges) {
    startAfresh(file, text);
    const says = await verdict(judge, file);
    if (says !== undefined) return { found: { judge, says } };
  }
  return {};
}

installHook();
process.on("message", (request: Request) => {
  answer(request).then(
    (reply) => process.send?.(reply),
    (error: unknown) => process.send?.({ problem: (error as Error).message } satisfies Reply),
  );
});
