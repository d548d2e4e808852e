/** The inequalities of conditioning on a part of the random cases; on all of them in conditioning-inequalities.deep.ts. */
import { conditioningLaws } from "./conditioning-inequalities.ts";

conditioningLaws(0.15);
