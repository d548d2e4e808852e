/**
 * Golden cases with images, by loops that share nothing with the engine: operations of images to second order, and a
 * small convolutional network trained with BNP straight from the formulas of the paper.
 */

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}
type Case = Record<string, unknown>;

const wave = (shape: readonly number[], phase: number): Numbers => ({
  shape,
  data: Array.from({ length: shape.reduce((n, length) => n * length, 1) }, (_, i) =>
    Math.sin(1 + phase + 1.7 * i),
  ),
});

/** How a kernel lies on an image: every triple (place in y, in w, in x) that is multiplied, for one group. */
function triples(
  [images, channels, height, width]: readonly number[],
  [outputs, , kh, kw]: readonly number[],
  stride: number,
  padding: number,
): { readonly shape: readonly number[]; readonly all: readonly (readonly [number, number, number])[] } {
  const [down, across] = [
    Math.floor((height! + 2 * padding - kh!) / stride) + 1,
    Math.floor((width! + 2 * padding - kw!) / stride) + 1,
  ];
  const all: (readonly [number, number, number])[] = [];
  let y = 0;
  for (let n = 0; n < images!; n++) {
    for (let o = 0; o < outputs!; o++) {
      for (let i = 0; i < down; i++) {
        for (let j = 0; j < across; j++, y++) {
          for (let w = o * channels! * kh! * kw!; w < (o + 1) * channels! * kh! * kw!; w++) {
            const [c, ki, kj] = [Math.floor(w / (kh! * kw!)) % channels!, Math.floor(w / kw!) % kh!, w % kw!];
            const [row, column] = [i * stride + ki - padding, j * stride + kj - padding];
            if (row < 0 || row >= height! || column < 0 || column >= width!) continue;
            all.push([y, w, ((n * channels! + c) * height! + row) * width! + column]);
          }
        }
      }
    }
  }
  return { shape: [images!, outputs!, down, across], all };
}

/** s = Σ c·(w ∗ x + b): bilinear, so that gradient and Hessian-vector product are sums over the same triples. */
export function convolutionCase(stride = 2, padding = 1): Case {
  const [x, w, b] = [wave([2, 2, 4, 3], 0), wave([3, 2, 3, 2], 5), wave([3], 9)];
  const { shape, all } = triples(x.shape, w.shape, stride, padding);
  const c = wave(shape, 2);
  const [vx, vw, vb] = [wave(x.shape, 11), wave(w.shape, 12), wave(b.shape, 13)];
  const zeros = ({ shape: like, data }: Numbers) => ({ shape: like, data: data.map(() => 0) });
  const positions = shape[2]! * shape[3]!;
  const channelOf = (y: number): number => Math.floor(y / positions) % 3;
  const y = { shape, data: c.data.map((_, at) => b.data[channelOf(at)]!) };
  const [gx, gw, gb, hx, hw] = [zeros(x), zeros(w), zeros(b), zeros(x), zeros(w)];
  for (const [out, k, at] of all) {
    y.data[out]! += w.data[k]! * x.data[at]!;
    gx.data[at]! += c.data[out]! * w.data[k]!;
    gw.data[k]! += c.data[out]! * x.data[at]!;
    hx.data[at]! += c.data[out]! * vw.data[k]!;
    hw.data[k]! += c.data[out]! * vx.data[at]!;
  }
  c.data.forEach((value, at) => (gb.data[channelOf(at)]! += value));
  return {
    op: "conv2d",
    params: { stride, padding },
    inputs: { x, weight: w, bias: b },
    cotangent: c,
    output: y,
    grad: { x: gx, weight: gw, bias: gb },
    direction: { x: vx, weight: vw, bias: vb },
    hvp: { x: hx, weight: hw, bias: zeros(b) },
  };
}

/** A pooling of 2×2 windows side by side on [1, 2, 4, 2], by its four elements: the largest, or the mean. */
export function poolingCase(op: "maxPool2d" | "avgPool2d"): Case {
  const [x, c] = [wave([1, 2, 4, 2], 3), wave([1, 2, 2, 1], 4)];
  const grad = x.data.map(() => 0);
  const output = c.data.map((value, at) => {
    const elements = [0, 1, 2, 3].map((i) => 4 * at + i); // a window is two whole rows
    const numbers = elements.map((i) => x.data[i]!);
    const largest = Math.max(...numbers);
    for (const i of elements) {
      grad[i] = op === "avgPool2d" ? value / 4 : x.data[i] === largest ? value : 0;
    }
    return op === "avgPool2d" ? numbers.reduce((s, v) => s + v, 0) / 4 : largest;
  });
  const shaped = (data: readonly number[]): Numbers => ({ shape: x.shape, data });
  return {
    op,
    params: { kernel: 2, stride: 2 },
    inputs: { x },
    cotangent: c,
    output: { shape: c.shape, data: output },
    grad: { x: shaped(grad) },
    direction: { x: wave(x.shape, 6) },
    hvp: { x: shaped(grad.map(() => 0)) },
  };
}

/** One affine map y = W h + b with BNP, its statistics one a channel, in plain numbers. */
interface Affine {
  readonly w: number[][];
  readonly b: number[];
  readonly mean: number[];
  readonly variance: number[];
}

const settings = { lr: 0.1, rho: 0.9, eps1: 0.01, eps2: 0.0001 } as const;

/** μ and σ² take in the values of each channel; total statistics. */
function observe({ mean, variance }: Affine, values: readonly (readonly number[])[]): void {
  const { rho } = settings;
  values.forEach((channel, c) => {
    const mu = channel.reduce((s, v) => s + v, 0) / channel.length;
    const s2 = channel.reduce((s, v) => s + (v - mu) ** 2, 0) / channel.length;
    const d = mu - mean[c]!;
    variance[c] = rho * variance[c]! + (1 - rho) * s2 + rho * (1 - rho) * d * d;
    mean[c]! += (1 - rho) * d;
  });
}

/** One step along the preconditioned gradient, from rows H and cotangents δ; `repeat` columns belong to a channel. */
function step({ w, b, mean, variance }: Affine, rows: number[][], deltas: number[][], repeat: number): void {
  const { lr, eps1, eps2 } = settings;
  const m = w[0]!.length;
  const q2 = Math.max(m / rows.length, 1);
  const damping = eps1 * Math.max(...variance) + eps2;
  w.forEach((weights, o) => {
    const g = deltas.reduce((s, delta) => s + delta[o]!, 0);
    let along = 0;
    for (let k = 0; k < m; k++) {
      const c = Math.floor(k / repeat);
      const plain = rows.reduce((s, h, r) => s + deltas[r]![o]! * h[k]!, 0);
      const step = (plain - g * mean[c]!) / (variance[c]! + damping) / q2;
      along += step * mean[c]!;
      weights[k]! -= lr * step;
    }
    b[o]! -= lr * (g / q2 - along);
  });
}

/** Four steps of conv2d(3→4, 3×3, padding 1), relu, global mean, dense(4→3) on images of 4×3, two a batch. */
export function convTrajectory(): Case & { losses: number[] } {
  const [n, classes, area] = [2, 3, 12];
  const affine = (outputs: number, inputs: number, channels: number, phase: number): Affine => ({
    w: Array.from({ length: outputs }, (_, o) => wave([inputs], phase + o).data.map((v) => 0.3 * v)),
    b: wave([outputs], phase + 7).data.map((v) => 0.2 * v),
    mean: new Array<number>(channels).fill(0),
    variance: new Array<number>(channels).fill(1),
  });
  const [conv, dense] = [affine(4, 27, 3, 0), affine(classes, 4, 4, 20)];
  const init = weightsOf(conv, dense);
  const inputs: Numbers[] = [];
  const labels: number[][] = [];
  const losses: number[] = [];
  for (let t = 0; t < 4; t++) {
    const x = wave([n, 3, 4, 3], 31 * t);
    const shifted = { shape: x.shape, data: x.data.map((v, i) => v + (Math.floor(i / area) % 3)) };
    const chosen = [t % classes, (t + 1) % classes];
    inputs.push(shifted);
    labels.push(chosen);
    losses.push(trainOn(conv, dense, shifted, chosen));
  }
  return {
    kind: "conv",
    architecture: "conv2d(3->4,3x3,pad 1) relu globalAvgPool dense(4->3)",
    loss: "crossEntropy",
    ...{
      batch: n,
      steps: 4,
      ...settings,
      statistics: "total",
      optimizer: "sgd",
      init,
      inputs,
      labels,
      losses,
    },
    final: {
      ...weightsOf(conv, dense),
      convMean: { shape: [3], data: conv.mean },
      convVariance: { shape: [3], data: conv.variance },
    },
  };
}

function weightsOf(conv: Affine, dense: Affine): Record<string, Numbers> {
  return {
    convWeight: { shape: [4, 3, 3, 3], data: conv.w.flat() },
    convBias: { shape: [4], data: [...conv.b] },
    denseWeight: { shape: [dense.w.length, 4], data: dense.w.flat() },
    denseBias: { shape: [dense.b.length], data: [...dense.b] },
  };
}

/** The mean cross entropy of a batch, and one step of both maps. */
function trainOn(conv: Affine, dense: Affine, x: Numbers, labels: readonly number[]): number {
  const [n, , height, width] = x.shape as [number, number, number, number];
  const area = height * width;
  const rows = Array.from({ length: n * area }, () => new Array<number>(27).fill(0));
  const { all } = triples(x.shape, [1, 3, 3, 3], 1, 1);
  for (const [y, k, at] of all) rows[y]![k] = x.data[at]!;
  const before = rows.map((h) => conv.w.map((w, o) => w.reduce((s, v, k) => s + v * h[k]!, conv.b[o]!)));
  const pooled = Array.from({ length: n }, (_, i) =>
    conv.b.map(
      (_unused, o) =>
        before.slice(i * area, (i + 1) * area).reduce((s, y) => s + Math.max(0, y[o]!), 0) / area,
    ),
  );
  let loss = 0;
  const deltas = pooled.map((h, i) => {
    const z = dense.w.map((w, o) => w.reduce((s, v, k) => s + v * h[k]!, dense.b[o]!));
    const total = z.reduce((s, v) => s + Math.exp(v), 0);
    loss += (Math.log(total) - z[labels[i]!]!) / n;
    return z.map((v, o) => (Math.exp(v) / total - (o === labels[i] ? 1 : 0)) / n);
  });
  const back = before.map((y, r) =>
    y.map((value, o) => {
      const slope = dense.w.reduce((s, w, k) => s + deltas[Math.floor(r / area)]![k]! * w[o]!, 0);
      return value > 0 ? slope / area : 0;
    }),
  );
  observe(conv, [0, 1, 2].map((c) => x.data.filter((_, i) => Math.floor(i / area) % 3 === c))); // prettier-ignore
  observe(dense, conv.b.map((_, o) => pooled.map((h) => h[o]!))); // prettier-ignore
  step(conv, rows, back, 9);
  step(dense, pooled, deltas, 1);
  return loss;
}
