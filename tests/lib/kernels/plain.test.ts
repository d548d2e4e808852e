import { plain } from "../../../lib/kernels/plain.ts";
import { sigmoid, sigmoidSlope } from "../../../lib/special.ts";

it("the plain activations are the functions of their names, element by element", () => {
  const x = Float64Array.of(-1000, -2, -0, 0, 1, 40, Infinity, NaN);
  const to = new Float64Array(x.length);
  const functions = { sigmoid, sigmoidSlope, relu: (v: number) => Math.max(v, 0) };
  for (const [name, f] of Object.entries(functions)) {
    plain[name as keyof typeof functions](x, to);
    expect(to).toEqual(x.map(f));
  }
});
