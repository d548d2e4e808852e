/**
 * lab/probe: `bnp probe`, Hessians along training.
 *
 * In reading order: probe.ts, snapshot.ts, reading.ts, record.ts; then report/, and command.ts.
 */
export { probeCommand } from "./command.ts";
export { probe, probeConfig } from "./probe.ts";
export type { ProbeRecord } from "./record.ts";
