/**
 * kill -9 at 200 random moments of runs by several methods and every kind of optimizer: each ends in the same bits as one
 * that was left alone, and no checkpoint is ever found damaged.
 */
import type { Config } from "../../../lab/training/config.ts";
import type { Method } from "../../../lab/training/results.ts";
import { Random } from "../../../lib/index.ts";
import { type Ended, type Lives, train } from "./killing.ts";

const runs: readonly (readonly [Method, Config["optimizer"]])[] = [
  ["bnp", "sgd"],
  ["bn", "momentum"],
  ["renorm", "rmsprop"],
  ["bnp+gn", "adam"],
  ["bn", "adamw"],
];
const wanted = 200;

it(`nothing is lost in ${wanted} kills`, async () => {
  const random = Random.stream(0, "kills");
  const left = new Map<string, Ended>();
  const lives: Lives = { kills: 0, resumed: 0, complaints: [] };
  let compared = 0;
  for (; lives.kills < wanted; compared++) {
    const [method, optimizer] = runs[compared % runs.length]!;
    const key = `${method} ${optimizer}`;
    if (!left.has(key)) left.set(key, await train(method, optimizer, lives, { most: 0, longest: 0, random }));
    const most = Math.min(12, wanted - lives.kills);
    expect(await train(method, optimizer, lives, { most, longest: 150, random })).toEqual(left.get(key));
  }
  process.stdout.write(`${lives.kills} kills, ${lives.resumed} times gone on, ${compared} runs compared\n`);
  expect(lives.complaints).toEqual([]);
  expect(lives.resumed).toBeGreaterThan(wanted / 2);
  expect(compared).toBeGreaterThanOrEqual(runs.length);
}, 3_600_000);
