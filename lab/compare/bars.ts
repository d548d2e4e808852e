/**
 * Bars on a terminal: one for each run under way, as many as the height allows, and one for the whole. Every line is
 * made to fit the width as it is when drawn, so nothing wraps and nothing scrolls.
 */
import type { WriteStream } from "node:tty";
import { MultiBar, type SingleBar } from "cli-progress";
import { wrap } from "../report/index.ts";
import { duration, shortName, type Tracker } from "./tracker.ts";

interface Line {
  readonly text: string;
  /** 0 to 1; null draws no bar. */
  readonly share: number | null;
  readonly tail: string;
}

const empty: Line = { text: "", share: null, tail: "" };

export class Bars {
  readonly #stream: WriteStream;
  readonly #tracker: Tracker;
  readonly #multi: MultiBar;
  readonly #bars: readonly SingleBar[];
  readonly #timer: NodeJS.Timeout;

  constructor(stream: WriteStream, tracker: Tracker, processes: number) {
    this.#stream = stream;
    this.#tracker = tracker;
    this.#multi = new MultiBar({
      stream,
      fps: 10,
      hideCursor: true,
      clearOnComplete: true,
      gracefulExit: false,
      format: (_options, _params, line: Line) => drawLine(line, (stream.columns || 80) - 1),
    });
    const height = Math.max(2, Math.min(processes + 1, (stream.rows || 24) - 2));
    this.#bars = Array.from({ length: height }, () => this.#multi.create(1, 0, { ...empty })); // it writes into it
    this.#timer = setInterval(() => {
      this.#draw();
    }, 100);
  }

  /** A sentence above the bars, to stay, in lines that fit. */
  log(text: string): void {
    for (const line of wrap(text, (this.#stream.columns || 80) - 1, "  ")) this.#multi.log(`${line}\n`);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#multi.update();
    this.#multi.stop();
  }

  #draw(): void {
    const { running, count, share, seconds } = this.#tracker;
    const lines = running.map(({ job, step }): Line => {
      const done = step / job.arm.steps;
      return { text: shortName(job), share: done, tail: percent(done) };
    });
    const whole = {
      text: count,
      share,
      tail: seconds.left === undefined ? percent(share) : `${duration(seconds.left)} left`,
    };
    this.#bars.forEach((bar, i) => {
      bar.update(0, i === this.#bars.length - 1 ? whole : (lines[i] ?? empty));
    });
  }
}

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

/** Name, bar and figure in at most `width` columns; where it is narrow the bar goes first. */
export function drawLine({ text, share, tail }: Line, width: number): string {
  const name = text.padEnd(18);
  const figure = tail.padStart(11);
  const room = Math.min(40, width - name.length - figure.length - 2);
  if (share === null || room < 5) return `${name} ${figure}`.slice(0, Math.max(0, width));
  const full = Math.round(Math.max(0, Math.min(1, share)) * room);
  return `${name} ${"█".repeat(full)}${"░".repeat(room - full)} ${figure}`;
}
