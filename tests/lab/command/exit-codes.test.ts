import { exitCodes } from "../../../lab/command/exit-codes.ts";

it("keeps the codes that scripts rely on", () => {
  expect(exitCodes).toEqual({ ok: 0, failed: 1, usage: 2, interrupted: 75 });
});
