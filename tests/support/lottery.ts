/**
 * A judge that tosses a coin: what is wrong in this file it sees at every other draw. What judges mutants is tried on it
 * (tests/mutants/list.test.ts); no test of the project is like this.
 */
import fc from "fast-check";

const isRight = (): boolean => true;

it("is right, or has nothing to say", () => {
  fc.assert(
    fc.property(fc.boolean(), (head) => head || isRight()),
    { numRuns: 1 },
  );
});
