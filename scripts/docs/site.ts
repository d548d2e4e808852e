/**
 * Which pages the site has, in which order, and where in it an address of a page leads. The site mirrors the tree:
 * docs/theory.md becomes docs/theory.html, README.md the index.html beside it, and a folder that is linked to gets a
 * page that lists what is in it.
 *
 * Knows paths and Markdown, neither the disk nor how a page looks.
 */
import { posix } from "node:path";
import { type Heading, render } from "./markdown.ts";

/** Markdown by path from the root, with forward slashes. */
export type Sources = ReadonlyMap<string, string>;

export interface SitePage {
  /** Of the Markdown, or of the folder that the page lists. */
  readonly source: string;
  /** Of the page in the site. */
  readonly path: string;
  readonly title: string;
  readonly headings: readonly Heading[];
  readonly html: string;
}

export interface Section {
  readonly name: string | null;
  readonly sources: readonly string[];
}

/** The sections, and how the paths of each begin, in reading order. */
const order: readonly (readonly [name: string | null, begins: readonly string[]])[] = [
  [null, ["README.md"]],
  ["Guide", ["docs/guide/"]],
  ["Theory", ["docs/theory.md", "docs/bnp-for-convolution.md"]],
  ["API", ["api/index.html", "api/"]],
  ["Results", ["docs/results/"]],
  ["The source", ["docs/reading-the-source.md", "docs/derivatives.md", "docs/decisions.md", "docs/", ""]],
];

/** The pages in reading order, each once. */
export function sections(paths: readonly string[]): readonly Section[] {
  const left = new Set([...paths].sort((a, b) => (a < b ? -1 : 1)));
  const take = (begin: string): readonly string[] => {
    const taken = [...left].filter((path) => path.startsWith(begin));
    taken.forEach((path) => left.delete(path));
    return taken;
  };
  return order
    .map(([name, begins]) => ({ name, sources: begins.flatMap(take) }))
    .filter(({ sources }) => sources.length > 0);
}

/** Where a file or folder of the tree is in the site. */
export function placeOf(path: string): string {
  if (path.endsWith("/")) return `${path}index.html`;
  return path.replace(/(^|\/)README\.md$/, "$1index.md").replace(/\.md$/, ".html");
}

/** An address inside the tree as [path from the root, anchor]; undefined if it leads out of the tree. */
export function target(from: string, address: string): readonly [path: string, anchor: string] | undefined {
  if (/^[a-z][a-z+.-]*:/i.test(address)) return undefined;
  const [path = "", anchor = ""] = address.split("#");
  return [path === "" ? from : posix.join(posix.dirname(placeOf(from)), decodeURI(path)), anchor];
}

function relocated(from: string, address: string): string {
  const to = target(from, address);
  if (to === undefined) return address;
  const [path, anchor] = to;
  return `${relative(from, path)}${anchor === "" ? "" : `#${anchor}`}`;
}

/** From the page of one source to the page of another. */
export const relative = (from: string, to: string): string =>
  posix.relative(posix.dirname(placeOf(from)), placeOf(to));

function pageOf(source: string, markdown: string): SitePage {
  const { html, headings } = render(markdown, (address) => relocated(source, address));
  return { source, path: placeOf(source), title: headings[0]?.text ?? source, headings, html };
}

/** Every page of the site, folders that are linked to among them. */
export function pagesOf(sources: Sources): readonly SitePage[] {
  const pages = [...sources].map(([path, markdown]) => pageOf(path, markdown));
  const linked = [...sources].flatMap(([path, markdown]) =>
    render(markdown).links.flatMap((address) => target(path, address)?.[0] ?? []),
  );
  const folders = [...new Set(linked.filter((path) => path.endsWith("/")))];
  return [...pages, ...folders.map((folder) => folderPage(folder, pages))];
}

function folderPage(folder: string, pages: readonly SitePage[]): SitePage {
  const inside = pages.filter(({ source }) => source.startsWith(folder));
  const name = posix.basename(folder);
  const items = inside.map(({ source, title }) => `- [${title}](${posix.relative(folder, source)})`);
  return pageOf(folder, `# ${name[0]!.toUpperCase()}${name.slice(1)}\n\n${items.join("\n")}\n`);
}
