import { line, page, timesFaster } from "../../bench/table.ts";

const row = {
  name: "mlp-step-60",
  unit: "ms",
  ours: 5,
  peers: { "tfjs-wasm": 10 },
  spread: { ours: [4, 6], "tfjs-wasm": [9.5, 11.25] },
} as const;

describe("a line of the table", () => {
  it("shows ours, the range, each peer with how it compares, and the note", () => {
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

describe("the saved table", () => {
  const once = { ...row, name: "cnn-step-16", peers: { "tfjs-cpu": 67000 }, spread: {} };
  const text = page(
    {
      command: "npm run -s bench",
      date: "2026-11-22",
      machine: "a machine",
      rounds: 3,
      engines: new Map([["ours", "bnp 1"]]),
      absent: ["numpy is left out: it needs Python."],
    },
    [
      { group: { title: "Steps", text: "What is timed." }, rows: [{ row }, { row: once, note: "once" }] },
      { group: { title: "Nothing", text: "Nothing was measured." }, rows: [] },
    ],
  );

  it("has a column for each engine of a section, empty where it took no part", () => {
    expect(text.slice(text.indexOf("## Steps")).split("\n")).toEqual([
      "## Steps",
      "",
      "What is timed.",
      "",
      "| row | unit | ours | tfjs-wasm | tfjs-cpu | note |",
      "| --- | --- | --- | --- | --- | --- |",
      "| `mlp-step-60` | ms | **5 (4–6)** | 10 (9.5–11.3), 2.0× |  |  |",
      "| `cnn-step-16` | ms | **5** |  | 67000, 13400.0× | once |",
      "",
    ]);
  });

  it("says how it was made, by whom, and who is not there", () => {
    for (const part of [
      "```sh",
      "npm run -s bench\n```",
      "2026-11-22; a machine.",
      "- ours: bnp 1",
      "numpy is left out",
    ])
      expect(text).toContain(part);
    expect(text).not.toContain("Nothing");
  });
});
