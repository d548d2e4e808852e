/** The style of every page of the site: light and dark, wide, narrow and printed, in system fonts. */
export const style = `
:root { color-scheme: light dark; --page: #fefefd; --ink: #1c1e21; --quiet: #5b6068; --rule: #b9bdc4; --grid: #e6e7ea; --soft: #f4f4f2; --link: #0065ad; }
@media (prefers-color-scheme: dark) {
  :root { --page: #15171a; --ink: #e4e6e9; --quiet: #a0a6ae; --rule: #4b5058; --grid: #2a2d32; --soft: #1f2226; --link: #62b8f5; }
}
*, ::before, ::after { box-sizing: border-box; }
html { background: var(--page); color: var(--ink); -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0 auto; padding: 0 clamp(1rem, 4vw, 3rem); max-width: 80rem; display: grid; grid-template-columns: 13rem minmax(0, 1fr); column-gap: 3.5rem;
  font: 1.0625rem/1.6 Charter, "Bitstream Charter", "Iowan Old Style", "Palatino Linotype", Georgia, "Times New Roman", serif; }
main { padding: 3rem 0 5rem; min-width: 0; overflow-wrap: break-word; --line: 46rem; }
main > * { max-width: var(--line); }
h1, h2, h3 { line-height: 1.25; font-weight: 600; text-wrap: balance; }
h1 { font-size: clamp(1.6rem, 1.2rem + 2vw, 2.2rem); margin: 0 0 1.2rem; letter-spacing: -.01em; }
h2 { font-size: 1.4rem; margin: 3rem 0 .9rem; padding-top: 1rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.1rem; margin: 2rem 0 .6rem; }
p, ul, ol { margin: 0 0 1rem; }
ul, ol { padding-left: 1.3rem; }
li { margin: .3rem 0; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
a:focus-visible, [tabindex]:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
img { max-width: 100%; height: auto; display: block; margin: .4rem 0; border-radius: 4px; }
code { font: .86em ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; background: var(--soft); padding: .08em .12em; border-radius: 3px; }
main > pre { overflow-x: auto; max-width: 100%; width: fit-content; min-width: min(46rem, 100%); margin: 0 0 1.2rem; padding: .9rem 1.1rem; background: var(--soft); border-radius: 5px; line-height: 1.5; }
pre code { background: none; padding: 0; font-size: .8em; }
pre :is(.language-sh, .language-console) { white-space: pre-wrap; overflow-wrap: anywhere; }
pre .language-sh span { display: inline-block; }
main .scroll { overflow-x: auto; max-width: 100%; margin: 0 0 1.2rem; }
table { border-collapse: collapse; font: .86rem/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; font-variant-numeric: tabular-nums; }
th, td { padding: .4rem .9rem .4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--grid); }
th { font-weight: 600; color: var(--quiet); vertical-align: bottom; border-bottom-color: var(--rule); }
table code { white-space: nowrap; }
.formula { overflow-y: hidden; padding: .2rem 0; width: fit-content; min-width: min(46rem, 100%); }
.formula .katex-display { margin: .3rem 0; }
.katex { font-size: 1.08em; }
.pages { font: .88rem/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
.pages ul { list-style: none; padding: 0; margin: 0 0 1rem; }
.pages li { margin: 0; }
.pages p { margin: 0 0 .2rem; color: var(--quiet); font-size: .8rem; }
.pages a { display: block; padding: .2rem 0; color: var(--ink); text-decoration: none; }
.pages a:hover { text-decoration: underline; }
.pages a[aria-current] { font-weight: 600; color: var(--link); }
.wide { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 3.4rem 0 2rem; }
.narrow { display: none; }
.parts { font: .9rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; margin: 0 0 2rem; }
.parts ul { list-style: none; padding: 0 0 0 .9rem; border-left: 3px solid var(--grid); columns: 17rem auto; }
.parts li { margin: 0; padding: .1rem 0; break-inside: avoid; }
.parts a { text-decoration: none; }
.parts a:hover { text-decoration: underline; }
.pages form { margin: 0 0 1rem; }
input[type=search] { width: 100%; max-width: 30rem; padding: .4rem .6rem; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--rule); border-radius: 4px; }
input[type=search]:focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }
.search { font: 1rem/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; margin: 0 0 1.6rem; }
.search output { color: var(--quiet); font-size: .88rem; margin-left: .6rem; }
:is(.exports ul, .results) { list-style: none; padding: 0; }
:is(.exports, .results) li { display: grid; grid-template-columns: 17rem minmax(0, 1fr); gap: 0 1rem; margin: 0; padding: .22rem 0; border-bottom: 1px solid var(--grid); }
:is(.exports, .results) li[hidden] { display: none; }
:is(.exports, .results) li code { background: none; padding: 0; }
:is(.exports, .results) li a { text-decoration: none; overflow-wrap: anywhere; }
:is(.exports, .results) li a:hover, h3 a:hover { text-decoration: underline; }
:is(.exports, .results) li span { font-size: .95rem; line-height: 1.45; }
.quiet, .origin, .inherited { color: var(--quiet); }
.entry { margin: 0 0 2.4rem; }
.entry h3 { margin: 2rem 0 .5rem; font: 600 1.05rem/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
.entry h3 a { color: inherit; text-decoration: none; }
.entry h3 small { font: .8rem system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; color: var(--quiet); margin-left: .4rem; }
.entry pre { overflow-x: auto; margin: 0 0 .9rem; padding: .6rem .9rem; background: var(--soft); border-radius: 5px; line-height: 1.5; }
.entry pre.example { border-left: 3px solid var(--rule); border-radius: 0 5px 5px 0; }
.entry p { margin: 0 0 .7rem; }
.entry .tag { display: grid; grid-template-columns: 4.5rem minmax(0, 1fr); font-size: .95rem; }
.entry .tag > span { color: var(--quiet); }
.members { margin: .4rem 0 .8rem; padding-left: 1rem; border-left: 3px solid var(--grid); }
.members dt { margin: .5rem 0 0; }
.members dd { margin: .1rem 0 0 1.2rem; font-size: .97rem; }
.members dd p { margin: 0 0 .3rem; }
.members code { white-space: pre-wrap; }
.inherited { font-size: .88rem; }
.origin { font: .78rem/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
:target { scroll-margin-top: 1rem; }
h3:target, dt:target { box-shadow: -.7rem 0 var(--page), -.9rem 0 var(--link); }
@media (max-width: 56rem) {
  :is(.exports, .results) li { grid-template-columns: 1fr; padding: .4rem 0; }
  .entry .tag { grid-template-columns: 1fr; }
  body { display: block; }
  .wide { display: none; }
  .narrow { display: block; padding: .8rem 0; border-bottom: 1px solid var(--rule); }
  .narrow summary { cursor: pointer; }
  .narrow nav { padding-top: .8rem; }
  main { padding-top: 1.6rem; --line: none; }
  td:not([style]) { min-width: 6rem; }
  h2 { margin-top: 2.2rem; }
}
@media print {
  body { display: block; padding: 0; max-width: none; font-size: 10.5pt; }
  .pages, .parts { display: none; }
  main { padding: 0; --line: none; }
  pre { white-space: pre-wrap; }
  main .scroll { overflow: visible; }
}
`.trimStart();
