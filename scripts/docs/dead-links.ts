/** Links of the site that lead nowhere: to a page or file that is not there, or to an anchor its page does not have. */
import { posix } from "node:path";
import type { SitePage } from "./site.ts";

/** "page: address" for each; addresses with a scheme leave the site and are not looked at. */
export function deadLinks(pages: readonly SitePage[], assets: readonly string[]): readonly string[] {
  const anchors = new Map(pages.map(({ path, html }) => [path, idsOf(html)]));
  const files = new Set(assets);
  return pages.flatMap(({ path, html }) =>
    addressesOf(html)
      .filter((address) => !/^[a-z][a-z+.-]*:/i.test(address))
      .filter((address) => {
        const [file = "", anchor = ""] = address.split("#");
        const to = file === "" ? path : posix.join(posix.dirname(path), decodeURI(file));
        const ids = anchors.get(to);
        return ids === undefined ? !files.has(to) : anchor !== "" && !ids.has(decodeURI(anchor));
      })
      .map((address) => `${path}: ${address}`),
  );
}

const unescaped = (text: string): string =>
  text.replace(
    /&(?:quot|lt|gt|amp);/g,
    (e) => ({ "&quot;": '"', "&lt;": "<", "&gt;": ">", "&amp;": "&" })[e]!,
  );

const attribute = (html: string, pattern: RegExp): readonly string[] =>
  [...html.matchAll(pattern)].map((match) => unescaped(match[1]!));

const idsOf = (html: string): ReadonlySet<string> => new Set(attribute(html, / id="([^"]*)"/g));
const addressesOf = (html: string): readonly string[] =>
  attribute(html, /<[a-z][^>]* (?:href|src)="([^"]*)"/g);
