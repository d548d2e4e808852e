import { onInterrupt } from "../../../lab/command/interrupt.ts";

const listeners = (): number => process.listenerCount("SIGINT") + process.listenerCount("SIGTERM");

it("aborts at the first signal and exits at the second", () => {
  const exit = jest.spyOn(process, "exit").mockImplementation((() => undefined) as never);
  const onFirst = jest.fn();
  const interrupt = onInterrupt(onFirst);
  expect(interrupt.signal.aborted).toBe(false);
  process.emit("SIGTERM");
  expect(interrupt.signal.aborted).toBe(true);
  expect(exit).not.toHaveBeenCalled();
  process.emit("SIGINT");
  expect(exit).toHaveBeenCalledWith(75);
  expect(onFirst).toHaveBeenCalledTimes(1);
  interrupt.release();
  exit.mockRestore();
});

it("leaves the signals alone once released", () => {
  const before = listeners();
  const interrupt = onInterrupt(() => undefined);
  expect(listeners()).toBe(before + 2);
  interrupt.release();
  expect(listeners()).toBe(before);
});
