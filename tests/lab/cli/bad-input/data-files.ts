/**
 * Bad data files: MNIST (IDX), CIFAR-10 and CSV that are missing, empty, cut short, of wrong magic, too large, or hold
 * what no data set can.
 */
import { gzipSync } from "node:zlib";
import { cifarFile } from "../../data/cifar-files.ts";
import type { Content, Row } from "./row.ts";

const word = (n: number): number[] => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const idx = (magic: number, axes: readonly number[], body: readonly number[]): Uint8Array =>
  Uint8Array.from([...word(magic), ...axes.flatMap(word), ...body]);
const images = (count: number, side = 2): Uint8Array =>
  idx(0x803, [count, side, side], new Array<number>(count * side * side).fill(7));
const labels = (...values: readonly number[]): Uint8Array => idx(0x801, [values.length], values);
const gzip = (bytes: Uint8Array): Uint8Array => new Uint8Array(gzipSync(bytes));

const trainImages = "d/train-images-idx3-ubyte";
const trainLabels = "d/train-labels-idx1-ubyte";
const good: Readonly<Record<string, Content>> = {
  [trainImages]: images(3),
  [trainLabels]: labels(0, 9, 4),
  "d/t10k-images-idx3-ubyte": images(2),
  "d/t10k-labels-idx1-ubyte": labels(1, 2),
};

/** MNIST with one of its four files replaced. */
function mnist(name: string, content: Content | undefined, says: RegExp, flags = ""): Row {
  const { [name]: _, ...rest } = good;
  const files = content === undefined ? rest : { ...rest, [name]: content };
  return { command: `data mnist --data-dir d${flags}`, files, says };
}

const again = "Fetch the file again\\.$";
const mnistRows: readonly Row[] = [
  {
    command: "data mnist",
    says: /^mnist: the data files are not part of this project\. Put .*--data-dir DIR\.$/,
  },
  {
    command: "data mnist --data-dir d",
    says: /^mnist: --data-dir d does not exist\. Name the folder that holds/,
  },
  { command: "data mnist --data-dir d", files: { d: "" }, says: /^mnist: --data-dir d is not a folder\. Name the folder/ }, // prettier-ignore
  { command: "data mnist --data-dir d", files: good, forbidden: ["d"], says: /^mnist: --data-dir d may not be read by this user\. Check its permissions\.$/ }, // prettier-ignore
  { command: "data mnist --data-dir d", files: good, forbidden: [trainImages], says: /^mnist: .* may not be read by this user\. Check its permissions\.$/ }, // prettier-ignore
  mnist(trainImages, undefined, /^mnist: d lacks train-images-idx3-ubyte\. Put the four files .* there\.$/),
  mnist(trainImages, "", /is empty \(0 bytes\)\. Fetch or write the file again\.$/),
  mnist(
    trainImages,
    { folder: true },
    /is a folder, expected a data file\. Give the path of the file itself\.$/,
  ),
  mnist(trainImages, { link: "/dev/zero" }, /is not a regular file, expected a data file\. Give the path/),
  mnist(trainImages, { link: "nowhere" }, /^mnist: d lacks train-images-idx3-ubyte\./),
  mnist(
    trainImages,
    images(3).subarray(0, 3),
    /holds 3 bytes, expected at least the 16 bytes of an IDX header\. Fetch/,
  ),
  mnist(trainImages, images(3).subarray(0, 20), new RegExp(`says it holds 3 × 2 × 2 = 12 bytes, but 4 follow its header: it is cut short\\. ${again}`)), // prettier-ignore
  mnist(
    trainImages,
    Uint8Array.from([...images(3), 0]),
    /12 bytes, but 13 follow its header: it has bytes too many\./,
  ),
  mnist(trainImages, labels(1, 2, 3), /begins with 0x00000801, the mark of a label file; expected 0x00000803.*exchanged\?$/), // prettier-ignore
  mnist(trainImages, "<html>404</html>", /begins with 0x3c68746d; expected 0x00000803, the mark of an image file\. Is it an IDX file\?$/), // prettier-ignore
  mnist(trainImages, idx(0x803, [2 ** 31, 28, 28], [1, 2]), /says it holds 2147483648 × 28 × 28 = 1683627180032 bytes, but 2 follow/), // prettier-ignore
  mnist(trainImages, idx(0x803, [0, 28, 28], []), /says it holds 0 × 28 × 28 bytes, that is nothing\. Fetch/),
  mnist(trainImages, { zeros: 3 * 2 ** 30 }, /is larger than 2 GiB, more than can be read at once\. Give a smaller file\.$/), // prettier-ignore
  mnist(
    trainImages,
    images(2),
    /holds 2 images, but .* holds 3 labels\. Fetch both files again, from one place\.$/,
  ),
  mnist(
    "d/t10k-images-idx3-ubyte",
    images(2, 3),
    /the training images are 2×2, the test images 3×3\. Fetch the four/,
  ),
  mnist(
    trainLabels,
    labels(0, 9, 10),
    /label 2 \(counted from 0\) of .* is 10, expected 0 to 9\. Fetch the file again/,
  ),
  mnist(
    trainImages,
    gzip(images(3)).subarray(0, 25),
    /ends in the middle: its 25 bytes of gzip data are cut short\. Fetch/,
  ),
  mnist(trainImages, Uint8Array.of(31, 139, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9), /begins like gzip, but its 12 bytes do not unpack/), // prettier-ignore
  mnist(
    trainImages,
    gzip(new Uint8Array()),
    /unpacks to nothing \(0 bytes\)\. Fetch or write the file again\.$/,
  ),
  mnist(
    trainImages,
    images(3),
    /^mnist: --train 4, but the train files hold 3 examples\. Give a whole number from 1 to 3/,
    " --train 4",
  ),
];

const cifar = (content: Content, says: RegExp, name = "d/part.bin", flags = ""): Row => ({
  command: `data cifar10 --data-dir d${flags}`,
  files: { [name]: content },
  says,
});
const cifarRows: readonly Row[] = [
  {
    command: "data cifar10",
    says: /^cifar10: the data files are not part of this project\. Put the six files/,
  },
  cifar("", /^cifar10: d holds no \.bin file\. Put the six files .* there\.$/, "d/readme.txt"),
  cifar("", /is empty \(0 bytes\)\./),
  cifar({ folder: true }, /is a folder, expected a data file\./),
  cifar(cifarFile([1, 2]).subarray(0, 4000), /holds 4000 bytes, that is 1 records of 3073 bytes and 927 bytes more: it is cut short or no file of CIFAR-10\. Fetch the file again\.$/), // prettier-ignore
  cifar(
    new Uint8Array(3074),
    /it has the size of a file of CIFAR-100\. Give the binary version of CIFAR-10\.$/,
  ),
  cifar(
    cifarFile([1, 77]),
    /record 1 \(counted from 0\) of .* has label 77, expected 0 to 9\. Fetch the file again/,
  ),
  cifar(cifarFile([1]), /holds one image, expected at least one to train on and one to test on\.$/),
  cifar(gzip(cifarFile([1, 2])).subarray(0, 40), /gzip data are cut short\./, "d/part.bin.gz"),
  cifar(cifarFile([1, 2, 3]), /--train 2 and --test 2 make 4 images, but .* holds 3\. Ask for fewer\.$/, "d/part.bin", " --train 2 --test 2"), // prettier-ignore
  cifar({ zeros: 3 * 2 ** 30 }, /is larger than 2 GiB/),
];

const csv = (content: Content, says: RegExp, flags = ""): Row => ({
  command: `data csv --file t.csv${flags}`,
  files: { "t.csv": content },
  says,
});
const csvRows: readonly Row[] = [
  { command: "data csv", says: /^csv: no file is given\. Name one with --file FILE/ },
  {
    command: "data csv --file t.csv",
    says: /^csv: t\.csv does not exist, expected a data file\. Check the path\.$/,
  },
  csv({ folder: true }, /^csv: t\.csv is a folder, expected a data file\./),
  csv({ link: "t.csv" }, /^csv: t\.csv cannot be read \(ELOOP\)\. Check the path\.$/),
  csv("", /^csv: t\.csv is empty \(0 bytes\)\./),
  csv("\n\n", /^csv: t\.csv holds no lines\. Give a file with data\.$/),
  csv("a,b,y\n", /^csv: t\.csv holds a header and no rows\. Give a file with data\.$/),
  csv("x\n1\n2\n", /^csv: t\.csv has one column, expected at least one feature and the label/),
  csv(
    "a,y\n1,0\n",
    /^csv: t\.csv holds one row, expected at least one to train on and one to test on\. Give more rows\.$/,
  ),
  csv("a,b,y\n1,NaN,0\n2,3,1\n", /^csv: line 2 of t\.csv, column 1 \("b"\): found "NaN", a missing value where a value is expected; 1 of 2 rows have one\. Fill them in, or leave these rows out with --missing drop\.$/), // prettier-ignore
  csv("1,inf,0\n2,3,1\n", /^csv: line 1 of t\.csv, column 1: found "inf", a missing value/),
  csv("1,1e999,0\n2,3,1\n", /found "1e999", a missing value/),
  csv("1,,0\n2,3,1\n", /found "", a missing value/),
  csv("1,0x10,0\n2,3,1\n", /found "0x10", expected a finite number\./),
  csv("1,2,0\n2,3,\n", /^csv: line 2 of t\.csv, column 2: found "", a missing value/),
  csv(
    "1,2,x\n2,3,?\n3,4,y\n",
    /^csv: line 2 of t\.csv, column 2: found "\?", a missing value .*; 1 of 3 rows/,
  ),
  csv(
    "a,y\n1,NA\n2,NA\n",
    /^csv: every row of t\.csv has a missing value .*Remove that column\.$/,
    " --missing drop",
  ),
  csv("1,x\n2,?\n", /holds one row without missing values/, " --missing drop"),
  csv(new Uint8Array(Buffer.from("1,caf\xe9\n2,b\n", "latin1")), /^csv: line 1 of t\.csv: byte 5 of the file, 0xe9 after "1,caf", is not utf-8\. Name .*--encoding latin1\.$/), // prettier-ignore
  csv(
    "1,a\n2,b\n",
    /^csv: --encoding "latin7x" is not known\. Did you mean "latin1"\? There is: utf-8/,
    " --encoding latin7x",
  ),
  csv(
    "\uFEFF1,a\n2,b\n",
    /begins with the byte order mark of utf-8, but --encoding says latin1\./,
    " --encoding latin1",
  ),
  csv(
    "a,b,a\n1,2,0\n2,3,1\n",
    /^csv: --label "a" may be column 0 .*Give --label 0 or --label 2\.$/,
    " --label a",
  ),
  csv(
    "label,0,1\n0,2,0\n1,3,1\n",
    /^csv: --label "0" may be column 0 .*Give --label -3 or --label -2\.$/,
    " --label 0",
  ),
  {
    command: "data moons --missing drop",
    says: /^moons: has no use for --missing, an option of csv\. Leave it out\.$/,
  },
  { command: "data mnist --data-dir d --encoding latin1", says: /^mnist: has no use for --encoding/ },
  {
    command: "compare --task csv --file t.csv --lr 0.1 --header perhaps",
    says: /'perhaps' is invalid\. "perhaps" is not known\. Did you mean "\w+"\? There is: auto, yes, no\.$/,
  },
  {
    command: "data csv --file t.csv --missing skip",
    says: /'skip' is invalid\. "skip" is not known\..*There is: refuse, drop\.$/,
  },
  csv("1,2,0\n2,3,1\n4,5\n", /^csv: line 3 of t\.csv has 2 cells .* but the first row has 3\. It is the last line: the file may be cut short/), // prettier-ignore
  csv('1,"2,0\n2,3,1\n', /^csv: t\.csv is not readable as a table: Quote Not Closed.*Mend that line\.$/),
  csv("4,2,x,y\n1,2,0\n3,4,1\n1,2,7\n3,3,1\n", /holds "7" on line 4, expected a label from 0 to 1 \(2 classes are named in line 1\)\. Mend/), // prettier-ignore
  csv(
    "9,2,x,y\n1,2,0\n3,4,1\n",
    /^csv: the first line of t\.csv says 9 examples, but 2 follow\. Fetch the file again/,
  ),
  csv("1,2,0\n2,3,0\n", /holds one value only \("0"\), expected at least two classes\. Choose another column with --label\.$/), // prettier-ignore
  csv(Array.from({ length: 40 }, (_, i) => `${i},${i * i}`).join("\n"), /holds 40 different values in 40 rows: that is no column of classes\. Choose another/), // prettier-ignore
  csv(
    "1,2,0\n2,3,1\n",
    /^csv: --label 7 is not a column of t\.csv, which has 3\. Give a place from 0 to 2/,
    " --label 7",
  ),
  csv("1,2,0\n2,3,1\n", /^csv: --label "y" is a name, but t\.csv has no header of names\. Give a 0-based place instead, or --header yes/, " --label y"), // prettier-ignore
  csv("a,b,y\n1,2,0\n2,3,1\n", /^csv: t\.csv has no column "z"\. Did you mean "\w"\?$/, " --label z"),
  csv("1,2,0\n2,3,1\n", /^csv: --train 5 is out of range\. Give a whole number from 1 to 1\.$/, " --train 5"),
  csv(Uint8Array.of(0xff, 0xfe, 0x31, 0), /^csv: t\.csv has one column/),
  csv(gzip(new TextEncoder().encode("1,2,0\n2,3,1\n")).subarray(0, 15), /gzip data are cut short\./),
  csv({ zeros: 3 * 2 ** 30 }, /^csv: t\.csv is larger than 2 GiB/),
];

export const dataRows: readonly Row[] = [...mnistRows, ...cifarRows, ...csvRows];
