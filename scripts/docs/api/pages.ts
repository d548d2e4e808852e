/**
 * The pages of the API reference: an index of all exports, and for each folder a page with an entry for each export,
 * in the order of the folder's own table of contents, below a heading for each file.
 *
 * Knows how an entry is made up; types, comments and search have files of their own.
 */
import { posix } from "node:path";
import { escaped } from "../html.ts";
import type { Heading } from "../markdown.ts";
import type { SitePage } from "../site.ts";
import { commentHtml, firstSentence, plainOf } from "./comments.ts";
import type { Declaration, Model } from "./model.ts";
import {
  address,
  type Contents,
  anchorOf,
  fileOf,
  type Folder,
  foldersOf,
  is,
  pageOf,
  type Place,
  placesOf,
} from "./places.ts";
import { type Entry, searchPage } from "./search.ts";
import { TypePrinter } from "./types.ts";

/** The index first, then a page for each folder that has exports. */
export function apiPages(model: Model, contents: readonly Contents[]): readonly SitePage[] {
  const folders = foldersOf(model, contents);
  const places = placesOf(folders);
  const exports = new Set((model.children ?? []).map(({ name }) => name));
  const pages = folders.map((folder) => {
    const said = contents.find(({ name }) => name === folder.name)!;
    return new FolderPage(folder, said, places, exports).page();
  });
  return [
    searchPage(
      folders.map((folder) => entriesOf(folder, contents, places)),
      exports.size,
    ),
    ...pages,
  ];
}

/** The one comment of an export: its own, or its first signature's. */
const commentOf = (one: Declaration): Declaration["comment"] =>
  one.signatures?.find(({ comment }) => comment !== undefined)?.comment ??
  one.getSignature?.comment ??
  one.comment;

/** The types of operations: constants that are called. */
const operations: ReadonlySet<string> = new Set(["Declared", "Unary", "Binary", "Reduction"]);

/** What a reader calls it. */
function kindOf(one: Declaration): string {
  if (is(one, "class")) return "class";
  if (is(one, "interface")) return "interface";
  if (is(one, "function")) return "function";
  if (!is(one, "variable")) return "type";
  return one.type?.type === "reference" && operations.has(one.type.name) ? "operation" : "constant";
}

function entriesOf(
  { name, prefix, exports }: Folder,
  contents: readonly Contents[],
  places: ReadonlyMap<number, Place>,
): { name: string; summary: string; entries: readonly Entry[] } {
  const entry = (one: Declaration, shown: string): Entry => ({
    name: shown,
    kind: kindOf(one),
    href: address("api/index.html", places.get(one.id)!),
    summary: firstSentence(plainOf(commentOf(one))),
    members: membersOf(one).map((member) => ({
      name: `${shown}.${member.name}`,
      kind: "member",
      href: address("api/index.html", places.get(member.id)!),
      summary: firstSentence(plainOf(commentOf(member))),
      members: [],
    })),
  });
  const { summary } = contents.find((one) => one.name === name)!;
  return { name, summary, entries: exports.map((one) => entry(one, `${prefix}${one.name}`)) };
}

/** Own members, without constructors and what stands in brackets, such as [Symbol.toPrimitive]. */
function membersOf(one: Declaration): readonly Declaration[] {
  return (one.children ?? []).filter(
    (member) =>
      !is(member, "constructor") && !member.name.startsWith("[") && member.inheritedFrom === undefined,
  );
}

class FolderPage {
  readonly #path: string;
  readonly #folder: Folder;
  readonly #contents: Contents;
  readonly #exports: ReadonlySet<string>;
  readonly #printer: TypePrinter;
  readonly #addressOf: (id: number) => string | undefined;

  constructor(
    folder: Folder,
    contents: Contents,
    places: ReadonlyMap<number, Place>,
    exports: ReadonlySet<string>,
  ) {
    this.#path = pageOf(folder.name);
    this.#folder = folder;
    this.#contents = contents;
    this.#exports = exports;
    this.#addressOf = (id) => {
      const place = places.get(id);
      return place === undefined ? undefined : address(this.#path, place);
    };
    this.#printer = new TypePrinter(this.#addressOf);
  }

  page(): SitePage {
    const { name, prefix } = this.#folder;
    const title = prefix === "" ? name : `${name} (namespace)`;
    const groups = this.#contents.files
      .map((file) => ({ ...file, exports: this.#folder.exports.filter((one) => fileOf(one) === file.path) }))
      .filter(({ exports }) => exports.length > 0);
    const headings: Heading[] = [
      { level: 1, id: name, text: title },
      ...groups.map(({ path }) => ({ level: 2, id: sectionId(path), text: this.#short(path) })),
    ];
    const html = [
      `<h1 id="${name}">${title}</h1>\n<p>${escaped(this.#contents.summary)}</p>\n`,
      ...groups.map(({ path, summary, exports }) =>
        [
          `<h2 id="${sectionId(path)}">${escaped(this.#short(path))}</h2>\n<p class="quiet">${escaped(summary)}</p>\n`,
          ...exports.map((one) => this.#entry(one)),
        ].join(""),
      ),
    ].join("");
    return { source: this.#path, path: this.#path, title, headings, html };
  }

  /** A file's path inside the folder, without its ending. */
  readonly #short = (path: string): string => posix.relative(this.#contents.path, path).replace(/\.ts$/, "");

  #entry(one: Declaration): string {
    const name = `${this.#folder.prefix}${one.name}`;
    const line = one.sources?.[0]?.line;
    return [
      `<section class="entry">\n<h3 id="${one.name}"><a href="#${one.name}">${escaped(name)}</a> <small>${kindOf(one)}</small></h3>\n`,
      this.#signatures(one),
      this.#comment(commentOf(one)),
      this.#members(one),
      `<p class="origin">${escaped(fileOf(one))}${line === undefined ? "" : `, line ${line}`}</p>\n</section>\n`,
    ].join("");
  }

  #signatures(one: Declaration): string {
    const signatures = one.signatures ?? this.#constructors(one);
    const isClass = is(one, "class");
    const lines = signatures.map((s) => this.#printer.signature(isClass ? `new ${one.name}` : one.name, s));
    if (is(one, "class") || is(one, "interface")) {
      const above = (one.extendedTypes ?? []).map((type) => this.#printer.type(type));
      const head = `${one.flags.isAbstract ? "abstract " : ""}${kindOf(one)} ${one.name}`;
      const line = above.length === 0 ? head : `${head} extends ${above.join(", ")}`;
      const says = above.length > 0 || one.flags.isAbstract || lines.length > 0;
      return says ? code([line, ...(one.flags.isAbstract ? [] : lines)]) : "";
    }
    if (lines.length > 0) return code(lines);
    return code([is(one, "variable") ? `const ${this.#printer.property(one)}` : this.#alias(one)]);
  }

  #alias(one: Declaration): string {
    const type = one.type === undefined ? "" : this.#printer.type(one.type);
    const given = (one.typeParameters ?? []).map(({ name }) => name).join(", ");
    return `type ${one.name}${given === "" ? "" : `&lt;${given}&gt;`} = ${type}`;
  }

  #constructors(one: Declaration): NonNullable<Declaration["signatures"]> {
    return (one.children ?? [])
      .filter((member) => is(member, "constructor"))
      .flatMap((c) => c.signatures ?? []);
  }

  #members(one: Declaration): string {
    const isMembered = is(one, "class") || is(one, "interface");
    const own = isMembered ? membersOf(one) : [];
    const items = own.map((member) => {
      const id = anchorOf(one, member);
      const lines = member.signatures?.map((s) => this.#printer.signature(member.name, s)) ?? [
        this.#printer.property(member),
      ];
      const shared = member.flags.isStatic ? `${one.name}.` : "";
      const heads = lines.map((line) => `<code>${shared}${line}</code>`).join("<br>");
      return `<dt id="${escaped(id)}">${heads}</dt><dd>${this.#comment(commentOf(member))}</dd>\n`;
    });
    const list = items.length === 0 ? "" : `<dl class="members">\n${items.join("")}</dl>\n`;
    return `${list}${this.#inherited(one)}`;
  }

  #inherited(one: Declaration): string {
    const links = (one.children ?? []).flatMap((member) => {
      const { id, name, inheritedFrom } = member;
      const isHere = inheritedFrom === undefined || is(member, "constructor");
      const to = isHere ? undefined : this.#addressOf(id);
      return to === undefined ? [] : [`<a href="${escaped(to)}"><code>${escaped(name)}</code></a>`];
    });
    return links.length === 0 ? "" : `<p class="inherited">Inherited: ${links.join(", ")}</p>\n`;
  }

  #comment(comment: Declaration["comment"]): string {
    return commentHtml(comment, this.#addressOf, this.#exports);
  }
}

const sectionId = (path: string): string => `file:${path.replace(/\.ts$/, "")}`;

const code = (lines: readonly string[]): string =>
  `<pre class="signature"><code>${lines.join("\n")}</code></pre>\n`;
