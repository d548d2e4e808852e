/**
 * From what the probes answer to what a record can hold: plain arrays, and null where JSON has no number. Judges nothing.
 */
import type {
  AffineConditioning,
  Bracket,
  ConditionBound,
  ConditionNumber,
  RowCondition,
} from "../../probes/index.ts";
import type { CurvatureReading, InputReading, Interval, RowsReading } from "./record.ts";

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

function interval(bracket: Bracket | undefined): Interval | null {
  if (bracket === undefined) return null;
  return { value: finite(bracket.value), low: bracket.low, high: finite(bracket.high) };
}

/** Of a matrix whose whole spectrum is known, or of one with bounds alone. */
export function curvatureReading(found: ConditionNumber | ConditionBound, size: number): CurvatureReading {
  return "eigenvalues" in found ? ofSpectrum(found) : ofBound(found, size);
}

function ofSpectrum(found: ConditionNumber): CurvatureReading {
  const { status, reason, negative, zero, positive, largest, threshold, rule, certificate } = found;
  return {
    size: found.eigenvalues.length,
    status,
    reason,
    kappa: interval(found.kappa),
    kappaStar: interval(found.kappaStar),
    kappaStarIfZero: found.status === "presumed" ? interval(found.kappaStarIfZero) : null,
    kappaAtLeast: null,
    candidates: found.candidates.map((one) => ({
      rule: one.rule,
      zeros: one.zeros,
      kappaStar: finite(one.kappaStar),
    })),
    largest,
    inertia: { negative, zero, positive },
    threshold,
    rule,
    certificate,
    largestOverMedian: finite(found.largestOverMedian),
    aboveThousandth: found.aboveThousandth,
    stationarity: finite(found.stationarity),
    spectrum: [...found.eigenvalues],
    ritz: null,
    products: found.products,
  };
}

function ofBound(found: ConditionBound, size: number): CurvatureReading {
  const { status, reason, largestAtLeast, kappaAtLeast, ritz, products } = found;
  return {
    ...{ size, status, reason, products },
    ...{ kappa: null, kappaStar: null, kappaStarIfZero: null, candidates: [], inertia: null },
    ...{ threshold: null, rule: null, certificate: null },
    ...{ largestOverMedian: null, aboveThousandth: null, stationarity: null, spectrum: null },
    kappaAtLeast: finite(kappaAtLeast),
    largest: largestAtLeast,
    ritz: ritz.map((values) => [...values]),
  };
}

export function inputReading(found: AffineConditioning): InputReading {
  const { rows, columns, hat, centred, scaled, running } = found;
  return {
    rows,
    columns,
    hat: rowsReading(hat),
    centred: centred === undefined ? null : rowsReading(centred),
    scaled: scaled === undefined ? null : rowsReading(scaled),
    running: running === undefined ? null : rowsReading(running),
  };
}

const rowsReading = ({ rank, kappa, kappaStar }: RowCondition): RowsReading => ({
  rank,
  kappa: finite(kappa),
  kappaStar,
});
