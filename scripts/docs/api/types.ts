/**
 * Types and signatures of TypeDoc's model as TypeScript in HTML, every type that the package exports a link to its
 * entry. Knows the model; where an entry is, its caller says.
 */
import type { JSONOutput } from "typedoc";
import { escaped } from "../html.ts";
import type { Declaration } from "./model.ts";

type Type = JSONOutput.SomeType;
type Signature = JSONOutput.SignatureReflection;
type Parameter = JSONOutput.ParameterReflection;

/** The address of the entry of an id, or undefined if it has none. */
export type AddressOf = (id: number) => string | undefined;

/** Longest signature on one line; a longer one has a line for every parameter. */
const lineLength = 84;

const plainLength = (html: string): number => html.replace(/<[^>]*>/g, "").replace(/&\w+;/g, "x").length;

/** Renders types with links that hold on one page. */
export class TypePrinter {
  readonly #addressOf: AddressOf;

  constructor(addressOf: AddressOf) {
    this.#addressOf = addressOf;
  }

  /** @throws Error for a kind of type that the public signatures had not used so far */
  type(type: Type): string {
    switch (type.type) {
      case "intrinsic":
        return type.name;
      case "literal":
        return escaped(JSON.stringify(type.value));
      case "reference":
        return this.#reference(type);
      case "array":
        return `${this.#grouped(type.elementType)}[]`;
      case "tuple":
        return `[${(type.elements ?? []).map((one) => this.type(one)).join(", ")}]`;
      case "namedTupleMember":
        return `${type.name}${type.isOptional ? "?" : ""}: ${this.type(type.element)}`;
      case "optional":
        return `${this.#grouped(type.elementType)}?`;
      case "rest":
        return `...${this.#grouped(type.elementType)}`;
      case "union":
        return type.types.map((one) => this.#grouped(one)).join(" | ");
      case "intersection":
        return type.types.map((one) => this.#grouped(one)).join(" &amp; ");
      case "typeOperator":
        return `${type.operator} ${this.#grouped(type.target)}`;
      case "query":
        return `typeof ${this.type(type.queryType)}`;
      case "indexedAccess":
        return `${this.#grouped(type.objectType)}[${this.type(type.indexType)}]`;
      case "predicate":
        return `${type.asserts ? "asserts " : ""}${type.name}${type.targetType ? ` is ${this.type(type.targetType)}` : ""}`;
      case "mapped":
        return `{ readonly [${type.parameter} in ${this.type(type.parameterType)}]: ${this.type(type.templateType)} }`;
      case "reflection":
        return this.#literal(type.declaration);
      case "conditional": {
        const [check, bound] = [this.type(type.checkType), this.type(type.extendsType)];
        return `${check} extends ${bound} ? ${this.type(type.trueType)} : ${this.type(type.falseType)}`;
      }
      case "unknown": // as TypeScript writes it
        return escaped(type.name);
      case "inferred":
      case "templateLiteral":
        throw new Error(
          `The API reference has no form for a type of kind "${type.type}". Add it to types.ts.`,
        );
    }
  }

  /** Name, parameters and result of a function or method. */
  signature(name: string, signature: Signature): string {
    const head = `${escaped(name)}${this.#typeParameters(signature.typeParameters)}`;
    const parameters = (signature.parameters ?? []).map((one) => this.#parameter(one));
    const tail = signature.type === undefined ? "" : `: ${this.type(signature.type)}`;
    const line = `${head}(${parameters.join(", ")})${tail}`;
    if (plainLength(line) <= lineLength || parameters.length === 0) return line;
    return `${head}(\n${parameters.map((one) => `  ${one},\n`).join("")})${tail}`;
  }

  /** A property, variable or accessor. */
  property({ name, flags, type, getSignature }: Declaration): string {
    const is = type ?? getSignature?.type;
    return `${escaped(name)}${flags.isOptional ? "?" : ""}${is === undefined ? "" : `: ${this.type(is)}`}`;
  }

  #reference(type: JSONOutput.ReferenceType): string {
    const address = typeof type.target === "number" ? this.#addressOf(type.target) : undefined;
    const name = escaped(type.name);
    const linked = address === undefined ? name : `<a href="${escaped(address)}">${name}</a>`;
    const given = type.typeArguments ?? [];
    return given.length === 0 ? linked : `${linked}&lt;${given.map((one) => this.type(one)).join(", ")}&gt;`;
  }

  /** In brackets where it would otherwise run into what stands beside it. */
  #grouped(type: Type): string {
    const isFunction = type.type === "reflection" && type.declaration.signatures !== undefined;
    const needs = isFunction || ["union", "intersection", "typeOperator"].includes(type.type);
    return needs ? `(${this.type(type)})` : this.type(type);
  }

  #parameter({ name, flags, type, defaultValue }: Parameter): string {
    const rest = flags.isRest ? "..." : "";
    const optional = flags.isOptional || defaultValue !== undefined ? "?" : "";
    // A destructured parameter has no name of its own.
    const shown = name.startsWith("__") ? "options" : name;
    return `${rest}${escaped(shown)}${optional}${type === undefined ? "" : `: ${this.type(type)}`}`;
  }

  #typeParameters(given: readonly JSONOutput.TypeParameterReflection[] | undefined): string {
    if (given === undefined || given.length === 0) return "";
    const texts = given.map(({ name, type }) =>
      type === undefined ? name : `${name} extends ${this.type(type)}`,
    );
    return `&lt;${texts.join(", ")}&gt;`;
  }

  /** An object or function type that has no name. */
  #literal(declaration: Declaration): string {
    const { signatures = [], children = [], indexSignatures = [] } = declaration;
    if (signatures.length === 1 && children.length === 0) {
      const [only] = signatures;
      const parameters = (only!.parameters ?? []).map((one) => this.#parameter(one)).join(", ");
      const result = only!.type === undefined ? "void" : this.type(only!.type);
      return `${this.#typeParameters(only!.typeParameters)}(${parameters}) =&gt; ${result}`;
    }
    const parts = [
      ...indexSignatures.map(
        ({ parameters, type }) =>
          `[${(parameters ?? []).map((one) => this.#parameter(one)).join(", ")}]: ${this.type(type!)}`,
      ),
      ...signatures.map((one) => this.signature("", one)),
      ...children.map((one) =>
        one.signatures === undefined
          ? this.property(one)
          : one.signatures.map((s) => this.signature(one.name, s)).join("; "),
      ),
    ];
    return parts.length === 0 ? "{}" : `{ ${parts.join("; ")} }`;
  }
}
