/**
 * What no file under version control may hold: paths of one machine, addresses of one package registry, notes of
 * work left undone. The patterns are written in pieces, so that this file does not find itself.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./sources.ts";

const machinePath = new RegExp(String.raw`(?<![\w.~/-])/(?:work|root|home)(?:/|\b(?![\w-]))`);
const registry = new RegExp(
  ["registry", String.raw`\.[\w-]+\.\w+|https?://[^\s"']*regis`, "try"].join(""),
  "i",
);
const undone = new RegExp(["\\b(?:TO", "DO|FIX", "ME|XX", "X)\\b"].join(""));
const downloadAddress = new RegExp(['"resol', 'ved"\\s*:'].join(""));

/** The tracked files that are text, or undefined outside a clone or without git. */
function trackedFiles(): readonly string[] | undefined {
  if (!existsSync(join(root, ".git"))) return undefined;
  try {
    const listed = execFileSync("git", ["ls-files", "-z"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return listed.split("\0").filter((path) => path !== "" && isText(join(root, path)));
  } catch {
    return undefined;
  }
}

const isText = (file: string): boolean =>
  existsSync(file) && statSync(file).isFile() && !readFileSync(file).subarray(0, 8000).includes(0);

/** "path:line: what was found" for every line of `files` that the pattern meets. */
function findings(files: readonly string[], pattern: RegExp): readonly string[] {
  return files.flatMap((path) =>
    readFileSync(join(root, path), "utf8")
      .split("\n")
      .flatMap((line, i) => {
        const match = pattern.exec(line);
        return match ? [`${path}:${i + 1}: ${match[0]}`] : [];
      }),
  );
}

const tracked = trackedFiles();
const whereTracked = tracked === undefined ? it.skip : it;

describe("files under version control", () => {
  whereTracked("hold no path of one machine", () => {
    expect(findings(tracked ?? [], machinePath)).toEqual([]);
  });

  whereTracked("hold no address of a package registry", () => {
    expect(findings(tracked ?? [], registry)).toEqual([]);
  });

  whereTracked("hold no note of work left undone", () => {
    const code = (tracked ?? []).filter((path) => /\.(ts|js|mjs|sh)$/.test(path));
    expect(code.length).toBeGreaterThan(0);
    expect(findings(code, undone)).toEqual([]);
  });

  it("include a lock file without download addresses", () => {
    const lock = readFileSync(join(root, "package-lock.json"), "utf8");
    expect(lock.length).toBeGreaterThan(1000);
    expect(downloadAddress.test(lock)).toBe(false);
    expect(/https?:\/\/[^"]*\.tgz/.test(lock)).toBe(false);
  });
});

describe("the patterns", () => {
  it.each([
    [machinePath, ["see /", "work/x"]],
    [machinePath, ['cd "/', 'home/me"']],
    [machinePath, ["HOME=/", "root"]],
    [registry, ["https://regis", "try.example.org/x"]],
    [registry, ["https://x.org/npm-regis", "try/"]],
    [undone, ["// TO", "DO later"]],
    [downloadAddress, ['  "resol', 'ved": "x"']],
  ])("%s meets what it is for", (pattern, pieces) => {
    expect(pattern.test(pieces.join(""))).toBe(true);
  });

  it.each([
    "https://example.org/home/page",
    "a/work/b",
    "../work/x",
    "the registry of names",
    "docs/root-finding",
  ])("leave %s alone", (text) => {
    expect([machinePath, registry, undone].filter((pattern) => pattern.test(text))).toEqual([]);
  });
});
