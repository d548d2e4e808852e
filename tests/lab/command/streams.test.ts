/**
 * Streams that break: a reader that left says nothing, a full disk says one sentence, whatever is written afterwards.
 */
import { PassThrough } from "node:stream";
import { watchStreams } from "../../../lab/command/streams.ts";

function broken(...codes: readonly string[]): { readonly said: string; readonly lost: number } {
  const [out, err] = [new PassThrough(), new PassThrough()];
  let lost = 0;
  watchStreams(out, err, () => lost++);
  for (const code of codes) out.emit("error", Object.assign(new Error(code), { code }));
  err.emit("error", Object.assign(new Error("EPIPE"), { code: "EPIPE" }));
  return { said: String((err.read() as Buffer | null) ?? ""), lost };
}

it("takes a reader that has seen enough for an ordinary end", () => {
  expect(broken("EPIPE", "EPIPE")).toEqual({ said: "", lost: 0 });
});

it("says once that what was written is lost", () => {
  expect(broken("ENOSPC", "ENOSPC")).toEqual({
    said: "stdout: cannot be written (the disk is full, ENOSPC). Mend that, or write to another place.\n",
    lost: 1,
  });
});
