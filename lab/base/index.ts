/**
 * lab/base: what every part of the lab stands on: whole files, JSON that is checked, where a result comes from, and errors of
 * a request.
 *
 * Reading order: durable.ts, json.ts, provenance.ts.
 */
export { canonical } from "./canonical.ts";
export { type Files, checkOurs, makeFolder, readWhole, reasonOf, sweep, writeWhole } from "./durable.ts";
export { checkedBy, misfit, readJson } from "./json.ts";
export { type Provenance, codeFingerprint, packageRoot, provenance, version } from "./provenance.ts";
export { RequestError } from "./request-error.ts";
export { suggestion } from "./suggest.ts";
