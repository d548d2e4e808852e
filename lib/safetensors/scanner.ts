/**
 * The tokens of a header: the part of JSON that safetensors is written in, which is objects, strings and lists of whole
 * numbers. What `JSON.parse` lets pass in silence is refused: a name that stands twice, a number that is no exact
 * integer, half of a surrogate pair. Nothing is recursive, so no input overflows the stack.
 *
 * Knows no field of a header; header.ts does.
 */

/** What is wrong with the text, without who says so; and what to do, where that is not to fetch it once more. */
export class Malformed extends Error {
  override readonly name = "Malformed";
  readonly advice: string;

  constructor(message: string, advice = "Use a whole and unchanged file, or save it again.") {
    super(message);
    this.advice = advice;
  }
}

/** A name as messages show it. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
}

const blanks = " \t\n\r";
const largest = Number.MAX_SAFE_INTEGER;

export class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** An object: `entry` is called at each value with its key, and reads it. */
  object(entry: (key: string) => void): void {
    const seen = new Set<string>();
    this.#items("{", "}", () => {
      const key = this.string();
      if (seen.has(key)) throw new Malformed(`the name ${quoted(key)} stands twice in one object`);
      // Harmless here, but a trap for every reader that makes an object of it.
      if (key === "__proto__") throw new Malformed(`the name "__proto__" is not allowed`);
      seen.add(key);
      this.#expect(":");
      entry(key);
    });
  }

  /** A list of whole numbers from 0 to 2⁵³ − 1, in digits alone. */
  wholeNumbers(): number[] {
    const numbers: number[] = [];
    this.#items("[", "]", () => {
      numbers.push(this.#wholeNumber());
    });
    return numbers;
  }

  string(): string {
    this.#skip();
    const from = this.#at;
    if (this.#text[from] !== '"') this.#fail("a string");
    let to = from + 1;
    for (let c = this.#text[to]; c !== '"'; c = this.#text[to]) {
      if (c === undefined) throw new Malformed("a string does not end");
      to += c === "\\" ? 2 : 1;
    }
    this.#at = to + 1;
    let value: unknown;
    try {
      value = JSON.parse(this.#text.slice(from, this.#at));
    } catch {
      throw new Malformed(`the string at character ${from} is not JSON`);
    }
    if (/\p{Surrogate}/u.test(value as string)) {
      throw new Malformed(`the string at character ${from} holds half of a surrogate pair`);
    }
    return value as string;
  }

  /** Nothing but blanks may follow. */
  end(): void {
    this.#skip();
    if (this.#at < this.#text.length) this.#fail("its end");
  }

  #items(open: string, close: string, item: () => void): void {
    this.#expect(open);
    if (this.#take(close)) return;
    do item();
    while (this.#take(","));
    this.#expect(close);
  }

  #wholeNumber(): number {
    this.#skip();
    const from = this.#at;
    let value = 0;
    for (; isDigit(this.#text[this.#at]); this.#at++) {
      value = value * 10 + Number(this.#text[this.#at]);
      if (value > largest) throw new Malformed(`the number at character ${from} is beyond 2^53`);
    }
    const digits = this.#at - from;
    if (digits === 0 || (digits > 1 && this.#text[from] === "0")) {
      this.#at = from;
      this.#fail("a whole number");
    }
    return value;
  }

  #expect(token: string): void {
    if (!this.#take(token)) this.#fail(`'${token}'`);
  }

  #take(token: string): boolean {
    this.#skip();
    if (this.#text[this.#at] !== token) return false;
    this.#at++;
    return true;
  }

  #skip(): void {
    while (this.#at < this.#text.length && blanks.includes(this.#text[this.#at]!)) this.#at++;
  }

  #fail(wanted: string): never {
    const found = this.#text[this.#at];
    throw new Malformed(
      `expected ${wanted} at character ${this.#at}, found ${found === undefined ? "the end" : JSON.stringify(found)}`,
    );
  }
}

function isDigit(c: string | undefined): boolean {
  return c !== undefined && c >= "0" && c <= "9";
}
