import { decideHeader } from "../../../lab/data/csv-header.ts";

/** Lines between blanks, and after an @ the label column if one is named. */
const decide = (text: string) => {
  const [lines, label] = text.split("@");
  const [first, ...below] = lines!.split(" ").map((line) => line.split(","));
  return decideHeader(first!, below, label);
};

describe("decideHeader", () => {
  const certain: readonly (readonly [string, boolean])[] = [
    ["a,b,c 1,2,3", true],
    ["a,b,c x,y,z", true],
    [",b,c 1,2,3", true],
    ["2019,2020,kind 3,4,y@kind", true],
    ["1,2,0 3,4,1 5,6,0", false],
    ["1,2,x 3,4,y 5,6,x", false],
    ["NaN,2,x 3,4,x", false],
    ["1,0x10,0 2,3,1 2,3,0", false],
    ["1,<5,x 2,3,x 2,3,y", false],
  ];
  it.each(certain)("takes %s for what it is without doubt", (text, isHeader) => {
    expect(decide(text)).toEqual({ isHeader });
  });

  const doubtful: readonly (readonly [string, boolean, RegExp])[] = [
    ["0,1,2,label 4,5,6,0 7,8,9,1", true, /"label" stands above numbers/],
    ["0,1,2,label 4,5,6,? 7,8,9,1", true, /"label" stands above numbers/],
    ["2019,2020,class 3,4,y 5,6,z 7,8,y", true, /"class" is not among the words below it, which repeat/],
    ["2019,2020,class 3,4,0 5,6,1", true, /"class" stands above numbers/],
    ["label,0,1 0,5,6 1,7,8@0", true, /"label" stands above numbers/],
    ["label,0,1 a,5,6 b,7,8 a,9,9@0", true, /"label" is not among the words/],
    ["label,0,1 a,5,6 b,7,8 a,9,9", true, /"label" is not among the words/],
    ["0,1,2 5,6,0 7,8,1 5,7,1", true, /count up by one/],
    [",0,1,2 0,5,6,0 1,7,8,1 2,5,7,1", true, /count up by one/],
    ["0,1,2 5,6,2 7,8,1 5,7,1", false, /count up by one/],
    ["1,2,x 3,4,y", false, /its label "x" is on no other line/],
    ["5,2,7 3,4,0 5,6,0", false, /its label "7" is on no other line/],
  ];
  it.each(doubtful)("decides about %s, and says why", (text, isHeader, doubt) => {
    expect(decide(text)).toEqual({ isHeader, doubt: expect.stringMatching(doubt) as string });
  });

  it("takes 1 and 1.0 for one label", () => {
    expect(decide("5,1 3,1.0 3,0 3,0")).toEqual({ isHeader: false });
  });
});
