import { domains } from "../../autograd/domains.ts";

describe("domains", () => {
  it.each(Object.entries(domains))("%s draws its numbers where its text says", (name, domain) => {
    const [low, high] = domain.magnitude;
    expect(low).toBeGreaterThan(3 * 6e-3); // no difference step reaches the kink or singularity
    expect(high).toBeGreaterThan(low);
    expect(domain.text).toContain("x");
    const least = domain.signed ? domain.shift - high : domain.shift + low;
    if (name === "positive") expect(least).toBeGreaterThan(0);
    if (name === "aboveMinusOne") expect(least).toBeGreaterThan(-1);
    if (name === "nonzero") expect(domain.shift).toBe(0);
  });
});
