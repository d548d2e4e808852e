/**
 * The built site: every address on it leads to a file of it, and it needs nothing from elsewhere. The API reference is
 * that of a package of a few exports; that of this package is built by .ci/run.
 */
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseHTML } from "linkedom";
import { filesBelow, root } from "../../house/sources.ts";

const markdownBeside = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"].filter((path) =>
  existsSync(join(root, path)),
);

const program = (...args: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, ["-r", "ts-node/register/transpile-only", "scripts/docs/main.ts", ...args], {
    cwd: root,
    encoding: "utf8",
  });

const fixture = "tests/scripts/docs/fixture";

let site: string;
beforeAll(() => {
  site = mkdtempSync(join(tmpdir(), "bnp-docs-"));
  const { status, stdout, stderr } = program(site, "--entry", `${fixture}/index.ts`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain(join(site, "index.html"));
});
afterAll(() => rmSync(site, { recursive: true, force: true }));

const files = (ending: string): readonly string[] =>
  readdirSync(site, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(ending));
const read = (path: string): string => readFileSync(join(site, path), "utf8");
const documentOf = (path: string) => parseHTML(read(path)).document;

describe("npm run docs", () => {
  it("makes a page of every page, and of the folder of results", () => {
    expect(files(".html").length).toBe(filesBelow("docs", ".md").length + markdownBeside.length + 1 + 2);
    expect(existsSync(join(site, "docs/results/index.html"))).toBe(true);
  });

  it.each([
    ["a flag", ["--fast"], /^error: unknown option '--fast'/],
    [
      "a place where nothing can be made",
      ["/proc/nothing"],
      /^docs: \/proc\/nothing cannot be made \(.*\)\. Give another folder\.\n$/,
    ],
  ])("refuses %s with a sentence", (_, args, sentence) => {
    const { status, stdout, stderr } = program(...args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(sentence);
  });

  it("leads nowhere that is not there", () => {
    const missing = files(".html").flatMap((page) =>
      [...documentOf(page).querySelectorAll("[href], [src]")].flatMap((element) => {
        const address = element.getAttribute("href") ?? element.getAttribute("src")!;
        if (/^https?:/.test(address)) return [];
        const [path = "", anchor = ""] = address.split("#");
        const to = path === "" ? page : join(dirname(page), decodeURI(path));
        const there =
          existsSync(join(site, to)) && (anchor === "" || documentOf(to).getElementById(anchor) !== null);
        return there ? [] : [`${page}: ${address}`];
      }),
    );
    expect(missing).toEqual([]);
  });

  it("fetches nothing: no script, no style, font or picture from elsewhere", () => {
    for (const page of files(".html")) {
      const document = documentOf(page);
      const scripts = page === "api/index.html" ? "script[src]" : "script";
      expect([...document.querySelectorAll(`${scripts}, iframe, object`)]).toEqual([]);
      const fetched = [...document.querySelectorAll("link[href], [src]")];
      expect(
        fetched.filter((e) => /^(https?:)?\/\//.test(e.getAttribute("href") ?? e.getAttribute("src")!)),
      ).toEqual([]);
    }
    for (const style of files(".css")) {
      const urls = [...read(style).matchAll(/url\(([^)]+)\)/g)].map((match) => match[1]!);
      expect(urls.filter((url) => !existsSync(join(site, dirname(style), url)))).toEqual([]);
      expect(read(style)).not.toMatch(/@import|https?:/);
    }
    expect(files(".woff2").length).toBeGreaterThan(10);
  });

  it("has an entry for every export, with links to the types it names", () => {
    const page = documentOf("api/shapes.html");
    const kindOf = (h3: Element): string[] => [h3.id, h3.querySelector("small")!.textContent];
    expect(Object.fromEntries([...page.querySelectorAll(".entry h3")].map(kindOf))).toEqual({
      ...{ Figure: "interface", Square: "class", area: "function", Unary: "type" },
      ...{ doubled: "operation", unit: "constant" },
    });
    const entry = page.getElementById("area")!.parentElement!;
    expect(entry.querySelector(".signature")!.textContent).toBe("area(figure: Figure | Square): number");
    const links = [...entry.querySelectorAll(".signature a")].map((a) => a.getAttribute("href"));
    expect(links).toEqual(["#Figure", "#Square"]);
    expect(entry.querySelector(".example")!.textContent).toBe(
      'import { area, Square } from "bnp";\narea(new Square(2)); // → 4\n',
    );
    expect(entry.querySelector(".tag")!.textContent).toMatch(/Throws\s*Error for what has no area/);
    expect(page.getElementById("Square.side")!.nextElementSibling!.textContent).toContain("in metres");
    expect(documentOf("api/index.html").querySelectorAll(".exports li:not(.member)")).toHaveLength(6);
  });

  it("fails on what is undocumented, not exported, or linked to and not there", () => {
    const { status, stdout, stderr } = program(site, "--entry", `${fixture}/undocumented.ts`);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^docs: the API reference has 3 faults:\n/);
    expect(stderr).toMatch(/bare .*does not have any documentation/);
    expect(stderr).toMatch(/Hidden, .*is referenced by shown/);
    expect(stderr).toMatch(/"nothing"/);
  });

  it("says on every page which page it is", () => {
    for (const page of files(".html").filter((path) => path !== "docs/results/index.html")) {
      const document = documentOf(page);
      expect(document.querySelectorAll("nav [aria-current=page]").length).toBe(2); // wide and narrow
      expect(document.querySelectorAll("main h1").length).toBe(1);
      expect(document.title).toContain(document.querySelector("h1")!.textContent);
    }
  });
});
