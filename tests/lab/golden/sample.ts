/**
 * Golden files made here, by loops that share nothing with the engine: closed forms for operations, and one
 * softmax-regression layer trained with BNP straight from Algorithm 1 of the paper.
 */

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

const vector = (...data: readonly number[]): Numbers => ({ shape: [data.length], data });

/** s = Σ c·eˣ: gradient c·eˣ, Hessian times v c·eˣ·v. */
export function expCase(): Record<string, unknown> {
  const [x, c, v] = [
    [0.3, -1.2],
    [0.7, 1.1],
    [-0.4, 0.9],
  ] as const;
  const y = x.map((value) => Math.exp(value));
  return {
    op: "exp",
    params: {},
    inputs: { x: vector(...x) },
    cotangent: vector(...c),
    output: vector(...y),
    grad: { x: vector(...y.map((value, i) => value * c[i]!)) },
    direction: { x: vector(...v) },
    hvp: { x: vector(...y.map((value, i) => value * c[i]! * v[i]!)) },
  };
}

/** s = c·Σ aᵢbᵢ over an axis, as mul then sum would have it: here mul alone, with broadcasting of b. */
export function mulCase(): Record<string, unknown> {
  const [a, b, c] = [[2, -3], 0.5, [1.5, -0.25]] as const;
  const [va, vb] = [[0.1, 0.2], -0.7] as const;
  return {
    op: "mul",
    params: {},
    inputs: { a: vector(...a), b: vector(b) },
    cotangent: vector(...c),
    output: vector(...a.map((value) => value * b)),
    grad: { a: vector(...c.map((value) => value * b)), b: vector(a[0] * c[0] + a[1] * c[1]) },
    direction: { a: vector(...va), b: vector(vb) },
    hvp: { a: vector(...c.map((value) => value * vb)), b: vector(c[0] * va[0] + c[1] * va[1]) },
  };
}

/** Two classes, three features, batches of two: four steps of `paper` or `total` statistics, plain loops throughout. */
export function denseCase(statistics: "paper" | "total"): Record<string, unknown> & { losses: number[] } {
  const [m, n, rows, lr, rho, eps1, eps2] = [3, 2, 2, 0.1, 0.9, 0.01, 0.0001];
  const start = { weight: [0.1, -0.2, 0.3, 0.05, 0.4, -0.1], bias: [0.2, -0.3] };
  const weight = [...start.weight];
  const bias = [...start.bias];
  const mean = new Array<number>(m).fill(0);
  const variance = new Array<number>(m).fill(1);
  const inputs: Numbers[] = [];
  const labels: number[][] = [];
  const losses: number[] = [];
  for (let t = 0; t < 4; t++) {
    const h = Array.from({ length: rows * m }, (_, i) => Math.sin(1 + i + 7 * t) + (i % m));
    const classes = [t % 2, (t + 1) % 2];
    inputs.push({ shape: [rows, m], data: h });
    labels.push(classes);
    for (let c = 0; c < m; c++) {
      const mu = (h[c]! + h[m + c]!) / 2;
      const s2 = ((h[c]! - mu) ** 2 + (h[m + c]! - mu) ** 2) / 2;
      const d = mu - mean[c]!;
      variance[c] =
        rho * variance[c]! + (1 - rho) * s2 + (statistics === "total" ? rho * (1 - rho) * d * d : 0);
      mean[c]! += (1 - rho) * d;
    }
    const gW = new Array<number>(n * m).fill(0);
    const gB = new Array<number>(n).fill(0);
    let loss = 0;
    for (let r = 0; r < rows; r++) {
      const z = bias.map(
        (b, o) => b + [0, 1, 2].reduce((sum, c) => sum + weight[o * m + c]! * h[r * m + c]!, 0),
      );
      const total = Math.exp(z[0]!) + Math.exp(z[1]!);
      loss += (Math.log(total) - z[classes[r]!]!) / rows;
      for (let o = 0; o < n; o++) {
        const delta = (Math.exp(z[o]!) / total - (o === classes[r] ? 1 : 0)) / rows;
        gB[o]! += delta;
        for (let c = 0; c < m; c++) gW[o * m + c]! += delta * h[r * m + c]!;
      }
    }
    losses.push(loss);
    const q2 = Math.max(m / rows, 1);
    const damping = eps1 * Math.max(...variance) + eps2;
    for (let o = 0; o < n; o++) {
      let along = 0;
      for (let c = 0; c < m; c++) {
        const g = (gW[o * m + c]! - gB[o]! * mean[c]!) / (variance[c]! + damping) / q2;
        along += g * mean[c]!;
        weight[o * m + c]! -= lr * g;
      }
      bias[o]! -= lr * (gB[o]! / q2 - along);
    }
  }
  const matrix = (data: readonly number[]): Numbers => ({ shape: [n, m], data });
  return {
    kind: "dense",
    sizes: [m, n],
    activation: "tanh",
    loss: "crossEntropy",
    ...{ batch: rows, steps: 4, lr, statistics, rho, eps1, eps2, optimizer: "sgd" },
    init: { weights: [matrix(start.weight)], biases: [vector(...start.bias)] },
    inputs,
    labels,
    losses,
    final: {
      weights: [matrix(weight)],
      biases: [vector(...bias)],
      mean: [vector(...mean)],
      variance: [vector(...variance)],
    },
  };
}
