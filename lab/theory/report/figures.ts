/**
 * The figures of a problem: the error split by eigenvalue, what a step takes off each part, and the pictures beside.
 *
 * Predictions are lines and measurements dots of the same colour. It makes curves of the record; lines.ts draws.
 */
import { markup, type Markup, swatch, toneOf, tones } from "../../report/index.ts";
import type { Curve, Exhibit, MethodRecord, ProblemRecord, Split } from "../record.ts";
import { type Figure, type FigureCurve, figureMarkup } from "./lines.ts";
import { methodName } from "./rows.ts";

export interface Drawing {
  readonly id: string;
  readonly caption: string;
  readonly description: string;
  readonly figure: Figure;
}

/** The two ends of the spectrum, and what is between. */
const ends = { least: 2, greatest: 1, between: 0 };

/** Below, second order shows: parts meet again at δ times the largest. */
const floor = 1e-5;

export function drawingsOf(problem: ProblemRecord): readonly Drawing[] {
  const several = problem.methods.length > 1;
  return [
    ...problem.methods.flatMap((method) => {
      const name = several ? `${methodName(method.method)}: ` : "";
      const id = `${problem.name}-${method.method}`;
      return [
        ...method.splits.map((split, i) => splitDrawing(`${id}-${i}`, name, split)),
        shrinkDrawing(`${id}-shrink`, name, method),
      ];
    }),
    ...problem.exhibits.map((exhibit) => exhibitDrawing(`${problem.name}-${exhibit.name}`, exhibit)),
  ];
}

/** A drawing with its caption. */
export function figureOf({ caption, description, figure }: Drawing): Markup {
  return markup`<figure><figcaption>${caption}</figcaption>${figureMarkup(figure, description)}</figure>`;
}

function splitDrawing(id: string, name: string, { step, steps, modes }: Split): Drawing {
  const curves = modes.flatMap(({ eigenvalue, predictedFactor, measured }, i): FigureCurve[] => {
    const look = i === 0 ? ends.least : i === modes.length - 1 ? ends.greatest : ends.between;
    const predicted = steps.map((k) => predictedFactor ** k);
    const label = `λ = ${eigenvalue.toPrecision(3)}`;
    return [
      { name: label, look, x: steps, y: predicted, as: "line" },
      // At the best α both ends shrink alike: one is seen around the other.
      {
        name: label,
        look,
        x: steps,
        y: measured,
        as: look === ends.greatest ? "rings" : "dots",
        predicted,
      },
    ];
  });
  const alpha = step === "best" ? "the best α" : "α = 1/λmax";
  return {
    id,
    caption: `${name}error by eigenvalue, ${alpha}`,
    description: `Parts of the error along ${modes.length} eigenvectors against steps at ${alpha}, predicted and measured.`,
    // The ends are drawn last, on top.
    figure: {
      x: "steps",
      place: "step",
      yLog: true,
      least: floor,
      curves: [...curves.slice(2), ...curves.slice(0, 2)],
    },
  };
}

/** 1 − |1 − αλ| against λ, for both step sizes: what the slowest part loses is at the left end. */
function shrinkDrawing(id: string, name: string, { splits }: MethodRecord): Drawing {
  const curves = splits.flatMap(({ step, steps, modes, alpha }): FigureCurve[] => {
    const look = step === "best" ? 5 : 3;
    const label = step === "best" ? "best α" : "α = 1/λmax";
    const x = modes.map(({ eigenvalue }) => eigenvalue);
    const predicted = modes.map(({ predictedFactor }) => 1 - predictedFactor);
    return [
      shrinkLine(label, look, alpha, x),
      {
        name: label,
        look,
        x,
        y: modes.map(({ measured }) => 1 - factorOf(steps, measured)),
        as: "dots",
        predicted,
      },
    ];
  });
  return {
    id,
    caption: `${name}what a step takes off, by eigenvalue`,
    description:
      "One minus the factor by which each part of the error shrinks in a step, against the eigenvalue.",
    figure: { x: "eigenvalue", place: "λ =", yLog: true, curves },
  };
}

function shrinkLine(name: string, look: number, alpha: number, eigenvalues: readonly number[]): FigureCurve {
  const [low, high] = [eigenvalues[0]!, eigenvalues.at(-1)!];
  const x = Array.from({ length: 80 }, (_, i) => low * (high / low) ** (i / 79));
  return { name, look, x, y: x.map((value) => 1 - Math.abs(1 - alpha * value)), as: "line" };
}

/** The factor of a step as it was measured: over as many steps as the part can be followed. */
function factorOf(steps: readonly number[], measured: readonly number[]): number {
  let last = 1;
  while (last + 1 < steps.length && measured[last + 1]! > 1e-3) last++;
  return measured[last]! ** (1 / steps[last]!);
}

/** Lines are predicted and dots measured; where nothing is predicted, lines are easier to follow than dots. */
function exhibitDrawing(id: string, { y, curves }: Exhibit): Drawing {
  const looks = looksOfGroups(curves);
  const predictedOf = ({ group }: Curve): Curve | undefined =>
    curves.find((other) => other.predicted && other.group === group);
  return {
    id,
    caption: `${y}, against steps`,
    description: `${y} against steps, for ${[...looks.keys()].join(", ")}.`,
    figure: {
      x: "steps",
      place: "step",
      yLog: true,
      curves: curves.map((curve) => {
        const predicted = curve.predicted ? undefined : predictedOf(curve);
        return {
          name: curve.label,
          look: looks.get(curve.group)!,
          x: curve.x,
          y: curve.y,
          as: curve.predicted || predicted === undefined ? "line" : "dots",
          ...(predicted && { predicted: predicted.y }),
        };
      }),
    },
  };
}

/** A method has its own colour, and everything else one each. */
export function looksOfGroups(curves: readonly Curve[]): ReadonlyMap<string, number> {
  const groups = [...new Set(curves.map(({ group }) => group))];
  return new Map(groups.map((group, i) => [group, toneOf(group) ?? (i + 1) % tones.length]));
}

/** What the colours mean: a piece of line, and a name. */
export function keyOf(names: readonly (readonly [name: string, look: number])[]): Markup {
  const one = ([name, index]: readonly [string, number]): Markup =>
    markup`<span>${swatch({ index, dash: [] })}${name}</span>`;
  return markup`<p class="key note">${names.map(one)}</p>`;
}

/** Of the figures that every method has. */
export const figureKey: readonly (readonly [name: string, look: number])[] = [
  ["λ*min", ends.least],
  ["λmax", ends.greatest],
  ["between", ends.between],
  ["α = 1/λmax", 3],
  ["best α", 5],
];
