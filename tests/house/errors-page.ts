/**
 * The page of error messages as pairs of a command and what it prints: its blocks marked console, of which each begins
 * with "$ npm run -s bnp -- …". And the files that the page supposes.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resolveConfig } from "../../lab/training/config.ts";
import { mlp } from "../../layers/index.ts";
import { Random } from "../../lib/index.ts";

export interface Shown {
  readonly command: string;
  readonly printed: string;
}

export function shownOn(page: string): readonly Shown[] {
  return [...page.matchAll(/^```console\n\$ npm run -s bnp -- ([^\n]*)\n(.*?)^```$/gms)].map(
    ([, command, printed]): Shown => ({ command: command!, printed: printed! }),
  );
}

/** What the commands of the page find in the folder they are run in. */
export function makeFiles(folder: string): void {
  const write = (name: string, content: string | Uint8Array): void => {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  const header = (magic: number, ...axes: readonly number[]): number[] =>
    [magic, ...axes].flatMap((n) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]);
  write("mnist/train-images-idx3-ubyte", Uint8Array.from([...header(0x803, 60000, 28, 28), ...Array(1000).fill(0) as number[]])); // prettier-ignore
  write("mnist/train-labels-idx1-ubyte", Uint8Array.from([...header(0x801, 1), 7]));
  write("mnist/t10k-images-idx3-ubyte", "");
  write("mnist/t10k-labels-idx1-ubyte", "");
  write("measured.csv", "width,height,kind\n1.5,2,0\nNaN,3,1\n2.5,1,0\n");
  write("cafes.csv", Buffer.from("width,kind\n1.5,caf\xe9\n2,caf\xe8\n", "latin1"));
  write("mine.json", '{ "batchsize": [60, 6] }');
  write("runs/mine/config.json", JSON.stringify(resolveConfig({ lr: 0.1 })));
  write(
    "net.safetensors",
    mlp({ sizes: [2, 8, 3], activation: "relu", random: Random.stream(0, "weights") }).save(),
  );
}
