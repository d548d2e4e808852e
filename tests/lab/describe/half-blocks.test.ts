import { colourLine, type Rgb } from "../../../lab/describe/half-blocks.ts";

const red: Rgb = [1, 0, 0];
const grey: Rgb = [0.5, 0.5, 0.5];

describe("colourLine", () => {
  it("puts the upper pixel in front of the lower one, and ends as it began", () => {
    expect(colourLine([red], [grey], "any")).toBe("\u001b[38;2;255;0;0;48;2;128;128;128m▀\u001b[0m");
  });

  it("leaves the background alone where there is nothing below", () => {
    expect(colourLine([red], [undefined], "any")).toBe("\u001b[38;2;255;0;0;49m▀\u001b[0m");
  });

  it("says a colour once for neighbours that share it", () => {
    const line = colourLine([red, red, grey], [grey, grey, grey], "any");
    expect(line.match(/\u001b\[38/g)).toHaveLength(2); // eslint-disable-line no-control-regex
    expect(line.match(/▀/g)).toHaveLength(3);
  });

  it("takes the nearest colour of the cube where there are 256", () => {
    // 16 + 36·red + 6·green + blue, in levels 0 … 5; half of full is nearest to 135, level 2.
    expect(colourLine([red], [grey], "256")).toBe(
      `\u001b[38;5;${16 + 36 * 5};48;5;${16 + (36 + 6 + 1) * 2}m▀\u001b[0m`,
    );
  });

  it("keeps colours beyond 0 … 1 at the ends", () => {
    const wild: Rgb = [1.2, -3, 0];
    for (const depth of ["any", "256"] as const) {
      expect(colourLine([wild], [wild], depth)).toBe(colourLine([red], [red], depth));
    }
  });
});
