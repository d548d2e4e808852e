import { augment } from "../../../lab/data/index.ts";
import { augmentationText, augmented, checkAugmentation } from "../../../lab/training/augmentation.ts";
import { Random, UserError } from "../../../lib/index.ts";

const shape = [2, 3, 4];
const batch = Float64Array.from({ length: 5 * 24 }, (_, i) => i);
const stream = (): Random => Random.stream(0, "augment");

it("moves images as lab/data does, and where nothing is asked for gives the batch and draws nothing", () => {
  const asked = { flip: true, crop: 2 };
  expect(augmented(batch, shape, stream(), asked)).toEqual(augment(batch, shape, stream(), asked));
  for (const nothing of [{}, { flip: false }, { crop: 0 }]) {
    const random = stream();
    expect(augmented(batch, shape, random, nothing)).toBe(batch);
    expect(augmented(batch, [120], random, nothing)).toBe(batch);
    expect(random.state()).toEqual(stream().state());
  }
});

it("is told in words, each move that is made and no other", () => {
  expect(augmentationText({})).toBe("");
  expect(augmentationText({ flip: true })).toBe("training images mirrored left to right half of the time");
  expect(augmentationText({ crop: 1 })).toMatch(/^training images cut .* frame of 1 pixel of zeros$/);
  expect(augmentationText({ flip: true, crop: 4 })).toMatch(/ mirrored .* and cut .* frame of 4 pixels /);
});

describe("checkAugmentation", () => {
  const check = (asked: { flip?: boolean; crop?: number }, of: readonly number[]) => () => {
    checkAugmentation(asked, { name: "mine", shape: of });
  };

  it("lets pass what augment takes, and anything where nothing is asked for", () => {
    expect(check({ flip: true, crop: 2 }, shape)).not.toThrow();
    expect(check({}, [7])).not.toThrow();
    expect(check({ flip: false, crop: 0 }, [7])).not.toThrow();
  });

  it("refuses what augment refuses, in the words of the command", () => {
    for (const asked of [{ flip: true }, { crop: 1 }]) {
      expect(check(asked, [7])).toThrow(UserError);
      expect(check(asked, [7])).toThrow(
        /--flip and --crop are for images, .* of mine has shape \[7\]\. Leave/,
      );
    }
    expect(check({ crop: 3 }, shape)).toThrow(
      "--crop 3 is out of range for the 3×4 images of mine. Give a whole number from 0 to 2.",
    );
    expect(() => augment(batch, shape, stream(), { crop: 3 })).toThrow(UserError);
  });
});
