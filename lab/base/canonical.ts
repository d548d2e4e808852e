/**
 * One text for each JSON value, whatever the order of its keys: what a configuration is hashed and compared by.
 */

/** JSON with the keys of every object in alphabetical order; "null" for what is not there. */
export function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_, v: unknown) =>
    typeof v === "object" && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}
