/**
 * The `@example` blocks of the package's doc comments, read from the sources without a type checker: which exports
 * there are follows from the lists in the index.ts files.
 *
 * An example is a few statements. It uses the exports of the package by name, without importing them, and says what it
 * shows in comments: `add(1, 2); // → Tensor [] 3`.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** An export of the package. */
export interface Export {
  /** As it is written where it is used: probes.hessian. */
  readonly name: string;
  /** Of the file that declares it, from the root. */
  readonly path: string;
  readonly isFunctionOrClass: boolean;
  readonly isDocumented: boolean;
  readonly examples: readonly Example[];
}

export interface Example {
  readonly code: string;
  /** Of the first line of the code in its file, from 1. */
  readonly line: number;
}

const parse = (root: string, path: string): ts.SourceFile =>
  ts.createSourceFile(path, readFileSync(join(root, path), "utf8"), ts.ScriptTarget.ES2022, true);

/** Every export of the index file at `path`, those of namespaces with the namespace before their names. */
export function exportsOf(root: string, path: string, prefix = ""): readonly Export[] {
  const file = parse(root, path);
  const found = file.statements.flatMap((statement): readonly Export[] => {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined) {
      return declaredIn(file, statement, path, prefix);
    }
    const from = join(dirname(path), (statement.moduleSpecifier as ts.StringLiteral).text).replaceAll(
      "\\",
      "/",
    );
    const clause = statement.exportClause;
    if (clause === undefined) return exportsOf(root, from, prefix);
    if (ts.isNamespaceExport(clause)) return exportsOf(root, from, `${prefix}${clause.name.text}.`);
    const declared = new Map(exportsOf(root, from).map((one) => [one.name, one]));
    return clause.elements.map(({ name, propertyName }) => {
      const one = declared.get((propertyName ?? name).text);
      if (one === undefined) throw new Error(`${path}: ${name.text} is not an export of ${from}.`);
      return { ...one, name: `${prefix}${name.text}` };
    });
  });
  return [...grouped(found).values()].map(overloaded);
}

function grouped(exports: readonly Export[]): ReadonlyMap<string, readonly Export[]> {
  const groups = new Map<string, Export[]>();
  for (const one of exports) groups.set(one.name, [...(groups.get(one.name) ?? []), one]);
  return groups;
}

/** The declarations of one function as one export. */
const overloaded = (all: readonly Export[]): Export => ({
  ...all[0]!,
  isDocumented: all.some(({ isDocumented }) => isDocumented),
  examples: all.flatMap(({ examples }) => examples),
});

/** What an exported statement declares. */
function declaredIn(
  file: ts.SourceFile,
  statement: ts.Statement,
  path: string,
  prefix: string,
): readonly Export[] {
  const isExported =
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword);
  if (!isExported) return [];
  const docs = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc);
  const facts = {
    path,
    isDocumented: docs.length > 0,
    examples: docs.flatMap((doc) => examplesOf(file, doc)),
  };
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name, initializer }) => ({
      ...facts,
      name: `${prefix}${name.getText(file)}`,
      isFunctionOrClass:
        initializer !== undefined && (ts.isCallExpression(initializer) || ts.isArrowFunction(initializer)),
    }));
  }
  const { name } = statement as ts.DeclarationStatement;
  const isFunctionOrClass = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  return name === undefined ? [] : [{ ...facts, name: `${prefix}${name.text}`, isFunctionOrClass }];
}

function examplesOf(file: ts.SourceFile, doc: ts.JSDoc): readonly Example[] {
  return (doc.tags ?? [])
    .filter((tag) => tag.tagName.text === "example")
    .map((tag) => {
      // From the text: the parser takes "@" and "{" inside of code for tags of its own.
      const text = file.text.slice(tag.tagName.end, tag.end);
      const lines = text
        .replace(/\s*\*?\/?\s*$/, "")
        .split("\n")
        .map((line) => line.replace(/^\s*\* ?/, ""));
      const skipped = lines[0]!.trim() === "" ? 1 : 0;
      const { line } = file.getLineAndCharacterOfPosition(tag.tagName.end);
      return { code: lines.slice(skipped).join("\n").trim(), line: line + 1 + skipped };
    });
}

/** The import of what an example uses of the package, or "". */
export function imports(code: string, exports: ReadonlySet<string>): string {
  const used = new Set<string>();
  const file = ts.createSourceFile("example.ts", code, ts.ScriptTarget.ES2022, true);
  const visit = (node: ts.Node): void => {
    const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
    const isKey = ts.isPropertyAssignment(node.parent) && node.parent.name === node;
    if (ts.isIdentifier(node) && !isMember && !isKey && exports.has(node.text)) used.add(node.text);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return used.size === 0 ? "" : `import { ${[...used].join(", ")} } from "bnp";`;
}
