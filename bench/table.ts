/**
 * The result for people: a row's figures as text, on the terminal and in the saved table.
 */
import type { Group, Reported, Row } from "./row.ts";

/** Units in which more is better; in all others less is. */
const moreIsBetter = new Set(["GFLOP/s"]);

/** How many times as fast as a peer we are. */
export function timesFaster({ unit, ours }: Pick<Row, "unit" | "ours">, peer: number): number {
  return moreIsBetter.has(unit) ? ours / peer : peer / ours;
}

/** "mlp-step-60   6.5 ms (6.4–7.1)   tfjs-wasm 9.1 (8.9–9.6), 1.4×   note" */
export function line({ row, note }: Reported): string {
  const peers = Object.keys(row.peers).map((peer) => `${peer} ${theirs(row, peer)}`);
  const own = `${row.name.padEnd(26)}${measured(row, "ours", row.ours, ` ${row.unit}`)}`;
  return [own, ...peers, ...(note === undefined ? [] : [note])].join("   ");
}

/** What a saved table says above its sections. */
export interface Circumstances {
  readonly command: string;
  readonly date: string;
  /** Processor, load, versions. */
  readonly machine: string;
  readonly rounds: number;
  /** What each engine calls itself. */
  readonly engines: ReadonlyMap<string, string>;
  /** Peers and rows that are not there, each with its reason. */
  readonly absent: readonly string[];
}

/** The whole result as a page of Markdown; a section a group, a column an engine. */
export function page(
  { command, date, machine, rounds, engines, absent }: Circumstances,
  sections: readonly { readonly group: Pick<Group, "title" | "text">; readonly rows: readonly Reported[] }[],
): string {
  const list = (items: readonly string[]): string => items.map((item) => `- ${item}\n`).join("");
  return [
    "# Speed\n",
    `\`\`\`sh\nnpm --prefix bench/peers ci   # the peers; nobody else installs them\n${command}\n\`\`\`\n`,
    `${date}; ${machine}.\n`,
    `Every contender runs in a process of its own, on one thread, and they take turns. Figures are medians of up to ` +
      `${rounds} rounds, in brackets the least and the most; after a peer's figure, how many times as fast ours is. All ` +
      "contenders of a row computed the same numbers before they were timed. Ratios carry over to other machines, " +
      "absolute figures do not.\n",
    ...(engines.size === 0 ? [] : [list([...engines].map(([who, engine]) => `${who}: ${engine}`))]),
    ...(absent.length === 0 ? [] : [`Not in the tables:\n`, list(absent)]),
    ...sections
      .filter(({ rows }) => rows.length > 0)
      .map(({ group, rows }) => `## ${group.title}\n\n${group.text}\n\n${markdownTable(rows)}`),
  ].join("\n");
}

function markdownTable(rows: readonly Reported[]): string {
  const peers = [...new Set(rows.flatMap(({ row }) => Object.keys(row.peers)))];
  const hasNotes = rows.some(({ note }) => note !== undefined);
  const cells = ({ row, note }: Reported): readonly string[] => [
    `\`${row.name}\``,
    row.unit,
    `**${measured(row, "ours", row.ours)}**`,
    ...peers.map((peer) => (peer in row.peers ? theirs(row, peer) : "")),
    ...(hasNotes ? [note ?? ""] : []),
  ];
  const head = ["row", "unit", "ours", ...peers, ...(hasNotes ? ["note"] : [])];
  return [head, head.map(() => "---"), ...rows.map(cells)].map((row) => `| ${row.join(" | ")} |\n`).join("");
}

const theirs = (row: Row, peer: string): string =>
  `${measured(row, peer, row.peers[peer]!)}, ${timesFaster(row, row.peers[peer]!).toFixed(1)}×`;

/** "6.5 (6.4–7.1)", without brackets where it was measured once. */
function measured(row: Row, who: string, value: number, unit = ""): string {
  const range = row.spread[who];
  const brackets =
    range === undefined || range[0] === range[1] ? "" : ` (${figure(range[0])}–${figure(range[1])})`;
  return `${figure(value)}${unit}${brackets}`;
}

/** Three significant digits. */
function figure(x: number): string {
  return Math.abs(x) >= 100 ? x.toFixed(0) : Number(x.toPrecision(3)).toString();
}
