/**
 * The little of a browser that the page's script needs, for tests in Node: elements that remember what was done to
 * them, and a plotter that keeps its options and draws nothing.
 */
import type uPlot from "uplot";

export class FakeElement {
  readonly dataset: Record<string, string> = {};
  readonly attributes: Record<string, string> = {};
  readonly style: Record<string, string> = {};
  readonly children: FakeElement[] = [];
  readonly kind: string;
  hidden = true;
  open = false;
  clicks = 0;
  className = "";
  clientWidth = 400;
  clientHeight = 200;
  offsetWidth = 150;
  href = "";
  download = "";
  #text = "";

  constructor(kind: string, dataset: Record<string, string> = {}) {
    this.kind = kind;
    Object.assign(this.dataset, dataset);
  }

  get textContent(): string {
    return this.#text + this.children.map((child) => child.textContent).join("");
  }

  set textContent(text: string) {
    this.#text = text;
    this.children.length = 0;
  }

  appendChild(child: FakeElement): void {
    this.children.push(child);
  }

  setAttribute(name: string, value: string): void {
    this.attributes[name] = value;
  }

  closest(): this | null {
    return this.kind === "button" ? this : null;
  }

  getBoundingClientRect(): { readonly left: number } {
    return { left: 40 };
  }

  click(): void {
    this.clicks++;
  }

  matches(): boolean {
    return true;
  }
}

/** A host for a figure. */
export function host(dataset: Record<string, string> = {}): HTMLElement {
  return new FakeElement("div", dataset) as unknown as HTMLElement;
}

/** Puts a document and what else the script asks of a browser in place; gives the elements that were made. */
export function installBrowser(queries: Readonly<Record<string, readonly FakeElement[]>> = {}) {
  const made: FakeElement[] = [];
  const listeners = new Map<string, (event: unknown) => void>();
  const listen = (name: string, listener: (event: unknown) => void) => void listeners.set(name, listener);
  const root = Object.assign(new FakeElement("html"), { clientWidth: 1000 });
  const globals = {
    document: {
      documentElement: root,
      createElement: (kind: string) => {
        const element = new FakeElement(kind);
        made.push(element);
        return element;
      },
      querySelectorAll: (selector: string) => queries[selector] ?? [],
      addEventListener: listen,
    },
    getComputedStyle: () => ({ getPropertyValue: (name: string) => ` ${name} ` }),
    devicePixelRatio: 1,
    matchMedia: () => ({
      addEventListener: (_: string, on: (event: unknown) => void) => listen("theme", on),
    }),
    addEventListener: listen,
    ResizeObserver: class {
      observe(): void {
        // Nothing changes its size here.
      }
    },
  };
  Object.assign(globalThis, globals);
  return { made, listeners, root };
}

/** A plotter that keeps what it was given. Places: x and y are pixels themselves. */
export class FakePlot {
  static readonly made: FakePlot[] = [];
  readonly options: uPlot.Options;
  readonly data: uPlot.AlignedData;
  readonly over = new FakeElement("div");
  readonly root = new FakeElement("div");
  readonly width: number;
  cursor = { left: -1 };

  constructor(options: uPlot.Options, data: uPlot.AlignedData) {
    this.options = options;
    this.data = data;
    this.width = options.width;
    FakePlot.made.push(this);
  }

  valToPos(value: number): number {
    return value;
  }
}
