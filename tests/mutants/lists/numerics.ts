/**
 * Mutants of the linear algebra, of special functions and reductions of values, and of the probes.
 */
import { mutantsOf, type Mutant } from "../mutant.ts";

// prettier-ignore
const linearAlgebra = [
  ...mutantsOf("lib/linalg/inertia.ts", [
    ["sign of the shift", "sign", `shifted[i * n + i]! -= shift;`, `shifted[i * n + i]! += shift;`],
    ["a block of two: both positive", "sign", `      negative++;\n      positive++;`, `      positive++;\n      positive++;`],
    ["a block of two: counted once more", "window", `      k++;\n    } else`, `    } else`],
    ["zero pivots count as positive", "condition", `else if (diagonal[k]! > 0) positive++;`, `else if (diagonal[k]! >= 0) positive++;`],
    ["writes into its argument", "state", `const shifted = a.slice();`, `const shifted = a;`],
  ]),
  ...mutantsOf("lib/linalg/ldlt.ts", [
    ["pivots of order one alone", "condition", `>= alpha * across.size) return [best.column];`, `>= 0 * across.size) return [best.column];`],
    ["single pivot: transposed update", "factor", `.map((w) => w / d);`, `.map((w) => w * d);`],
    ["block of two: sign of the determinant", "sign", `1 / (d * e - 1) / b`, `1 / (1 - d * e) / b`],
    ["block of two: diagonals exchanged", "operand", `l1[j] = (e * w1 - w2) * scale;`, `l1[j] = (d * w1 - w2) * scale;`],
    ["exchange: finished rows left", "window", `for (let i = 0; i < p; i++) swap(a, i * n + p, i * n + q);`, ``],
    ["solve: permutation not undone", "operand", `permutation.forEach((to, i) => (x[to] = y[i]!));`, `x.set(y);`],
  ], ["tests/lib/linalg/inertia.test.ts"]),
  ...mutantsOf("lib/linalg/cholesky.ts", [
    ["columns one too few", "window", `for (let k = first; k < j; k++)`, `for (let k = first; k < j - 1; k++)`],
    ["semidefinite is let pass", "condition", `else if (x > 0) l`, `else if (x >= 0) l`],
    ["earlier blocks forgotten", "reduction", `    subtractEarlier(l, n, first, end);\n`, ``],
    ["no root", "factor", `Math.sqrt(x);`, `x;`],
  ]),
  ...mutantsOf("lib/linalg/triangular.ts", [
    ["upper: starts one late", "window", `for (let i = n - 1; i >= 0; i--)`, `for (let i = n - 2; i >= 0; i--)`],
    ["lower: sign", "sign", `x[i]! -= l[i * n + j]! * x[j]!;`, `x[i]! += l[i * n + j]! * x[j]!;`],
  ]),
  ...mutantsOf("lib/linalg/householder.ts", [
    ["the reflector that cancels", "tail", `alpha > 0 ? -Math.hypot(alpha, rest) : Math.hypot(alpha, rest)`, `alpha > 0 ? Math.hypot(alpha, rest) : -Math.hypot(alpha, rest)`],
    ["τ: sign", "sign", `tau: (beta - alpha) / beta };`, `tau: (alpha - beta) / beta };`],
    ["norm: squares overflow", "tail", `if (squares > 1e-280 && squares < 1e280) return Math.sqrt(squares);`, `return Math.sqrt(squares);`],
    ["β is not scaled back", "factor", `return { beta: beta / scale, tau };`, `return { beta, tau };`],
  ], ["tests/lib/linalg/qr.test.ts"]),
  ...mutantsOf("lib/linalg/qr.ts", [
    ["pivots: the shortest", "condition", `this.#lengths[j]! > this.#lengths[best]!`, `this.#lengths[j]! < this.#lengths[best]!`],
    ["permutation is not kept", "state", `      swap(permutation, k, next);\n`, ``],
    ["row of R: sign", "sign", `work[k * n + j]! -= h.tau * columns[2 * j]!;`, `work[k * n + j]! += h.tau * columns[2 * j]!;`],
  ]),
  ...mutantsOf("lib/linalg/tridiagonal-eigen.ts", [
    ["the values are not scaled back", "factor", `for (let i = 0; i < n; i++) values[i]! /= scale;`, ``],
    ["rotations: sign of the sine", "sign", `    turns[k + 1] = s;`, `    turns[k + 1] = -s;`],
    ["blocks end too soon", "condition", `<= unitRoundoff * root * next + nothing`, `<= 1e-4 * root * next + nothing`],
    ["blocks end beside the whole matrix", "tail", `<= unitRoundoff * root * next + nothing`, `<= unitRoundoff + nothing`],
    ["order: descending", "sign", `values[i]! - values[j]! || i - j`, `values[j]! - values[i]! || i - j`],
    ["vectors stay in the old order", "operand", `matrix[row * n + order[j]!]!`, `matrix[row * n + j]!`],
  ]),
  ...mutantsOf("lib/linalg/tridiagonalize.ts", [
    ["update: half of the correction", "factor", `const along = (tau * tau * product) / 2;`, `const along = (tau * tau * product) / 4;`],
    ["update: not symmetric", "operand", `v * panel[4 * j + 1]! + w * panel[4 * j]!;\n}`, `2 * v * panel[4 * j + 1]!;\n}`],
    ["the last off-diagonal is lost", "window", `    offDiagonal[k] = h.beta;`, `    if (k < n - 2) offDiagonal[k] = h.beta;`],
  ], ["tests/lib/linalg/symmetric-eigen.test.ts"]),
  ...mutantsOf("lib/linalg/orthogonal-rows.ts", [
    ["sine: without the ratio", "factor", `const sine = c * slope * ratio;`, `const sine = c * slope;`],
    ["tolerance: too large", "condition", `(sqrt(n) + 2) * 2 ** -53`, `(sqrt(n) + 2) * 2 ** -30`],
    ["dot: the rest forgotten", "window", `a += x[at]! * x[bt]!;\n  return a + b + (c + d);`, `a += 0;\n  return a + b + (c + d);`],
    ["scaled rows: powers the wrong way", "sign", `4 ** (this.#exponent[q]! - this.#exponent[p]!)`, `4 ** (this.#exponent[p]! - this.#exponent[q]!)`],
  ], ["tests/lib/linalg/jacobi-svd.test.ts"]),
  ...mutantsOf("lib/linalg/jacobi-svd.ts", [
    ["ascending", "sign", `lengths[j]! - lengths[i]! || i - j`, `lengths[i]! - lengths[j]! || i - j`],
    ["u and v exchanged where m < n", "operand", `{ values, u: v, v: u }`, `{ values, u, v }`],
    ["v: columns not put back", "operand", `v[permutation[i]! * n + j]`, `v[i * n + j]`],
    ["no pivoting", "tail", `qr(a, m, n, { pivot: true })`, `qr(a, m, n)`],
  ]),
];

// prettier-ignore
const values = [
  ...mutantsOf("lib/special.ts", [
    ["sigmoidSlope: power", "factor", `return t / ((1 + t) * (1 + t));`, `return t / (1 + t);`],
    ["sechSquared: e^−|x|", "factor", `Math.exp(-2 * Math.abs(x))`, `Math.exp(-Math.abs(x))`],
    ["softplus: log for log1p", "tail", `Math.log1p(Math.exp(-Math.abs(x)))`, `Math.log(1 + Math.exp(-Math.abs(x)))`],
    ["silu: the end of the range", "tail", `x < -700 ? scaledExp(x, x) : x * sigmoid(x)`, `x < -7000 ? 0 : x * sigmoid(x)`],
    ["siluSlope: its zero by the sum", "tail", `Math.abs(d) < 1 ? d + expSiluZero * Math.expm1(d) : 1 + x + t`, `1 + x + t`],
    ["siluSlope: square dropped", "factor", `: product / square;`, `: product;`],
    ["siluSlope: at ∞", "condition", `x > 800 ? 1 : sigmoid`, `sigmoid`],
    ["scaledExp: not brought down", "factor", `factor * Math.exp(x + lift) * drop`, `factor * Math.exp(x + lift)`],
    ["expMinusSquare: not split", "tail", `return power + power * Math.expm1((z - x) * (z + x));`, `return Math.exp(-x * x);`],
    ["erf: the series cut short", "window", `let k = 1; k <= 12; k++`, `let k = 1; k <= 8; k++`],
    ["erfc: the pole forgotten", "reduction", `* sum + pole;`, `* sum;`],
    ["erfc: the first node whole", "count", `k === 0 ? 0.5 : Math.exp(-square)`, `Math.exp(-square)`],
    ["erfc: no reflection", "condition", `if (x < 0) return 2 - erfc(-x);`, `if (x < 0) return erfc(-x);`],
    ["laplaceFraction: cut short", "window", `Math.ceil(20 + (640 * s) / (x * x))`, `Math.ceil(5 + (40 * s) / (x * x))`],
    ["laplaceFraction: one step late", "window", `x + (k * s) / fraction`, `x + ((k + 1) * s) / fraction`],
  ], ["tests/laws/elementary-functions.test.ts"]),
  ...mutantsOf("lib/normal.ts", [
    ["Φ: by erf in the left tail", "tail", `if (x > -0.5) return`, `if (x > -8) return`],
    ["gelu: the end of the range", "tail", `if (!(x < -37)) return`, `if (!(x < -40)) return`],
    ["gelu: not brought down", "factor", `x * leftTail(x, lift) * drop`, `x * leftTail(x, lift)`],
    ["geluSlope: its zero by the sum", "tail", `if (d > -1) return`, `if (d > 1) return`],
    ["geluSlope: constant term", "operand", `scale * d * (1 + coefficients[1]! + bend(d))`, `scale * d * (coefficients[1]! + bend(d))`],
    ["Mills' ratio: sign in its slope", "sign", `= 1 - short * short - (zero - short)`, `= 1 + short * short - (zero - short)`],
    ["Mills' ratio: k for k + 1", "window", `coefficients[k - 1]!) / (k + 1)`, `coefficients[k - 1]!) / k`],
    ["the argument not split", "tail", `return product + product * Math.expm1(((z - x) * (z + x)) / 2);`, `return factor * Math.exp(up - (x * x) / 2);`],
    ["the density: x² for x²/2", "factor", `Math.exp(up - (z * z) / 2)`, `Math.exp(up - z * z)`],
  ], ["tests/laws/elementary-functions.test.ts"]),
  ...mutantsOf("lib/statistics.ts", [
    ["variance: N − 1", "count", `(squares - (sum * sum) / rows) / rows`, `(squares - (sum * sum) / rows) / (rows - 1)`],
    ["variance: the shift not taken back", "operand", `(squares - (sum * sum) / rows) / rows`, `squares / rows`],
    ["variance: below 0", "condition", `variance[c] = Math.max(0, plain);`, `variance[c] = plain;`, "equal below some 10⁷ rows: the cancellation is by a factor of less than the rows, and so never of all digits"],
    ["overflow: nothing is scaled", "tail", `if (!(Number.isFinite(plain) && Number.isFinite(mean[c])))`, `if (rows < 0)`],
    ["one row: the mean of ∞ is ∞", "tail", `mean[c] = data[c]! + variance[c]!;`, `mean[c] = data[c]!;`],
    ["pairwise: half counted twice", "window", `offset + half * stride, stride, n - half)`, `offset, stride, n - half)`],
  ], ["tests/laws/extreme-statistics.test.ts"]),
  ...mutantsOf("lib/kernels/moments.ts", [
    ["one column: not shifted", "tail", `const first = x[c]!;`, `const first = 0;`],
    ["four columns: the third not shifted", "tail", `x2 = x[c + 2]!`, `x2 = 0`],
    ["four columns: the second's squares by the first", "operand", `q1 += d1 * d1;`, `q1 += d0 * d1;`],
    ["the last four start late", "window", `Math.min(next, columns - 4)`, `next`, "equal: the four columns are independent, and what lies beyond the array is read as NaN and dropped when written"],
    ["a row: not scaled beyond the fours", "factor", `(x[at]! - mean[j]!) * scale[j]!;\n      to[at] = value;`, `x[at]! - mean[j]!;\n      to[at] = value;`],
    ["a row: the third of four by the second's mean", "window", `m2 = mean[j + 2]!`, `m2 = mean[j + 1]!`],
    ["a row: the fourth of four by the third's scale", "window", `* scale[j + 3]!;`, `* scale[j + 2]!;`],
    ["a row: the fours along the mean forgotten", "reduction", `along[r] = a + b + (c + d);`, `along[r] = a;`],
  ]),
  ...mutantsOf("tensor/elementwise.ts", [
    ["addInOrder: the rest forgotten", "window", `for (let i = fours; i < out.length; i++) out[i] = x[i]! + y[i]!;`, ``],
    ["addInOrder: the third of four", "window", `r = x[i + 2]! + y[i + 2]!`, `r = x[i + 2]! + y[i + 1]!`],
    ["mulInOrder: the fourth of four", "operand", `s = x[i + 3]! * y[i + 3]!`, `s = x[i + 3]! + y[i + 3]!`],
    ["mulInOrder: the rest forgotten", "window", `for (let i = fours; i < out.length; i++) out[i] = x[i]! * y[i]!;`, ``],
    ["in order: whatever the stride", "condition", `if (rows !== 1 || columnStride !== 1) return undefined;`, `if (rows !== 1) return undefined;`],
    ["in order: the offset forgotten", "window", `offset === 0 ? data : data.subarray(offset, offset + length)`, `data`],
    ["axes merged by the strides of one", "condition", `a.stride[axis] === aStrides[last]! * inner &&\n      b.stride[axis] === bStrides[last]! * inner`, `a.stride[axis] === aStrides[last]! * inner`],
    ["pieces: steps of the other", "operand", `walk(b, bStrides, bSteps)`, `walk(b, bStrides, aSteps)`],
    ["divLoop: operands exchanged", "operand", `out[o] = A[i]! / B[j]!;`, `out[o] = B[j]! / A[i]!;`],
    ["subLoop: sign", "sign", `out[o] = A[i]! - B[j]!;`, `out[o] = B[j]! - A[i]!;`],
  ]),
  ...mutantsOf("tensor/reduce.ts", [
    ["sumTo: the last row forgotten", "window", `r < to; r++, at += columns) {`, `r < Math.max(to - 1, 1); r++, at += columns) {`],
    ["sumTo: the second half forgotten", "reduction", `for (let c = 0; c < columns; c++) out[c] = out[c]! + rest[c]!;`, ``],
    ["max: drops NaN", "tie", `largest = Math.max(largest, data[at]!);`, `if (data[at]! > largest) largest = data[at]!;`],
    ["logSumExp: every maximum counted once", "tie", `if (!seen && data[at] === shift) seen = true;`, `if (data[at] === shift) seen = true;`],
    ["logSumExp: not shifted", "tail", `const shift = largest[r]!;`, `const shift = Math.min(0, largest[r]!);`],
    ["rowsOf: reduced axes first", "axis", `const order = [...kept, ...axes];`, `const order = [...axes, ...kept];`],
  ]),
  ...mutantsOf("tensor/pooling.ts", [
    ["average: by what lies inside", "count", `shares.shares.fill(1 / (windows.kernel[0] * windows.kernel[1]));`, ``],
    ["ties: all to each", "tie", `const share = 1 / (k - starts[p]!);`, `const share = 1;`],
    ["windows: strides exchanged", "axis", `const left = j * stride[1] - padding[1];`, `const left = j * stride[0] - padding[1];`],
    ["max: the last row forgotten", "window", `let largest = -Infinity;\n    for (let y = 0; y < tall; y++) {`, `let largest = -Infinity;\n    for (let y = 0; y < Math.max(1, tall - 1); y++) {`],
  ], ["tests/autograd/ops/pooling.test.ts"]),
  ...mutantsOf("tensor/unfold.ts", [
    ["the last column left out", "window", `x >= 0 && x < width) visit`, `x >= 0 && x < width - 1) visit`],
    ["dilation forgotten", "window", `ky * dilation[0]`, `ky`],
    ["fold: overwritten for added", "reduction", `out[pixel] = out[pixel]! + from[row]!;`, `out[pixel] = from[row]!;`],
  ], ["tests/autograd/ops/unfold.test.ts"]),
];

// prettier-ignore
const probes = [
  ...mutantsOf("probes/rounding.ts", [
    ["threshold: nothing is zero", "condition", `sorted[zeros]! <= threshold`, `sorted[zeros]! < 0 * threshold`],
    ["threshold: one too many", "window", `return { zeros, gap: gapAt(sorted, zeros) };`, `return { zeros: Math.min(zeros + 1, sorted.length), gap: gapAt(sorted, zeros) };`],
    ["margin: without √n", "factor", `10 * Math.sqrt(n) * Number.EPSILON`, `10 * Number.EPSILON`],
    ["floor: margin alone", "condition", `Math.max(margin(n), n * Number.EPSILON)`, `margin(n)`],
    ["gap: one place on", "window", `return sorted[zeros]! / Math.max(sorted[zeros - 1]!, dust);`, `return sorted[zeros - 1]! / Math.max(sorted[zeros - 1]!, dust);`],
    ["gap: no dust", "condition", `Math.max(sorted[zeros - 1]!, dust)`, `sorted[zeros - 1]!`],
    ["widest gap: anywhere", "condition", `sorted[zeros - 1]! <= limit`, `limit >= 0`],
  ], ["tests/probes/condition.test.ts"]),
  ...mutantsOf("probes/spectrum.ts", [
    ["bracket: one count too few", "window", `negative + zero > place`, `negative + zero >= place`],
    ["bracket: lower count not checked", "condition", `inertia(entries, size, low).negative <= place && `, ``],
    ["asymmetry is left out of the margin", "epsilon", `const width = margin(size) * largest + asymmetry;`, `const width = margin(size) * largest;`],
    ["cancellation is left out of the margin", "epsilon", `, matrix.magnitude ?? 0);`, `);`],
  ], ["tests/probes/condition.test.ts", "tests/probes/congruence.test.ts"]),
  ...mutantsOf("probes/factor-spectrum.ts", [
    ["eigenvalues of the factor: not squared", "factor", `singular.map((value) => value ** 2)`, `singular.map((value) => value)`],
    ["units: one power of two", "factor", `fits ? 0 : 2 * found.exponent`, `fits ? 0 : found.exponent`],
    ["the error of the factor forgotten", "epsilon", `low - better(low, relative, ofError)`, `low`],
  ]),
  ...mutantsOf("probes/certain-singular-values.ts", [
    ["rank of the columns as they are", "condition", `singularValues(withEqualColumns(given), rows, columns)`, `singularValues(given.entries, rows, columns)`],
  ]),
  ...mutantsOf("probes/curvature-roots.ts", [
    ["softmax: the sum of the pairs left out", "reduction", `dd.plus(pairs.get(at)!, dd.times(dd.over`, `dd.plus(dd.zero, dd.times(dd.over`],
    ["asymmetry forgotten", "epsilon", `rounding + asymmetryOf(matrix, units)`, `rounding`],
  ]),
  ...mutantsOf("probes/condition.ts", [
    ["κ* over the least of all", "window", `spectrum.bracket(zeros))`, `spectrum.bracket(0))`],
    ["interval: ends exchanged", "operand", `b.low > 0 ? a.high / b.low : Infinity`, `b.low > 0 ? a.high / b.high : Infinity`],
    ["a small gap is no doubt", "condition", `if (gap < clearGap) {`, `if (gap < 1) {`],
    ["a wrong prediction is no doubt", "condition", `nullity !== undefined && nullity !== zeros`, `nullity !== undefined && nullity < 0`],
    ["anywhere is stationary", "condition", `stationarity === undefined || stationarity <= stationaryBelow`, `stationarity === undefined || stationarity <= 1`],
    ["median: of the lower half", "window", `sorted[Math.floor(middle)]! / 2`, `sorted[Math.ceil(middle) - 1]! / 2`],
  ]),
  ...mutantsOf("probes/krylov.ts", [
    ["orthogonalised once", "reduction", `for (let pass = 0; pass < 2; pass++)`, `for (let pass = 0; pass < 1; pass++)`],
    ["against the last vector alone", "reduction", `for (const v of basis) addScaled(w, -inner(v, w), v);`, `for (const v of basis.slice(-2)) addScaled(w, -inner(v, w), v);`],
    ["exhaustion: absolute", "condition", `beta <= nothing`, `beta <= 1e-12`],
  ]),
  ...mutantsOf("probes/hutchinson.ts", [
    ["standard deviation for error", "count", `root / Math.sqrt((this.#count - 1) * this.#count)`, `root / Math.sqrt(this.#count - 1)`],
    ["errors: N for N − 1", "count", `(this.#count - 1) * this.#count`, `this.#count * this.#count`],
    ["diagonal: signs forgotten", "operand", `product.map((value, i) => s[i]! * value)`, `product.map((value) => value)`],
  ]),
  ...mutantsOf("probes/gauss-newton.ts", [
    ["curvature of the outputs forgotten", "operand", `outputCurvature(tangent)`, `tangent`],
    ["the Hessian's own", "constant", `const top = variable(detached(evaluation.result));`, `const top = evaluation.result;`, "equal: derivatives by a node in the middle of a graph are those by a leaf of its value"],
  ]),
  ...mutantsOf("probes/preconditioned.ts", [
    ["P for Pᵀ", "operand", `transposeTimes: through("transposeTimes"),`, `transposeTimes: through("times"),`],
    ["bias left as it is", "operand", `layout.part(out, bias).set(elementsOf(image.bias!))`, `layout.part(out, bias).set(layout.part(v, bias))`],
  ]),
  ...mutantsOf("probes/hessian.ts", [
    ["stationarity: the gradient alone", "factor", `return size / norm(apply(normals(random, gradient.length))) / norm(point);`, `return size;`],
    ["restricted: the whole again", "operand", `hessianOf(evaluation, layout.restrictedTo(parameters))`, `hessianOf(trip, layout)`],
  ], ["tests/probes/curvature.test.ts"]),
];

export const numerics: readonly Mutant[] = [...linearAlgebra, ...values, ...probes];
