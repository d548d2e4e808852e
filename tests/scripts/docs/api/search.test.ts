/** The index of exports, and the search in it. */
import { parseHTML } from "linkedom";
import { type Entry, searchIn, searchPage } from "../../../../scripts/docs/api/search.ts";

const entry = (name: string, summary: string, members: readonly Entry[] = []): Entry => ({
  name,
  kind: "function",
  href: `x.html#${name}`,
  summary,
  members,
});
const sections = [
  {
    name: "tensor",
    summary: "Values.",
    entries: [
      entry("Tensor", "An array of numbers.", [{ ...entry("Tensor.at", "One number."), kind: "member" }]),
      entry("zeros", "A tensor of zeros."),
      entry("tensor", "A tensor of <given> numbers."),
    ],
  },
];

const documentOf = () => parseHTML(`<main>${searchPage(sections, 3).html}</main>`).document;
const shown = (question: string): readonly string[] => {
  const document = documentOf();
  searchIn(document, question);
  return [...document.querySelectorAll(".results code")].map((one) => one.textContent);
};

it("finds names and words of descriptions, members too, in any case", () => {
  expect(shown("one number")).toEqual(["Tensor.at"]);
  expect(shown("<GIVEN>")).toEqual(["tensor"]);
  expect(shown("nowhere")).toEqual([]);
});

it("lists exact names first, then names that begin with the question", () => {
  expect(shown("tensor")).toEqual(["Tensor", "tensor", "Tensor.at", "zeros"]);
});

it("shows the whole index, without members, while nothing is asked", () => {
  const document = documentOf();
  expect(searchIn(document, " ")).toBe(3);
  expect([...document.querySelectorAll<HTMLElement>(".exports")].every((one) => !one.hidden)).toBe(true);
  expect(document.querySelector(".count")!.textContent).toBe("");
});

it("asks for nothing from elsewhere", () => {
  const scripts = [...documentOf().querySelectorAll("script")];
  expect(scripts).toHaveLength(1);
  expect(scripts[0]!.getAttribute("src")).toBeNull();
  expect(scripts[0]!.textContent).not.toMatch(/fetch|https?:|import\(/);
});
