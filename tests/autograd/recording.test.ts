import {
  differentiating,
  isLazy,
  isNested,
  isRecording,
  lazily,
  untracked,
} from "../../autograd/recording.ts";
import { UserError } from "../../lib/index.ts";

const state = (): string => `${isRecording() ? "recording" : "off"}, ${isNested() ? "nested" : "outermost"}`;

describe("recording", () => {
  it("is on by itself", () => expect(state()).toBe("recording, outermost"));

  it("is off inside untracked and on inside a derivative, however they are nested", () => {
    expect(untracked(state)).toBe("off, outermost");
    expect(differentiating(state)).toBe("recording, nested");
    expect(differentiating(() => untracked(state))).toBe("off, outermost");
    expect(untracked(() => differentiating(state))).toBe("recording, nested");
    expect(untracked(() => untracked(state))).toBe("off, outermost");
    expect(differentiating(() => untracked(() => differentiating(state)))).toBe("recording, nested");
  });

  it("is what it was before, after every scope", () => {
    differentiating(() => {
      untracked(() => undefined);
      expect(state()).toBe("recording, nested");
    });
    untracked(() => {
      differentiating(() => undefined);
      expect(state()).toBe("off, outermost");
    });
    expect(state()).toBe("recording, outermost");
  });

  it("is lazy inside of lazily alone, recording or not as it was, and not in a derivative that is taken there", () => {
    expect(isLazy()).toBe(false);
    expect(lazily(isLazy)).toBe(true);
    expect(lazily(state)).toBe("recording, outermost");
    expect(differentiating(() => lazily(state))).toBe("recording, nested");
    expect(lazily(() => differentiating(isLazy))).toBe(false);
    expect(lazily(() => untracked(isLazy))).toBe(false);
    expect(isLazy()).toBe(false);
  });

  it.each([
    ["untracked", untracked],
    ["differentiating", differentiating],
    ["lazily", lazily],
  ])("is what it was before, after a throw inside %s", (_, scope) => {
    untracked(() => {
      expect(() =>
        scope(() => {
          throw new Error("within");
        }),
      ).toThrow("within");
      expect(state()).toBe("off, outermost");
    });
    expect(state()).toBe("recording, outermost");
  });

  it("hands the result through", () => {
    const result = { a: 1 };
    expect(untracked(() => result)).toBe(result);
    expect(differentiating(() => result)).toBe(result);
    expect(lazily(() => result)).toBe(result);
  });

  it("refuses a function that would run on after its scope has ended, and recovers", () => {
    const late = async (): Promise<number> => Promise.resolve(1);
    const sentence = "the function is asynchronous, and would run on after its scope has ended.";
    expect(() => untracked(late)).toThrow(new UserError(`untracked: ${sentence}`));
    expect(() => differentiating(late)).toThrow(new UserError(`grad: ${sentence}`));
    expect(() => lazily(late)).toThrow(new UserError(`lazily: ${sentence}`));
    expect(state()).toBe("recording, outermost");
  });
});
