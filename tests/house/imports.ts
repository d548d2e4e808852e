/**
 * The rules on imports, as a pure function from sources to violations: which folder may import which (the total
 * order of tests/house/sources.ts), which package belongs to which folder, and how an import is written.
 * Knows nothing of the disk, so that planted wrong imports can be shown to it.
 */
import { builtinModules } from "node:module";
import { posix } from "node:path";
import ts from "typescript";
import { engine, lab, slices } from "./sources.ts";

/** A folder is a unit of the order; its subfolders belong to it. The root index.ts gathers the engine. */
const order: readonly string[] = [...engine, "index.ts", ...lab];

/** Which units may import a package. A package that is not named here may be imported by nobody. */
const packages: Readonly<Record<string, readonly string[]>> = {
  ndarray: ["tensor", "autograd"],
  "ndarray-ops": ["tensor", "autograd"],
  "gl-matrix": ["lab/data", "lab/playground"],
  jstat: ["lab/compare"],
  zod: ["lab/base", "lab/training", "lab/jobs", "lab/compare", "lab/golden"],
  "csv-parse": ["lab/data"],
  commander: ["lab/command", ...slices, "lab/cli"],
  "cli-progress": ["lab/compare"],
  "string-width": ["lab/report"],
  uplot: ["lab/report", "lab/compare", "lab/playground"],
};

/** Node's own modules: the engine and the playground must run in a browser. */
const node: readonly string[] = lab.filter((unit) => unit !== "lab/playground");

/** Files besides a unit's index.ts that other units may import, each with its reason. */
const doors: Readonly<Record<string, string>> = {
  "lab/command/uncaught-exceptions.ts": "imported before anything else, so that it imports next to nothing",
  "lab/base/numbers.ts": "imports nothing, so that the page of a report can hold it",
  "lab/report/page/chart.ts": "bundled into a page, file by file",
  "lab/report/page/stage.ts": "bundled into a page, file by file",
};

/** These two are CommonJS with one function as their export: `* as` breaks under Node's ES modules. */
const importedAsDefault = new Set(["ndarray", "ndarray-ops"]);

interface Import {
  readonly specifier: string;
  readonly namespace: boolean;
}

interface Parsed {
  readonly imports: readonly Import[];
  readonly exportsDefault: boolean;
}

function parse(path: string, source: string): Parsed {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.ES2022, false);
  const imports: Import[] = [];
  let exportsDefault = false;
  const add = (specifier: ts.Node | undefined, namespace = false): void => {
    if (specifier && ts.isStringLiteralLike(specifier))
      imports.push({ specifier: specifier.text, namespace });
  };
  const visit = (n: ts.Node): void => {
    if (ts.isImportDeclaration(n)) {
      const bindings = n.importClause?.namedBindings;
      add(n.moduleSpecifier, bindings !== undefined && ts.isNamespaceImport(bindings));
    } else if (ts.isExportDeclaration(n)) {
      add(n.moduleSpecifier);
      if (n.exportClause && ts.isNamedExports(n.exportClause)) {
        exportsDefault ||= n.exportClause.elements.some((element) => element.name.text === "default");
      }
    } else if (ts.isExportAssignment(n)) exportsDefault = true;
    else if (ts.isImportTypeNode(n) && ts.isLiteralTypeNode(n.argument)) add(n.argument.literal);
    else if (ts.isCallExpression(n) && isLoader(n.expression)) add(n.arguments[0]);
    if (ts.canHaveModifiers(n)) {
      exportsDefault ||= ts.getModifiers(n)?.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword) ?? false;
    }
    ts.forEachChild(n, visit);
  };
  visit(file);
  return { imports, exportsDefault };
}

const isLoader = (callee: ts.Expression): boolean =>
  callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === "require");

/** The unit that a path belongs to; undefined for tests, scripts, benchmarks and foreign declarations. */
const unitOf = (path: string): string | undefined =>
  order.find((unit) => path === unit || path.startsWith(`${unit}/`));

const isSlice = (unit: string): boolean => slices.includes(unit);

const isNodeModule = (specifier: string): boolean =>
  specifier.startsWith("node:") || builtinModules.includes(specifier);

function packageViolation(from: string, unit: string, { specifier, namespace }: Import): string | undefined {
  if (isNodeModule(specifier)) {
    return node.includes(unit)
      ? undefined
      : `${from}: imports ${specifier}, but ${unit} must run in a browser`;
  }
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  const allowed = packages[name];
  if (allowed === undefined) return `${from}: imports the package ${name}, which no folder may import`;
  if (!allowed.includes(unit))
    return `${from}: imports the package ${name}, which belongs to ${allowed.join(", ")}`;
  if (namespace && importedAsDefault.has(name))
    return `${from}: write \`import name from "${name}"\`, not \`* as\``;
  return undefined;
}

function relativeViolation(from: string, unit: string, to: string): string | undefined {
  if (!to.endsWith(".ts")) return `${from}: the import of ${to} does not end in .ts`;
  const target = unitOf(to);
  if (target === undefined)
    return `${from} → ${to}: sources import neither tests nor what lies outside the folders`;
  if (target === unit) return undefined;
  const [here, there] = [order.indexOf(unit), order.indexOf(target)];
  if (there > here)
    return `${from} → ${to}: ${unit} comes before ${target} in the order and may not import it`;
  if (isSlice(unit) && isSlice(target)) return `${from} → ${to}: a slice imports no other slice`;
  if (to !== target && to !== `${target}/index.ts` && !(to in doors)) {
    return `${from} → ${to}: across folders import ${target}/index.ts`;
  }
  return undefined;
}

/** Every broken rule in `files` (path from the root → source text), one sentence each. */
export function violations(files: ReadonlyMap<string, string>): readonly string[] {
  const found: string[] = [];
  const arrows = new Map<string, readonly string[]>();
  for (const [path, source] of files) {
    if (path.endsWith(".d.ts")) continue;
    const { imports, exportsDefault } = parse(path, source);
    if (exportsDefault) found.push(`${path}: has a default export; name it`);
    const resolved = (specifier: string): string => posix.join(posix.dirname(path), specifier);
    const unit = unitOf(path);
    const relative = imports
      .filter((one) => one.specifier.startsWith("."))
      .map((one) => resolved(one.specifier));
    arrows.set(path, relative);
    const broken = unit
      ? [
          ...relative.map((to) => relativeViolation(path, unit, to)),
          ...imports
            .filter((one) => !one.specifier.startsWith("."))
            .map((one) => packageViolation(path, unit, one)),
        ]
      : relative
          .filter((to) => !/\.(ts|js|json)$/.test(to))
          .map((to) => `${path}: the import of ${to} does not end in .ts`);
    found.push(...broken.filter((sentence) => sentence !== undefined));
  }
  return [...found, ...cycles(arrows)];
}

/** Each cycle between files once, by depth-first search: an arrow to a file still open closes one. */
function cycles(arrows: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const open: string[] = [];
  const visit = (path: string): void => {
    if (open.includes(path)) found.push(`cycle: ${[...open.slice(open.indexOf(path)), path].join(" → ")}`);
    if (done.has(path) || open.includes(path)) return;
    open.push(path);
    for (const to of arrows.get(path) ?? []) visit(to);
    open.pop();
    done.add(path);
  };
  for (const path of arrows.keys()) visit(path);
  return found;
}
