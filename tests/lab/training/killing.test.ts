/**
 * kill -9 at a few random moments of a run: nothing is lost, and it ends in the same bits. Two hundred in killing.deep.ts.
 */
import { Random } from "../../../lib/index.ts";
import { type Lives, train } from "./killing.ts";

jest.setTimeout(120_000);

it("a run that is killed and started again ends as one that was left alone", async () => {
  const [lives, quiet]: [Lives, Lives] = [
    { kills: 0, resumed: 0, complaints: [] },
    { kills: 0, resumed: 0, complaints: [] },
  ];
  const random = Random.stream(0, "kill");
  const [killed, left] = await Promise.all([
    train("bn", "adam", lives, { most: 4, longest: 150, random }),
    train("bn", "adam", quiet, { most: 0, longest: 0, random }),
  ]);
  expect(killed).toEqual(left);
  expect((left.streams as { step: number }).step).toBe(400);
  expect(lives.kills).toBeGreaterThan(1);
  expect([lives.complaints, quiet]).toEqual([[], { kills: 0, resumed: 0, complaints: [] }]);
});
