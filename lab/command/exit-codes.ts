/** What the exit code of every command means. */
export const exitCodes = {
  ok: 0,
  /** Some of what was asked for failed; the rest is there. */
  failed: 1,
  /** The command line or a file was wrong; one sentence on stderr says how. */
  usage: 2,
  /** Stopped by a signal; the same command continues. */
  interrupted: 75,
} as const;
