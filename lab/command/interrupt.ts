/**
 * Ctrl-C: the first asks for an orderly end, the second ends at once.
 */
import { exitCodes } from "./exit-codes.ts";

/** Until released, SIGINT and SIGTERM abort the signal; `onFirst` is called once, before that. */
export function onInterrupt(onFirst: () => void): {
  readonly signal: AbortSignal;
  readonly release: () => void;
} {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) {
      process.exit(exitCodes.interrupted);
    } else {
      onFirst();
      controller.abort();
    }
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
