import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Job } from "../../../lab/jobs/messages.ts";
import { Pool } from "../../../lab/jobs/pool.ts";
import { resolveConfig } from "../../../lab/training/config.ts";

/** A worker that obeys the seed of its job: 1 fails, 2 dies, 3 never ends, else it is done and says who did it. */
const obedient = `
process.on("disconnect", () => process.exit());
process.on("message", (m) => {
  if (m.type === "start") {
    if (m.config.task === "moons") return process.send({ type: "refused", message: "no moons tonight" });
    if (m.config.task === "circles") process.exit(7);
    return process.send({ type: "ready", task: { name: m.config.task } });
  }
  if (m.type === "measure") {
    if (m.arms.length === 2) process.exit(3);
    return process.send({ type: "measured", costs: { costsLeftOut: m.arms[0].label } });
  }
  const { id, arm } = m.job;
  if (arm.seed === 1) return process.send({ type: "failed", id, error: "did not feel like it" });
  if (arm.seed === 2) return process.kill(process.pid, "SIGKILL");
  if (arm.seed === 3) return setInterval(() => {}, 1000);
  process.send({ type: "note", id, text: "half-way" });
  process.send({ type: "progress", id, step: 5 });
  setTimeout(() => process.send({ type: "done", id, arm: { ...arm, seconds: process.pid } }), 30);
});
`;

let place: string;
let pool: Pool;
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "pool-"));
  writeFileSync(join(place, "worker.js"), obedient);
});
afterAll(() => {
  rmSync(place, { recursive: true });
});
afterEach(() => {
  pool.stop();
});

function open(processes: number, task = "blobs"): Pool {
  pool = new Pool(resolveConfig({ task, lr: 0.1 }), processes, join(place, "worker.js"));
  return pool;
}

const jobs = (...seeds: number[]): Job[] =>
  seeds.map((seed, i) => {
    const cell = { label: "none", method: "none", statistics: null, batchSize: 1, steps: 1 } as const;
    return { id: `${i}`, kind: "arm", arm: { ...cell, learningRate: 0.1, seed } };
  });

/** Everything that a run said, and which processes did the work. */
async function run(on: Pool, work: Job[]): Promise<{ log: string[]; pids: Set<number> }> {
  const log: string[] = [];
  const pids = new Set<number>();
  await on.run(work, {
    onStart: (job) => log.push(`start ${job.id}`),
    onNote: (job, text) => log.push(`note ${job.id} ${text}`),
    onProgress: (job, step) => log.push(`progress ${job.id} ${step}`),
    onDone: (job, arm) => {
      log.push(`done ${job.id}`);
      pids.add(arm.seconds);
    },
    onFailed: (job, error) => log.push(`failed ${job.id}: ${error}`),
  });
  return { log, pids };
}

describe("Pool", () => {
  it("does every job once, in as many processes as asked for", async () => {
    await expect(open(2).open(2)).resolves.toEqual({ name: "blobs" });
    const { log, pids } = await run(pool, jobs(...Array.from({ length: 12 }, () => 0)));
    for (let i = 0; i < 12; i++) {
      const said = log.filter((line) => line.split(" ")[1] === `${i}`);
      expect(said).toEqual([`start ${i}`, `note ${i} half-way`, `progress ${i} 5`, `done ${i}`]);
    }
    expect(pids.size).toBe(2);
    expect(pids.has(process.pid)).toBe(false);
  });

  it("keeps its processes for the next run", async () => {
    await open(1).open(1);
    const first = await run(pool, jobs(0, 0));
    const second = await run(pool, jobs(0, 0));
    expect(second.pids).toEqual(first.pids);
  });

  it("reports a job that fails and one whose process dies, and does the others", async () => {
    await open(2).open(1);
    const { log } = await run(pool, jobs(0, 1, 2, 0, 2, 0));
    expect(log.filter((line) => line.startsWith("failed")).sort()).toEqual([
      "failed 1: did not feel like it",
      "failed 2: the worker process ended (SIGKILL)",
      "failed 4: the worker process ended (SIGKILL)",
    ]);
    expect(log.filter((line) => line.startsWith("done")).sort()).toEqual(["done 0", "done 3", "done 5"]);
  });

  it("stops at once when told, whatever its workers are doing", async () => {
    await open(2).open(1);
    const running = run(pool, jobs(3, 3, 0));
    setTimeout(() => {
      pool.stop();
    }, 50);
    const { log } = await running;
    expect(log.filter((line) => !line.startsWith("start"))).toEqual([]);
    expect(pool.stopped).toBe(true);
    expect((await run(pool, jobs(0))).log).toEqual([]);
  });

  it("ends with the error of a listener that cannot do its part", async () => {
    await open(1).open(1);
    const full = (): void => {
      throw new Error("the disk is full");
    };
    await expect(pool.run(jobs(0, 0), { onDone: full })).rejects.toThrow("the disk is full");
    expect(pool.stopped).toBe(true);
  });

  it("tells what the worker could not load, and does not wait for one that dies at once", async () => {
    await expect(open(1, "moons").open(1)).rejects.toThrow("no moons tonight");
    await expect(open(1, "circles").open(1)).rejects.toThrow(/ended before it was ready \(exit code 7\)/);
  });
});

it("has one process measure costs, and says why there are none where it ends", async () => {
  const arms = jobs(4, 5).map((job) => job.arm);
  const pool = open(2);
  await pool.open(2);
  expect(await pool.measure(arms.slice(0, 1))).toEqual({ costsLeftOut: "none" });
  expect(await pool.measure(arms)).toEqual({ costsLeftOut: "the process that was to time steps ended" });
  pool.stop();
  expect(await pool.measure(arms)).toEqual({ costsLeftOut: "the comparison was interrupted" });
});
