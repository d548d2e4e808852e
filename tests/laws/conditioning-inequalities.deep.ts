/** The inequalities of conditioning on all random cases: `npm run test:deep`. */
import { conditioningLaws } from "./conditioning-inequalities.ts";

conditioningLaws(1);
