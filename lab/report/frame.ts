/**
 * The frame of every page: one HTML file that opens from a disk, without a network, years from now.
 *
 * It holds its own style, and a content security policy forbids the browser every request, so that this stays true
 * whatever the data holds. What is on the page is the caller's.
 */
import { markup, type Markup, trusted } from "./markup.ts";
import { pageStyle } from "./style.ts";

const policy =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The whole page as one string; `style` goes before that of all pages. */
export function framed(title: string, body: Markup, style = ""): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>
${trusted(style)}
${trusted(pageStyle())}
</style>
</head>
<body>
${body}
</body>
</html>
`.source;
}
