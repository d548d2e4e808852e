import { RequestError } from "../../../lab/base/request-error.ts";
import { resolveConfig } from "../../../lab/training/config.ts";
import { UserError } from "../../../lib/index.ts";

it("is the user's to mend, and names no command", () => {
  const asked = (): unknown => resolveConfig({ task: "glyhps" });
  expect(asked).toThrow(RequestError);
  expect(asked).toThrow(UserError);
  expect(asked).toThrow(/^there is no task "glyhps"/);
});
