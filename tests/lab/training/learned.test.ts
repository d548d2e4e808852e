import { canTell, chanceOf, evidence, noise } from "../../../lab/training/learned.ts";
import { Random } from "../../../lib/index.ts";

const drawn = (random: Random, count: number, classes: number): Int32Array =>
  Int32Array.from({ length: count }, () => Math.floor(random.uniform() * classes));

describe("chance", () => {
  it("is what the best constant answer reaches: no other has a lower loss", () => {
    const random = Random.stream(0, "chance");
    const labels = drawn(random, 60, 3);
    const chance = chanceOf(labels, 3);
    const lossOf = (p: readonly number[]): number =>
      -[...labels].reduce((sum, label) => sum + Math.log(p[label]!), 0) / labels.length;
    const shares = [0, 1, 2].map((c) => labels.filter((label) => label === c).length / 60);
    expect(chance.loss).toBeCloseTo(lossOf(shares), 12);
    expect(chance.accuracy).toBe(Math.max(...shares));
    for (let i = 0; i < 50; i++) {
      const raw = [0, 1, 2].map(() => 0.01 + random.uniform());
      const total = raw.reduce((a, b) => a + b, 0);
      expect(lossOf(raw.map((x) => x / total))).toBeGreaterThanOrEqual(chance.loss);
    }
  });

  it("passes over classes of which there are no examples", () => {
    expect(chanceOf(Int32Array.of(1, 1, 1), 4)).toEqual({ examples: 3, loss: -0, accuracy: 1 });
  });
});

describe("evidence", () => {
  const start = { loss: 5, accuracy: 0.3 };

  it("exceeds noise in few of the networks that answer without regard to labels", () => {
    const random = Random.stream(1, "evidence");
    const [searches, tries, count, classes] = [300, 10, 24, 3];
    let wrong = 0;
    for (let search = 0; search < searches; search++) {
      const labels = drawn(random, count, classes);
      const chance = chanceOf(labels, classes);
      const found = Array.from({ length: tries }, () => {
        // Answers of any confidence, drawn apart from the labels.
        const sharpness = 3 * random.uniform();
        let [loss, right] = [0, 0];
        for (const label of labels) {
          const logits = Array.from({ length: classes }, () => sharpness * random.normal());
          const total = logits.reduce((sum, x) => sum + Math.exp(x), 0);
          loss += (Math.log(total) - logits[label]!) / count;
          if (Math.max(...logits) === logits[label]) right++;
        }
        return evidence(start, { loss, accuracy: right / count }, chance);
      });
      if (Math.max(...found) >= noise(tries)) wrong++;
    }
    expect(wrong / searches).toBeLessThan(0.1);
  });

  it("is large for a network that knows, by its loss or by its accuracy alone", () => {
    const chance = { examples: 24, loss: Math.log(3), accuracy: 0.4 };
    expect(evidence(start, { loss: 0.3, accuracy: 0.4 }, chance)).toBeGreaterThan(noise(20));
    expect(evidence(start, { loss: 12, accuracy: 0.9 }, chance)).toBeGreaterThan(noise(20));
    expect(evidence(start, { loss: 12, accuracy: 0.5 }, chance)).toBeLessThan(noise(20));
  });

  it("is measured from the start where that was beyond chance, and none where the run diverged", () => {
    const chance = { examples: 100, loss: Math.log(3), accuracy: 0.4 };
    const lucky = { loss: 0.5, accuracy: 0.7 };
    expect(evidence(lucky, lucky, chance)).toBe(0);
    expect(evidence(lucky, { loss: 0.1, accuracy: 0.7 }, chance)).toBeCloseTo(40, 12);
    expect(evidence(lucky, { loss: null, accuracy: null }, chance)).toBe(-Infinity);
    expect(evidence({ loss: null, accuracy: null }, { loss: 0.1, accuracy: 1 }, chance)).toBeGreaterThan(50);
  });

  it("cannot be had from a few examples", () => {
    expect(canTell({ examples: 4, loss: Math.log(2), accuracy: 0.5 }, 1)).toBe(false);
    expect(canTell({ examples: 24, loss: Math.log(3), accuracy: 0.4 }, 20)).toBe(true);
    expect(canTell({ examples: 1000, loss: 0, accuracy: 1 }, 1)).toBe(false);
  });
});
