/**
 * The table of derivatives as a Markdown page, from the records that operations carry. Columns are padded as the
 * formatter of this project pads them.
 */
import type { Operation } from "../../autograd/index.ts";

const head = `# Derivatives

Every operation of the engine, with the rule by which a cotangent ȳ of its output y becomes a cotangent of each input. The page is written by \`npm run -s derivatives\` from the declarations in \`autograd/ops/\` and \`layers/\`; a test holds it to them, and the gradient sweep (\`npm run -s sweep\`) holds the declarations to differences.

- **Kind.** _linear_ and _bilinear_ maps; _smooth_ functions; _kinked_ ones, smooth but for ties and kinks; _flat_ ones, whose derivative is 0 wherever it exists.
- **Domain.** Where the function is defined and smooth. Outside it, values are what Float64 arithmetic gives (NaN, ±∞), and so are derivatives.
- **Ties and kinks.** One convention: elements that tie share the cotangent evenly, so the gradients of tied elements sum to 1, relu′(0) = ½ and |x|′ = 0 at 0.
- Operations in _italics_ are compositions of others and have no rule of their own; the formula is what the composition comes to.
- Shapes are not mentioned: where inputs broadcast, their cotangents are summed over the repeated axes.

`;

interface Row {
  readonly operation: string;
  readonly cotangents: string;
  readonly kind: string;
  readonly domain: string;
  readonly ties: string;
}

function rowOf({ name, inputs, formula, kind, domain, ties, primitive }: Operation): Row {
  const where =
    "text" in domain ? domain.text : inputs.map((input, i) => `${input}: ${domain[i]!.text}`).join(", ");
  const call = `${name}(${inputs.join(", ")})`;
  return {
    operation: primitive ? call : `_${call}_`,
    cotangents: formula,
    kind,
    domain: where,
    ties: ties ?? "",
  };
}

const titles: Row = {
  operation: "Operation",
  cotangents: "Cotangents of the inputs",
  kind: "Kind",
  domain: "Domain",
  ties: "Ties and kinks",
};
const columns = Object.keys(titles) as readonly (keyof Row)[];

const characters = new Intl.Segmenter("en");
/** Characters as a reader counts them: combining marks (as in b̄) take no room. */
const width = (text: string): number => [...characters.segment(text)].length;

export function derivativesPage(operations: readonly Operation[]): string {
  const rows = operations
    .map(rowOf)
    .map((row) => ({ ...row, cotangents: row.cotangents.replaceAll("|", "\\|") }));
  const widths = columns.map((column) => Math.max(...[titles, ...rows].map((row) => width(row[column]))));
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const padded = (row: Row): string =>
    line(columns.map((column, i) => row[column] + " ".repeat(widths[i]! - width(row[column]))));
  const rule = line(widths.map((n) => "-".repeat(n)));
  return `${head}${[padded(titles), rule, ...rows.map(padded)].join("\n")}\n`;
}
