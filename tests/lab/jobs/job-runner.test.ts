/** Jobs done in this process: what is sent of each, and that a job that fails stops nothing. */
import { JobRunner } from "../../../lab/jobs/job-runner.ts";
import type { FromWorker, Job } from "../../../lab/jobs/messages.ts";
import type { ArmSpec } from "../../../lab/training/arms.ts";
import { resolveConfig } from "../../../lab/training/config.ts";
import { loadData, summary } from "../../../lab/training/task.ts";

const config = resolveConfig({ task: "blobs", train: 60, test: 20, hidden: [3] });
const arm: ArmSpec = {
  ...{ label: "none", method: "none", statistics: null, batchSize: 6, steps: 4, learningRate: 0.1, seed: 0 },
};

async function sent(runner: JobRunner, job: Job): Promise<readonly FromWorker[]> {
  const messages: FromWorker[] = [];
  await runner.do(job, (message) => messages.push(message));
  return messages;
}

it("knows its task, and sends a result for each job under its id", async () => {
  const runner = new JobRunner(config);
  expect(runner.task).toEqual(summary(loadData(config), config));
  for (const kind of ["tuning", "arm"] as const) {
    expect((await sent(runner, { id: kind, kind, arm })).at(-1)).toMatchObject({
      ...{ type: "done", id: kind, arm: { label: "none", steps: 4, status: "ok" } },
    });
  }
});

it("sends the sentence of an error that is the user's, and does the next job", async () => {
  const runner = new JobRunner(config);
  const [failed] = await sent(runner, { id: "a", kind: "arm", arm: { ...arm, batchSize: 61 } });
  expect(failed).toMatchObject({
    type: "failed",
    id: "a",
    error: expect.stringMatching(/^a batch of 61/) as string,
  });
  expect((await sent(runner, { id: "b", kind: "arm", arm })).at(-1)).toMatchObject({ type: "done", id: "b" });
});

it("times steps, or says why not", async () => {
  const runner = new JobRunner(config);
  expect(await runner.measure([{ ...arm, batchSize: 61 }])).toEqual({
    costsLeftOut: expect.stringContaining("a step that was timed failed") as string,
  });
});
