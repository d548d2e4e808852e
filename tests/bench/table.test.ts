import { line, timesFaster } from "../../bench/table.ts";

describe("a line of the table", () => {
  it("shows ours, the range, each peer with how it compares, and the note", () => {
    const row = {
      name: "mlp-step-60",
      unit: "ms",
      ours: 5,
      peers: { "tfjs-wasm": 10 },
      spread: { ours: [4, 6], "tfjs-wasm": [9.5, 11.25] },
    } as const;
    expect(line({ row, note: "alike" }).split(/ {3,}/)).toEqual([
      "mlp-step-60",
      "5 ms (4–6)",
      "tfjs-wasm 10 (9.5–11.3), 2.0×",
      "alike",
    ]);
  });

  it("knows that more GFLOP/s are better and more ms are worse", () => {
    expect(timesFaster({ unit: "GFLOP/s", ours: 5 }, 1)).toBe(5);
    expect(timesFaster({ unit: "ms", ours: 5 }, 1)).toBe(0.2);
  });
});
