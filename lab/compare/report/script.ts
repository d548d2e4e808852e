/**
 * The script of a comparison's page: the record as JSON, and the bundle that draws it (page.generated.ts), uPlot in it.
 */
import { dataIsland, type Look, type Markup, markup, trusted } from "../../report/index.ts";
import { pageCode } from "../page.generated.ts";

/** Data and script, for the end of the body. `methods` is their order. */
export function scripts(
  record: unknown,
  looks: ReadonlyMap<string, Look>,
  methods: readonly string[],
): Markup {
  const data = { record, looks: Object.fromEntries(looks), methods };
  const read = (id: string): string => `JSON.parse(document.getElementById("${id}").textContent)`;
  return markup`${Object.entries(data).map(
    ([id, value]) => markup`${dataIsland(id, value)}
`,
  )}<script>
${trusted(pageCode)}
page.startPage(${trusted(Object.keys(data).map(read).join(", "))});
</script>`;
}
