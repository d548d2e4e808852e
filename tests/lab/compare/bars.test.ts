import { Writable } from "node:stream";
import type { WriteStream } from "node:tty";
import { Bars, drawLine } from "../../../lab/compare/bars.ts";
import { Tracker } from "../../../lab/compare/tracker.ts";
import type { Job } from "../../../lab/jobs/messages.ts";

const job = (seed: number): Job => {
  const cell = { label: "bnp", method: "bnp", statistics: "ramp", batchSize: 6, steps: 10 } as const;
  return { id: `${seed}`, kind: "arm", arm: { ...cell, learningRate: 0.1, seed } };
};

/** A terminal of a given size that keeps what is written to it. */
class Terminal extends Writable {
  readonly isTTY = true;
  readonly columns: number;
  readonly rows: number;
  text = "";

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.text += piece.toString();
    done();
  }

  /** The lines of text, without the sequences that steer the cursor. */
  get lines(): readonly string[] {
    // eslint-disable-next-line no-control-regex
    return this.text.split(/\n|\x1b\[\??[\d;]*[A-Za-z]/).filter((line) => line !== "");
  }
}

async function show(columns: number, rows: number, processes: number): Promise<Terminal> {
  const terminal = new Terminal(columns, rows);
  const tracker = new Tracker();
  const bars = new Bars(terminal as unknown as WriteStream, tracker, processes);
  tracker.plan([job(0), job(1), job(2), job(3)]);
  for (const seed of [0, 1, 2]) tracker.start(job(seed));
  tracker.progress(job(0), 5);
  await new Promise((later) => setTimeout(later, 400));
  bars.log("something happened that takes a rather long line to be told to a narrow terminal");
  await new Promise((later) => setTimeout(later, 250));
  bars.stop();
  return terminal;
}

describe("Bars", () => {
  it("has a line of its own for each run, and one for the whole", async () => {
    const { lines } = await show(100, 24, 3);
    for (const name of ["bnp b6 s0", "bnp b6 s1", "bnp b6 s2", "run 0/4"]) {
      expect(lines.some((line) => line.startsWith(name))).toBe(true);
    }
    expect(lines.find((line) => line.startsWith("bnp b6 s0") && line.includes("50 %"))).toBeDefined();
  });

  it("fits a terminal of 40 columns and one of 5 rows", async () => {
    const { lines, text } = await show(40, 5, 64);
    for (const line of lines) expect(line.length).toBeLessThan(40);
    // The cursor goes up as far as there are lines, one less than there are bars: 3 of 64 processes have room.
    // eslint-disable-next-line no-control-regex
    const up = [...text.matchAll(/\x1b\[(\d+)A/g)].map((match) => Number(match[1]));
    expect(Math.max(...up)).toBe(2);
  });

  it("gives the cursor and the wrapping of lines back", async () => {
    const { text } = await show(80, 24, 2);
    for (const [off, on] of [
      ["\x1b[?25l", "\x1b[?25h"],
      ["\x1b[?7l", "\x1b[?7h"],
    ] as const) {
      expect(text.indexOf(off)).toBeGreaterThanOrEqual(0);
      expect(text.lastIndexOf(on)).toBeGreaterThan(text.lastIndexOf(off));
    }
  });
});

describe("drawLine", () => {
  it("never exceeds the width, and fills the bar in proportion", () => {
    for (let width = 0; width < 120; width++) {
      for (const share of [null, 0, 0.5, 1, 7]) {
        const line = drawLine({ text: "bnp:paper b60 s12", share, tail: "100 %" }, width);
        expect(line.length).toBeLessThanOrEqual(width);
      }
    }
    const bar = drawLine({ text: "x", share: 0.25, tail: "" }, 80);
    expect(bar.split("█").length - 1).toBe(10);
    expect(bar.split("░").length - 1).toBe(30);
  });
});
