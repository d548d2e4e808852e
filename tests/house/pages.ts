/**
 * Code blocks of Markdown pages as programs: the blocks marked ts of one page, in order, share one scope. A page
 * can be type-checked and run, and every printed value compared with the comment beside its console.log:
 *
 *     console.log(add(1, 2)); // → 3
 *     console.log(matrix); // prints: [[1, 2],
 *     //    [3, 4]]                             (a comment line set in by three blanks or more continues)
 *     add(1, 2); // → 3                         (a statement's own value)
 *
 * White space is not compared; a comment that ends in … is the beginning of what must be printed.
 * Knows Markdown and TypeScript, not the engine: what "bnp" means is the caller's to say.
 */
import { dirname } from "node:path";
import { format } from "node:util";
import ts from "typescript";

export interface Block {
  readonly code: string;
  /** False for blocks marked `ts no-run`: these are only type-checked. */
  readonly runs: boolean;
  /** Line of the block's first code line in its page, from 1. */
  readonly line: number;
}

/** The ts blocks of a page, in order. */
export function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const fence = /^```(\S*)\s*(.*)$/.exec(lines[i]!);
    if (!fence) continue;
    const end = lines.indexOf("```", i + 1);
    if (end === -1) throw new Error(`line ${i + 1}: a code block that never ends`);
    if (fence[1] === "ts") {
      blocks.push({ code: lines.slice(i + 1, end).join("\n"), runs: fence[2] !== "no-run", line: i + 2 });
    }
    i = end;
  }
  return blocks;
}

/** The blocks as one module in which every line stands where it stands in the page. */
export function moduleOf(blocks: readonly Block[]): string {
  const lines: string[] = [];
  for (const { code, line } of blocks) {
    while (lines.length < line - 1) lines.push("");
    lines.push(...code.split("\n"));
  }
  return lines.join("\n");
}

interface Expectation {
  readonly line: number;
  readonly expected: string;
  /** The text that is replaced by a call that notes what it is given: `console.log`, or nothing before a value. */
  readonly from: number;
  readonly to: number;
  /** The end of the value, where it is not in brackets already. */
  readonly end?: number;
}

/** Each console.log of the module, and each statement that is a value, that has a comment saying what it prints. */
function expectationsOf(file: ts.SourceFile): readonly Expectation[] {
  const lines = file.text.split("\n");
  const found: Expectation[] = [];
  const commentAfter = (node: ts.Node): Pick<Expectation, "line" | "expected"> | undefined => {
    const last = file.getLineAndCharacterOfPosition(node.end);
    const comment = /^;?\s*\/\/ (?:→|prints:) ?(.*)$/.exec(lines[last.line]!.slice(last.character));
    if (comment === null) return undefined;
    const expected = [comment[1]!];
    for (let next = last.line + 1; /^\s*\/\/ {3}/.test(lines[next] ?? ""); next++) {
      expected.push(lines[next]!.replace(/^\s*\/\//, ""));
    }
    return { line: last.line + 1, expected: expected.join("\n") };
  };
  const isPrint = (node: ts.Node): node is ts.CallExpression =>
    ts.isCallExpression(node) && node.expression.getText(file) === "console.log";
  const visit = (node: ts.Node): void => {
    if (isPrint(node)) {
      const comment = commentAfter(node);
      const { expression } = node;
      if (comment) found.push({ ...comment, from: expression.getStart(file), to: expression.end });
    } else if (ts.isExpressionStatement(node) && !isPrint(node.expression)) {
      const { expression } = node;
      const comment = commentAfter(expression);
      const from = expression.getStart(file);
      if (comment) found.push({ ...comment, from, to: from, end: expression.end });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const squeeze = (text: string): string => text.replace(/\s+/g, " ").trim();

function agrees(printed: string, expected: string): boolean {
  const [is, should] = [squeeze(printed), squeeze(expected)];
  return should.endsWith("…") ? is.startsWith(should.slice(0, -1).trim()) : is === should;
}

export interface Run {
  /** Number of lines whose output was compared. */
  readonly compared: number;
  readonly differences: readonly string[];
}

/** Part of a name that no page declares or imports. */
const marker = "AtPlace";

/** Runs the blocks of a page that run; `load` answers its imports. */
export async function runPage(blocks: readonly Block[], load: (specifier: string) => unknown): Promise<Run> {
  const source = moduleOf(blocks.filter((block) => block.runs));
  const file = ts.createSourceFile("page.ts", source, ts.ScriptTarget.ES2022, true);
  const expectations = expectationsOf(file);
  let marked = source;
  for (const [i, { from, to, end }] of [...expectations.entries()].reverse()) {
    const rest = end === undefined ? marked.slice(to) : `(${marked.slice(to, end)})${marked.slice(end)}`;
    marked = `${marked.slice(0, from)}printed${marker}(${i})${rest}`;
  }
  const { outputText } = ts.transpileModule(marked, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  });
  const printed: string[][] = expectations.map(() => []);
  const log =
    (i: number) =>
    (...values: readonly unknown[]) =>
      void printed[i]!.push(format(...values));
  const quiet = { ...console, log: () => undefined };
  const body = `return (async () => {${outputText}\n})();`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- a page is run
  await new Function("require", "exports", "console", `printed${marker}`, body)(load, {}, quiet, log);
  const differences = expectations.flatMap(({ line, expected }, i) => {
    const is = printed[i]!.join("\n");
    return agrees(is, expected)
      ? []
      : [`line ${line}: says ${squeeze(expected)}, printed ${squeeze(is) || "nothing"}`];
  });
  return { compared: expectations.length, differences };
}

/** Type errors of the pages (name → blocks), as "name:line: message"; "bnp" is the module `entry`. */
export function typeErrors(
  pages: ReadonlyMap<string, readonly Block[]>,
  config: string,
  entry: string,
): readonly string[] {
  const { options } = ts.getParsedCommandLineOfConfigFile(
    config,
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (d) => {
        throw new Error(ts.flattenDiagnosticMessageText(d.messageText, "\n"));
      },
    },
  )!;
  const lenient = {
    ...options,
    noUnusedLocals: false,
    noUnusedParameters: false,
    module: ts.ModuleKind.ESNext,
  };
  const texts = new Map(
    [...pages].map(([name, blocks]) => [
      `${dirname(config)}/${name}.ts`,
      `${moduleOf(blocks)}\nexport {};\n`,
    ]),
  );
  const host = ts.createCompilerHost(lenient);
  const onDisk = { fileExists: host.fileExists, readFile: host.readFile };
  host.fileExists = (path) => texts.has(path) || onDisk.fileExists(path);
  host.readFile = (path) => texts.get(path) ?? onDisk.readFile(path);
  const program = ts.createProgram([...texts.keys()], { ...lenient, paths: { bnp: [entry] } }, host);
  return [...texts.keys()].flatMap((path, i) => {
    const file = program.getSourceFile(path)!;
    return ts.getPreEmitDiagnostics(program, file).map((d) => {
      const line = file.getLineAndCharacterOfPosition(d.start ?? 0).line + 1;
      return `${[...pages.keys()][i]}:${line}: ${ts.flattenDiagnosticMessageText(d.messageText, " ")}`;
    });
  });
}
