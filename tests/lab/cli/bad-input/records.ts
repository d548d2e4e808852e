/**
 * Bad records: configurations, run folders, metrics.json, golden files, saved networks; and places that cannot be written.
 */
import { resolveConfig } from "../../../../lab/training/config.ts";
import { writeSafetensors } from "../../../../lib/index.ts";
import { expCase } from "../../golden/sample.ts";
import { compare, type Content, probe, type Row } from "./row.ts";

const missing = "cannot be read \\(there is no such file or folder, ENOENT\\)\\. Check the path\\.$";
const folder = "cannot be read \\(it is a folder, EISDIR\\)\\. Check the path\\.$";
const noJson = "is not JSON \\(.*\\)\\. Give a whole file, or write it again\\.$";

/** What is wrong with any JSON file, before its content matters. */
const noJsonFiles: readonly (readonly [content: Content | undefined, says: string])[] = [
  [undefined, missing],
  [{ folder: true }, folder],
  [{ link: "f.json" }, "cannot be read \\(links lead in a circle, ELOOP\\)\\. Check the path\\.$"],
  [{ link: "/dev/zero" }, "cannot be read \\(it is a device\\)\\. Check the path\\.$"],
  [
    { zeros: 3 * 2 ** 30 },
    "cannot be read \\(it is larger than 2 GiB, ERR_FS_FILE_TOO_LARGE\\)\\. Check the path\\.$",
  ],
  ["", noJson],
  ['{"schema": 1,', noJson],
  [Uint8Array.of(0x1b, 0x5b, 0x32, 0x4a, 0, 255), noJson],
];

const jsonRows = ["compare --config f.json", "report f.json", "golden f.json"].flatMap((command) => [
  // A folder is what `report` takes: it looks for the record in there.
  ...noJsonFiles
    .filter(
      ([content]) => !(command.startsWith("report") && typeof content === "object" && "folder" in content),
    )
    .map(([content, says]): Row => ({
      command,
      files: content === undefined ? {} : { "f.json": content },
      says: new RegExp(`^f\\.json: ${says}`),
    })),
  {
    command,
    files: { "f.json": "{}" },
    forbidden: ["f.json"],
    says: /^f\.json: cannot be read \(there is no permission, EACCES\)\. Check the path\.$/,
  },
]);

const config = (json: string, says: RegExp): Row => ({
  command: "compare --config c.json",
  files: { "c.json": json },
  says,
});
const configRows: readonly Row[] = [
  config("null", /^c\.json: it is null and not an object\. Mend it\.$/),
  config("[1]", /^c\.json: it is a list and not an object\. Mend it\.$/),
  config('{"batchsize": [60]}', /^c\.json: unknown key "batchsize"\. Did you mean "batchSize"\?$/),
  config('{"__proto__": {"task": "moons"}}', /^c\.json: unknown key "__proto__"\./),
  config(
    '{"grid": {"from": 1, "to": 2, "perDecad": 3}}',
    /^c\.json: unknown key "perDecad" in grid\. Did you mean/,
  ),
  config('{"task": 3}', /^c\.json: task is 3 and not a string\. Mend it\.$/),
  config('{"seeds": [0, 1.5]}', /^c\.json: seeds\.1: must be a whole number\.$/),
  config('{"seeds": []}', /^c\.json: seeds: must not be empty\.$/),
  config('{"lr": 1e999}', /^c\.json: lr: must be a number above 0, "tune", or a table/),
  config('{"lr": {"bn": {"60": -1}}}', /^c\.json: lr\.bn\.60: must be above 0\.$/),
  config('{"weightDecay": null}', /^c\.json: weightDecay is null and not a finite number\. Mend it\.$/),
  config('{"noise": 1e999}', /^c\.json: noise is Infinity and not a finite number\. Mend it\.$/),
  config('{"activation": "rleu"}', /^c\.json: activation: "rleu" is not known\. Did you mean "relu"\?/),
  config('{"hidden": [0]}', /^c\.json: hidden\.0: must be at least 1\.$/),
];

const [wholeConfig, ownConfig] = [{ lr: 0.1 }, {}].map((layer) => JSON.stringify(resolveConfig(layer)));
const placeRows: readonly Row[] = [
  // Node's own mkdir never returns from /proc.
  ...[compare, probe, "theory --only quadratic-1e1"].flatMap((command): Row[] => [
    { command: `${command} --out /proc/nowhere/run`, says: /\/proc\/nowhere\/run cannot be made \(.*ENOENT\)\. Give another --out\.$/ }, // prettier-ignore
    { command: `${command} --out f/run`, files: { f: "" }, says: /f\/run cannot be made \(a part of the path is no folder, ENOTDIR\)\. Give another --out\.$/ }, // prettier-ignore
    { command: `${command} --out d/run`, files: { d: { folder: true } }, forbidden: ["d"], says: /d\/run cannot be made \(there is no permission, EACCES\)\. Give another --out\.$/ }, // prettier-ignore
  ]),
  ...[probe, "theory --only quadratic-1e1"].flatMap((command): Row[] => [
    { command: `${command} --out d`, files: { d: { folder: true } }, forbidden: ["d"], says: /d cannot be read \(there is no permission, EACCES\)\. Give another --out\.$/ }, // prettier-ignore
  ]),
  ...(
    [
      [compare, "compare", "run"],
      [probe, "probe", "probe"],
      ["theory --only quadratic-1e1", "theory", "check of the theory"],
    ] as const
  ).flatMap(([command, who, what]): Row[] => [
    // prettier-ignore
    { command: `${command} --out f`, files: { f: "years of work" }, says: new RegExp(`^${who}: f holds no ${what} and is no empty folder\\. Give another --out\\.$`) }, // prettier-ignore
    { command: `${command} --out d`, files: { "d/thesis.tex": "years of work" }, says: new RegExp(`^${who}: d holds no ${what} and is no empty folder\\.`) }, // prettier-ignore
  ]),
  // Each writes a report.html: none may replace another's.
  ...[probe, "theory --only quadratic-1e1"].map((command): Row => ({ command: `${command} --out d`, files: { "d/config.json": wholeConfig!, "d/report.html": "a comparison" }, says: /d holds no .* and is no empty folder\. Give another --out\.$/ })), // prettier-ignore
  { command: `${compare} --out d`, files: { "d/config.json": wholeConfig! }, says: /^compare: d holds a run of another configuration \("\w+" differs\)\. It is not overwritten\. Give another --out, or delete that folder\.$/ }, // prettier-ignore
  { command: `${compare} --out d`, files: { "d/config.json": '{"task":' }, says: new RegExp(`^d/config\\.json: ${noJson}`) }, // prettier-ignore
  { command: "compare --out d --resume", says: /^compare: d holds no run \(no config\.json\)\. Leave out --resume to start one there\.$/ }, // prettier-ignore
  { command: "compare --out d --resume", files: { "d/config.json": "{}" }, says: /^d\/config\.json: task is missing\. Mend it\.$/ }, // prettier-ignore
  {
    command: "compare --out d --resume --hidden 9",
    files: { "d/config.json": ownConfig! },
    says: /"hidden" differs/,
  },
];

const record = {
  ...{ schema: 1, arms: [] as unknown[], skipped: [], tuning: [], differences: [], missing: 0, config: {} },
  task: { name: "x", description: "x", features: 2, classes: 3, train: 10, test: 5 },
  provenance: {
    ...{ command: "bnp compare", version: "0.1.0", commit: null, node: "v20", cpu: "x", cores: 1 },
    ...{ startedAt: "2026-01-01T00:00:00.000Z", wallSeconds: 1 },
  },
};
const report = (change: object, misfit: string): Row => ({
  command: "report m.json",
  files: { "m.json": JSON.stringify({ ...record, ...change }), "report.html": "the one before" },
  says: new RegExp(
    `^report: m\\.json is no record of a comparison \\(${misfit}\\)\\. Give a run folder or its metrics\\.json\\.$`,
  ),
});
const reportRows: readonly Row[] = [
  { command: "report d", files: { "d/x": "" }, says: new RegExp(`^d/metrics\\.json: ${missing}`) },
  {
    command: "report d",
    files: { "d/metrics.json": { folder: true } },
    says: new RegExp(`^d/metrics\\.json: ${folder}`),
  },
  report({ schema: 2 }, "schema: .*"),
  report({ arms: undefined }, "arms is missing"),
  report({ arms: [{}] }, "arms\\.0\\.label is missing"),
  report({ arms: [null] }, "arms\\.0 is null and not an object"),
  report({ task: undefined }, "task is missing"),
  report({ missing: -1 }, "missing: .*"),
  report({ missing: "none" }, "missing is a string and not a finite number"),
  report({ provenance: {} }, "provenance\\.command is missing"),
  { command: "report m.json --out no/x.html", files: { "m.json": JSON.stringify(record) }, says: /^no\/x\.html: cannot be written \(there is no such file or folder, ENOENT\)\. What was there is unchanged\. Mend that, or choose another place\.$/ }, // prettier-ignore
  { command: "report m.json --out d", files: { "m.json": JSON.stringify(record), d: { folder: true } }, says: /^d: cannot be written \(it is a folder, EISDIR\)\. What was there is unchanged\./ }, // prettier-ignore
  { command: "report m.json --out /proc/x.html", files: { "m.json": JSON.stringify(record) }, says: /^\/proc\/x\.html: cannot be written/ }, // prettier-ignore
  { command: "report r/m.json", files: { "r/m.json": JSON.stringify(record), "r/report.html": "the one before" }, forbidden: ["r"], says: /EACCES\)\./ }, // prettier-ignore
];

const golden = (content: unknown, says: RegExp): Row => ({
  command: "golden g.json",
  files: { "g.json": JSON.stringify(content) },
  says,
});
const noGolden = (misfit: string): RegExp =>
  new RegExp(
    `^golden: g\\.json is not a file of golden values \\(${misfit}\\)\\. See --help for the format\\.$`,
  );
const goldenRows: readonly Row[] = [
  golden({}, noGolden("ops is missing")),
  golden([], noGolden("it is a list and not an object")),
  golden({ ops: [{}], bnp: [] }, noGolden("ops\\.0\\.op is missing")),
  golden(
    { ops: [], bnp: [] },
    /^golden: g\.json holds no case, and nothing can be checked\. Give a file with cases\.$/,
  ),
  golden({ ops: [{ ...expCase(), inputs: {} }], bnp: [] }, /^golden: g\.json: ops\.0 \(exp\) cannot be computed \(.*\)\. Mend that case\.$/), // prettier-ignore
];

/** A safetensors file of one array, as another program writes it. */
function foreign(dtype: string, bytes: number, claimed?: bigint): Uint8Array {
  const header = JSON.stringify({ "0.weight": { dtype, shape: [3, 2], data_offsets: [0, bytes] } });
  const file = new Uint8Array(8 + header.length + bytes);
  new DataView(file.buffer).setBigUint64(0, claimed ?? BigInt(header.length), true);
  file.set(new TextEncoder().encode(header), 8);
  return file;
}
const whole = writeSafetensors(new Map([["0.weight", { shape: [3, 2], values: new Float64Array(6) }]]));
const flipped = whole.slice();
flipped[flipped.length - 1]! ^= 1;
const model = (content: Content | undefined, says: string): Row => ({
  command: `${probe} --model-file m.safetensors --out run`,
  files: content === undefined ? {} : { "m.safetensors": content },
  says: new RegExp(`^m\\.safetensors: ${says}`),
});
const changed = "Use a whole and unchanged file, or save it again\\.$";
const modelRows: readonly Row[] = [
  model(undefined, missing),
  model({ folder: true }, folder),
  model({ link: "/dev/zero" }, "cannot be read \\(it is a device\\)\\. Check the path\\.$"),
  model(
    { zeros: 3 * 2 ** 30 },
    "cannot be read \\(it is larger than 2 GiB, ERR_FS_FILE_TOO_LARGE\\)\\. Check the path\\.$",
  ),
  model("", `it has 0 bytes, and a safetensors file begins with 8 .*\\. ${changed}`),
  model("<html>404</html>", `its header claims \\d+ bytes, and at most 100000000 are read\\. ${changed}`),
  model(
    whole.subarray(0, 100),
    `its header claims \\d+ bytes, and the file ends after 92 of them\\. ${changed}`,
  ),
  model(
    whole.subarray(0, whole.length - 8),
    `the array "0\\.weight" ends at byte 48 of the data, which has 40\\. ${changed}`,
  ),
  model(flipped, `its bytes do not have the sha256 that it carries\\. ${changed}`),
  model(foreign("F64", 48), "it does not begin with a sha256 of itself, as files of other programs do not, .*\\. Give a file that save\\(\\) wrote here\\.$"), // prettier-ignore
  model(foreign("F32", 24), 'the array "0\\.weight" is of type "F32", and only F64 is read\\. Give a file that save\\(\\) wrote here\\.$'), // prettier-ignore
  model(
    foreign("F64", 48, 2n ** 31n),
    `its header claims 2147483648 bytes, and at most 100000000 are read\\. ${changed}`,
  ),
  model(whole, '"0\\.bias" \\[3\\] is missing\\. Load what was saved from a model of the same layers\\.$'),
];

export const recordRows: readonly Row[] = [
  ...[jsonRows, configRows, placeRows, reportRows, goldenRows, modelRows].flat(),
];
