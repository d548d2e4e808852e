/**
 * Writes docs/derivatives.md, the table of derivatives, from what the operations declare: `npm run -s derivatives`.
 * A test compares the page with the declarations, so it cannot fall behind.
 */
import "../lab/command/uncaught-exceptions.ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../tests/support/catalogue.ts";
import { derivativesPage } from "../tests/support/derivatives.ts";

const path = join(__dirname, "..", "docs", "derivatives.md");
writeFileSync(path, derivativesPage(catalogue));
console.log(`docs/derivatives.md: ${catalogue.length} operations`);
