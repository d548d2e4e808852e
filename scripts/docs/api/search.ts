/**
 * The index of the API reference: every export with the first sentence of its text, by folder, and a box that searches
 * names and sentences, members too. The list is the index that is searched, so the page needs nothing from elsewhere;
 * without a script it is read as it stands.
 */
import { escaped } from "../html.ts";
import type { SitePage } from "../site.ts";
import { pageOf } from "./places.ts";

export interface Entry {
  readonly name: string;
  readonly kind: string;
  readonly href: string;
  readonly summary: string;
  readonly members: readonly Entry[];
}

export interface Section {
  readonly name: string;
  readonly summary: string;
  readonly entries: readonly Entry[];
}

const path = "api/index.html";

const item = ({ name, kind, href, summary }: Entry): string =>
  `<li${kind === "member" ? ` class="member" hidden` : ""}><a href="${escaped(href)}"><code>${escaped(name)}</code></a> <span>${escaped(summary)}</span></li>\n`;

/**
 * Rows whose text has every word of the question, exact names and beginnings of names first. Written as a function of
 * the document, so that tests can call it; the page holds its source.
 */
export function searchIn(document: Document, question: string): number {
  const words = question
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  let found = 0;
  for (const row of document.querySelectorAll<HTMLElement>(".exports li")) {
    const text = row.textContent.toLowerCase();
    const isMember = row.classList.contains("member");
    const isShown = words.length === 0 ? !isMember : words.every((word) => text.includes(word));
    row.hidden = !isShown;
    if (isShown) found++;
  }
  // Names that begin with the question stand first among the results, exact ones before all.
  const results = document.querySelector<HTMLElement>(".results")!;
  results.textContent = "";
  const rank = (row: Element): number => {
    const name = row.querySelector("code")!.textContent.toLowerCase();
    const last = name.slice(name.lastIndexOf(".") + 1);
    if (name === question.toLowerCase().trim() || last === words[0]) return 0;
    return last.startsWith(words[0]!) ? 1 : name.includes(words[0]!) ? 2 : 3;
  };
  const isAsked = words.length > 0;
  for (const section of document.querySelectorAll<HTMLElement>(".exports")) section.hidden = isAsked;
  if (isAsked) {
    const rows = [...document.querySelectorAll<HTMLElement>(".exports li")].filter((row) => !row.hidden);
    rows.sort((a, b) => rank(a) - rank(b));
    for (const row of rows) results.appendChild(row.cloneNode(true));
  }
  document.querySelector(".count")!.textContent = isAsked ? `${found} found` : "";
  return found;
}

const script = `
const box = document.querySelector("#q");
const search = ${searchIn.toString()};
box.value = new URLSearchParams(location.search).get("q") ?? "";
box.addEventListener("input", () => search(document, box.value));
box.form.addEventListener("submit", (event) => {
  event.preventDefault();
  document.querySelector(".results a")?.click();
});
search(document, box.value);
if (box.value === "") box.focus({ preventScroll: true });
`;

/** `count` exports in `sections`. */
export function searchPage(sections: readonly Section[], count: number): SitePage {
  const title = "API reference";
  const html = [
    `<h1 id="api-reference">${title}</h1>\n`,
    `<p>What the package exports: ${count} names, those of <code>probes</code> in a namespace of their own. Type a name or words of a description; Enter goes to the first.</p>\n`,
    `<form class="search" role="search"><input id="q" name="q" type="search" autocomplete="off" spellcheck="false" aria-label="Search the API" placeholder="Search names and descriptions"> <output class="count" for="q"></output></form>\n`,
    `<ul class="results" aria-live="polite"></ul>\n`,
    ...sections.map(
      ({ name, summary, entries }) =>
        `<section class="exports">\n<h2 id="${name}"><a href="${escaped(pageOf(name).replace("api/", ""))}">${name}</a></h2>\n<p class="quiet">${escaped(summary)}</p>\n` +
        `<ul>\n${entries.map((entry) => [entry, ...entry.members].map(item).join("")).join("")}</ul>\n</section>\n`,
    ),
    `<script>${script}</script>\n`,
  ].join("");
  const headings = [
    { level: 1, id: "api-reference", text: title },
    ...sections.map(({ name }) => ({ level: 2, id: name, text: name })),
  ];
  return { source: path, path, title, headings, html };
}
