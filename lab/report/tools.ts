/** The tools of page/series.ts as Node uses them, with the registry's order of methods. */
import { methodNames } from "../training/index.ts";
import { seriesTools } from "./page/series.ts";

export const tools = seriesTools(methodNames);
