import { speckle } from "../../../lab/data/speckle.ts";
import { Random } from "../../../lib/index.ts";

const speckled = (noise: number, grey: number, count = 10_002) => {
  const image = new Float64Array(count).fill(grey);
  speckle(Random.stream(0, "t"), image, noise);
  return image;
};

describe("speckle", () => {
  it.each([0.02, 0.1])("has mean 0 and standard deviation %p where there is room", (noise) => {
    const differences = speckled(noise, 0.5).map((x) => x - 0.5);
    const mean = differences.reduce((a, b) => a + b, 0) / differences.length;
    const sd = Math.sqrt(differences.reduce((a, b) => a + b * b, 0) / differences.length);
    expect(Math.abs(mean)).toBeLessThan(0.03 * noise);
    expect(Math.abs(sd / noise - 1)).toBeLessThan(0.03);
  });

  it("keeps pixels in 0 … 1", () => {
    for (const grey of [0, 1]) expect(speckled(0.5, grey).every((x) => x >= 0 && x <= 1)).toBe(true);
  });

  it("without noise changes nothing and draws nothing", () => {
    const random = Random.stream(0, "t");
    const image = Float64Array.of(0, 0.25, 1);
    speckle(random, image, 0);
    expect([...image]).toEqual([0, 0.25, 1]);
    expect(random.state()).toEqual(Random.stream(0, "t").state());
  });
});
