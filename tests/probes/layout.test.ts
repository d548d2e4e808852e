/**
 * From parameters to one vector and back, to the last bit.
 */
import { Parameter } from "../../layers/index.ts";
import { Layout } from "../../probes/layout.ts";
import { normals } from "../../probes/vectors.ts";
import { tensor, zeros } from "../../tensor/index.ts";
import { stream } from "./subjects.ts";

const w = new Parameter("w", zeros([2, 3]));
const b = new Parameter("b", tensor([-0, 1]));
const stranger = new Parameter("stranger", zeros([1]));

describe("a layout", () => {
  const layout = new Layout([w, b]);

  it("counts, and knows where each parameter begins", () => {
    expect([layout.size, layout.offsetOf(w), layout.offsetOf(b)]).toEqual([8, 0, 6]);
  });

  it("joins what it has split", () => {
    const v = normals(stream(0), 8);
    v[7] = -0;
    const parts = layout.split(v);
    expect(parts.map((part) => part.shape)).toEqual([[2, 3], [2]]);
    expect(layout.join(parts)).toEqual(v);
    expect([...layout.part(v, b)]).toEqual([v[6], -0]);
  });

  it("keeps the tensors of its time, also for a part of itself", () => {
    const p = new Parameter("p", tensor([1]));
    const one = new Layout([w, p]);
    p.replace(Float64Array.of(2));
    const part = one.restrictedTo([p]);
    expect([one.tensors[1]!.item(), part.tensors[0]!.item(), part.size]).toEqual([1, 1, 1]);
    expect(() => one.restrictedTo([stranger])).toThrow("'stranger' is not among");
  });

  it("refuses a vector of another length, a stranger, a parameter given twice, and none", () => {
    expect(() => layout.split(new Float64Array(7))).toThrow("w, b: a vector of length 7");
    expect(() => layout.offsetOf(stranger)).toThrow("'stranger' is not among");
    expect(() => layout.offsetOf(new Parameter("w", zeros([2, 3])))).toThrow(
      "Layout: this 'w' belongs to another model than the 'w' that is looked at. Give a layer of the same model.",
    );
    expect(() => new Layout([w, w])).toThrow("'w' is given twice");
    expect(() => new Layout([])).toThrow("no parameters");
  });
});
