import { csvHelp } from "../../../lab/command/csv-help.ts";
import { compareOptions } from "../../../lab/command/flags.ts";
import { isMissing } from "../../../lab/data/csv-cells.ts";
import { missingWords } from "../../../lab/data/index.ts";
import { dataCommand } from "../../../lab/describe/command.ts";

it.each(["header", "encoding", "missing"] as const)(
  "--%s has one help, with its default, in every command",
  (flag) => {
    const helps = [...compareOptions(), ...dataCommand().options]
      .filter((option) => option.long === `--${flag}`)
      .map((option) => option.description);
    expect(helps).toEqual([csvHelp(flag), csvHelp(flag)]);
    expect(csvHelp(flag)).toContain("(default: ");
  },
);

it("lists as missing what is missing", () => {
  for (const word of missingWords.replace("an empty cell, ", "").split(", "))
    expect(isMissing(word)).toBe(true);
});
