/**
 * TypeDoc's model of the public exports, and its complaints: what is not documented, a {@link …} that leads nowhere,
 * a type that a public signature names and the package does not export.
 *
 * Knows how TypeDoc is set up; nothing about pages.
 */
import { join } from "node:path";
import {
  Application,
  type JSONOutput,
  LogLevel,
  Logger,
  type NormalizedPath,
  type ProjectReflection,
  type Reflection,
  ReflectionKind,
} from "typedoc";
import ts from "typescript";

/** The root of the model: its children are the exports of the entry point. */
export type Model = JSONOutput.ProjectReflection;

/** Any export or member of one. */
export type Declaration = JSONOutput.DeclarationReflection;

/**
 * What must have a doc comment. Not among them: constructors, which the text of their class describes together with
 * its options, and type parameters.
 */
export const documentedKinds = [
  "Variable",
  "Function",
  "Class",
  "Interface",
  "Property",
  "Method",
  "Accessor",
  "TypeAlias",
] as const;

/**
 * What signatures name and the package does not export: tables whose keys a type lists, and the running moments that a
 * preconditioner makes for itself.
 */
const notExported = ["methods", "policies", "RunningMoments", "autograd/operation.ts:Parameter"] as const;

class Complaints extends Logger {
  readonly texts: string[] = [];

  override log(text: string, level: LogLevel): void {
    // Names listed as exceptions that a package does not have: of this package's list in a test's package.
    const isUnused = text.startsWith("The following");
    if (level >= LogLevel.Warn && !isUnused) this.texts.push(text);
  }
}

/**
 * What needs no doc comment of its own: properties of object types without a name, such as a result
 * { value, gradient } or one case of a union, which the text of their function, constant or type describes.
 */
function describedWithTheirOwner(project: ProjectReflection): string[] {
  return project
    .getReflectionsByKind(ReflectionKind.Property | ReflectionKind.TypeParameter)
    .filter(({ kind, parent }) => kind === ReflectionKind.TypeParameter || isNameless(parent))
    .filter((one) => !one.hasComment())
    .map((one) => one.getFriendlyFullName());
}

function isNameless(type: Reflection | undefined): boolean {
  if (type?.kind !== ReflectionKind.TypeLiteral) return false;
  const owner = type.parent;
  const isNamed = owner?.isDeclaration() === true && owner.kind === ReflectionKind.TypeAlias;
  return !(isNamed && owner.type?.type === "reflection");
}

/**
 * The exports of `entry`, a path from `root`, in the order of the sources.
 *
 * @throws Error with every complaint of TypeDoc, one a line
 */
export async function modelOf(root: string, entry: string): Promise<Model> {
  const complaints = new Complaints();
  const app = await Application.bootstrap({
    tsconfig: join(root, config),
    basePath: root,
    readme: "none",
    sort: ["source-order"],
    disableGit: true,
    sourceLinkTemplate: "{path}",
    validation: { notDocumented: true, invalidLink: true, notExported: true, rewrittenLink: true },
    intentionallyNotExported: [...notExported],
    requiredToBeDocumented: [...documentedKinds],
  });
  app.logger = complaints;
  const path = join(root, entry);
  const program = programOf(root, path);
  const project = app.converter.convert([
    { displayName: entry, program, sourceFile: program.getSourceFile(path)! },
  ]);
  app.options.setValue("intentionallyNotDocumented", describedWithTheirOwner(project));
  app.validate(project);
  if (complaints.texts.length > 0 && !process.env.DRAFT) {
    throw new Error(
      `the API reference has ${complaints.texts.length} faults:\n${complaints.texts.join("\n")}`,
    );
  }
  return app.serializer.projectToObject(project, root as NormalizedPath);
}

/** The entry point alone, as the package's own build compiles it. Types are checked by `npm run types`, not here. */
function programOf(root: string, entry: string): ts.Program {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const { options, fileNames } = ts.getParsedCommandLineOfConfigFile(join(root, config), {}, host)!;
  return ts.createProgram([entry, ...fileNames.filter((name) => name.endsWith(".d.ts"))], options);
}

/** Of the build for browsers and bundlers: the package without the lab. */
const config = "tsconfig.esm.json";
