import { canonical } from "../../../lab/base/canonical.ts";

it("writes equal values alike, in any order of keys", () => {
  expect(canonical({ b: [1, { d: 1, c: 2 }], a: null })).toBe(canonical({ a: null, b: [1, { c: 2, d: 1 }] }));
  expect(canonical([1, 2])).not.toBe(canonical([2, 1]));
});
