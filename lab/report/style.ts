/**
 * How the page looks: light, dark and paper, from 360 pixels up. System fonts only; nothing is fetched.
 *
 * Colours are custom properties, so that the figures can read the ones that hold now.
 */
import { tones } from "./palette.ts";

function theme(kind: "light" | "dark", plain: string): string {
  return plain + tones.map((tone, i) => ` --look-${i}: ${tone[kind]};`).join("");
}

const light = theme(
  "light",
  "--page: #fefefd; --ink: #1c1e21; --quiet: #5b6068; --rule: #b9bdc4; --grid: #e9eaec; --soft: #f4f4f2; --warn: #9b3200; --link: #0065ad;",
);
const dark = theme(
  "dark",
  "--page: #15171a; --ink: #e4e6e9; --quiet: #a0a6ae; --rule: #4b5058; --grid: #2a2d32; --soft: #1f2226; --warn: #ffa56b; --link: #62b8f5;",
);

const page = `
*, ::before, ::after { box-sizing: border-box; }
html { background: var(--page); color: var(--ink); -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 3.5rem clamp(1rem, 4vw, 3rem) 5rem; max-width: 82rem;
  font: 1.0625rem/1.6 Charter, "Bitstream Charter", "Iowan Old Style", "Palatino Linotype", Georgia, "Times New Roman", serif; }
h1, h2, h3 { line-height: 1.2; font-weight: 600; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: clamp(1.7rem, 1.2rem + 2vw, 2.5rem); margin: .2rem 0 .6rem; letter-spacing: -.01em; }
h2 { font-size: 1.45rem; margin: 4rem 0 1rem; padding-top: 1.1rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.08rem; margin: 2rem 0 .6rem; }
p, ul, dl { max-width: 46rem; margin: 0 0 1rem; }
b { font-weight: 600; }
ul { padding-left: 1.2rem; }
.plain li, .findings li { margin: .35rem 0; }
.findings { padding-left: 0; list-style: none; }
.findings li { padding-left: 1rem; border-left: 3px solid var(--rule); margin: .9rem 0; }
.kicker, .dateline, .note, figcaption, table, dl, .controls, .buttons, summary, .panel {
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
.kicker { margin: 0; font-size: .8rem; letter-spacing: .04em; color: var(--quiet); }
.dateline, .note { font-size: .86rem; color: var(--quiet); line-height: 1.55; overflow-wrap: anywhere; }
.note { max-width: 54rem; margin-top: .9rem; }
#verdict { margin-top: 2rem; }
.lead-in { margin: 1.2rem 0 .2rem; }
.banner { margin: 1.2rem 0; padding: .8rem 1.1rem; max-width: 54rem; background: var(--soft); border-left: 3px solid var(--warn); font-size: .95rem; }
.banner p, .banner ul { margin: 0; max-width: none; }
.banner ul { margin-top: .4rem; }
dl > div { display: grid; grid-template-columns: 6.5rem 1fr; gap: 1rem; padding: .3rem 0; border-bottom: 1px solid var(--grid); }
dl { font-size: .88rem; margin: 1.6rem 0; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
.methods dt { color: var(--ink); font-weight: 600; }

.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; font-size: .86rem; line-height: 1.35; font-variant-numeric: tabular-nums; white-space: nowrap; }
#results table { width: 100%; }
th, td { padding: .42rem .8rem; text-align: left; font-weight: 400; vertical-align: middle; }
thead th:first-child, td:first-child, .batch { padding-left: 0; }
thead th { color: var(--quiet); font-size: .78rem; vertical-align: bottom; border-bottom: 1px solid var(--ink); padding-bottom: .5rem; }
tbody { border-bottom: 1px solid var(--rule); }
tbody:last-child { border-bottom-color: var(--ink); }
.n { text-align: right; }
.batch { vertical-align: top; font-weight: 600; }
.best th[scope=row], .best .main, .decided { font-weight: 600; }
.decided th { font-weight: 600; }
.range { color: var(--quiet); font-weight: 400; font-size: .92em; margin-left: .4em; display: inline-block; min-width: 5.6em; text-align: right; }
.warn { color: var(--warn); font-weight: 600; }
abbr { text-decoration: none; color: var(--warn); }
.strip, .swatch { display: inline-block; vertical-align: middle; fill: none; }
.swatch { margin-right: .35rem; }
.track { stroke: var(--rule); stroke-width: 1; }

.controls { position: sticky; top: 0; z-index: 5; display: flex; flex-wrap: wrap; gap: .6rem 1.6rem; align-items: center;
  padding: .7rem 0; margin: 0 0 .4rem; background: var(--page); border-bottom: 1px solid var(--grid); font-size: .82rem; }
.controls[hidden], .buttons[hidden] { display: none; }
.choice { display: flex; align-items: center; gap: .55rem; color: var(--quiet); }
.switch { display: flex; border: 1px solid var(--rule); border-radius: 5px; overflow: hidden; }
button { font: inherit; color: var(--ink); background: none; border: 0; padding: .32rem .65rem; cursor: pointer; }
.switch button + button { border-left: 1px solid var(--rule); }
.switch button[aria-pressed=true] { background: var(--ink); color: var(--page); }
button:hover { background: var(--soft); }
button:focus-visible, [tabindex]:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.switch button:focus-visible { outline-offset: -3px; outline-color: currentColor; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem .3rem; }
.legend button { border-radius: 5px; padding: .32rem .5rem; }
.legend button[aria-pressed=false] { color: var(--quiet); text-decoration: line-through; }
.legend button[aria-pressed=false] .swatch { opacity: .3; }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; font-size: .85rem; max-width: none; margin: 1rem 0; }
.buttons button { border: 1px solid var(--rule); border-radius: 5px; }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: 1.4rem 1.6rem; }
.figures + .figures { margin-top: 2rem; }
figure { margin: 0; min-width: 0; }
figcaption { font-size: .84rem; font-weight: 600; margin-bottom: .35rem; }
.plot { min-height: 250px; }
.plot .nothing { display: grid; place-items: center; height: 250px; margin: 0; max-width: none; color: var(--quiet); font-size: .9rem; border: 1px dashed var(--rule); }
noscript p { margin-bottom: 2rem; }
.u-select { background: color-mix(in srgb, var(--ink) 10%, transparent) !important; }
.u-hz .u-cursor-x { border-right-color: var(--quiet) !important; }
.panel { position: absolute; top: 4px; z-index: 110; pointer-events: none; padding: .4rem .6rem; font-size: 12px; line-height: 1.5; white-space: pre;
  background: var(--page); border: 1px solid var(--rule); border-radius: 4px; box-shadow: 0 2px 8px rgb(0 0 0 / .12); font-variant-numeric: tabular-nums; }
.panel[hidden] { display: none; }
.panel .place { color: var(--quiet); }
.panel .line { display: flex; gap: .5rem; align-items: center; }
.panel .line b { margin-left: auto; padding-left: .6rem; font-weight: 600; }
.panel .line i { width: 8px; height: 8px; border-radius: 50%; }
.panel .line b + .more:empty { display: none; }
.panel .more, .panel .faint { color: var(--quiet); }
.dot { position: absolute; left: 0; top: 0; width: 8px; height: 8px; border-radius: 50%; pointer-events: none; z-index: 105; box-shadow: 0 0 0 1.5px var(--page); }
.dot[hidden] { display: none; }

pre { overflow-x: auto; margin: 0 0 1rem; padding: .9rem 1.1rem; background: var(--soft); border-radius: 5px;
  font: .84rem/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
code { font: .88em ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
.command { white-space: pre-wrap; overflow-wrap: anywhere; user-select: all; }
summary { cursor: pointer; font-size: .88rem; margin: .6rem 0; }

@media (max-width: 46rem) {
  body { padding-top: 2rem; }
  h2 { margin-top: 3rem; }
  .controls { position: static; gap: .6rem; }
  .choice { flex-wrap: wrap; }
  dl > div { grid-template-columns: 5rem 1fr; gap: .6rem; }
}
@media print {
  @page { margin: 15mm; }
  body { padding: 0; max-width: none; font-size: 10.5pt; }
  .controls { position: static; }
  .choice, .buttons, .buttons[hidden] { display: none; }
  .figures { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 6mm; }
  .plot { min-height: 0; } .u-over, .u-under { display: none; }
  .plot .uplot, .plot .u-wrap { width: 100% !important; height: auto !important; }
  .plot canvas { position: static; width: 100% !important; height: auto !important; }
  figure, tr, .banner, li { break-inside: avoid; } h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; } table { font-size: 7pt; } th, td { padding: 1mm 1.1mm; } thead th { font-size: 6.5pt; white-space: normal; }
  .strip { width: 18mm; } .swatch { width: 5mm; } .range { margin-left: 0; min-width: 4.8em; }
  pre { white-space: pre-wrap; }
}`;

/** The whole style sheet. On paper the light colours hold. */
export function pageStyle(): string {
  return `:root { color-scheme: light dark; ${light} }
@media screen and (prefers-color-scheme: dark) { :root:not([data-paper]) { ${dark} } }
${page}`;
}
