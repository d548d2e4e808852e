import { ContractError, DataError, DivergenceError, ShapeError, UserError } from "../../lib/errors.ts";

describe("errors", () => {
  it.each<[string, Error]>([
    ["UserError", new UserError("x")],
    ["ShapeError", new ShapeError("x")],
    ["DataError", new DataError("x")],
    ["DivergenceError", new DivergenceError("x", 7)],
    ["ContractError", new ContractError("x")],
  ])("%s prints under its own name", (name, error) => {
    expect(String(error)).toBe(`${name}: x`);
    expect(error).toBeInstanceOf(Error);
  });

  it("tell what the caller can mend from what is a bug of ours", () => {
    for (const error of [new ShapeError("x"), new DataError("x"), new DivergenceError("x", 0)]) {
      expect(error).toBeInstanceOf(UserError);
    }
    expect(new ContractError("x")).not.toBeInstanceOf(UserError);
  });

  it("remember the step at which training diverged", () => {
    expect(new DivergenceError("x", 17).step).toBe(17);
  });
});
