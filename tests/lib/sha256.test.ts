/**
 * SHA-256 against the examples of FIPS 180-4 and against Node's own.
 */
import { createHash } from "node:crypto";
import { Random } from "../../lib/index.ts";
import { sha256 } from "../../lib/sha256.ts";

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("sha256", () => {
  it.each([
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    [
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ],
  ])("of the standard's example %j", (text, digest) => {
    expect(sha256(ascii(text))).toBe(digest);
  });

  it("is Node's at every length around the edges of blocks, and for views into larger arrays", () => {
    const random = Random.stream(0, "sha256");
    const all = Uint8Array.from({ length: 1000 }, () => random.integer(256));
    for (let length = 0; length < 260; length++) {
      const bytes = all.subarray(length, 2 * length);
      expect(sha256(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
    }
    expect(sha256(all)).toBe(createHash("sha256").update(all).digest("hex"));
  });
});
