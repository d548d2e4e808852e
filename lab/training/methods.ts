/**
 * The registry of methods: one row each, from which configuration, types, help, tables, report and figures follow. To add
 * a method, add a row. The order of the rows is their order in every table and figure.
 *
 * A row says what a method puts into a network. How the network is built is in network.ts, how it is trained in
 * training.ts.
 */
import type { Normalization } from "../../layers/index.ts";
import {
  bnp,
  identity,
  type PreconditionerChoice,
  type StatisticsPolicy,
} from "../../preconditioners/index.ts";

export interface MethodRow {
  /** Its name in titles and sentences, such as "BN". */
  readonly title: string;
  /** What it is, as the legend of a report says it. */
  readonly meaning: string;
  /** What it is, and the source, for the command line. */
  readonly help: string;
  /** Its colour and dash in figures: an index of `tones` in lab/report/palette.ts. */
  readonly tone: number;
  readonly smallestBatch: 1 | 2;
  /** Why smaller batches are not run. */
  readonly smallestBatchReason: string;
  /** Whether the network normalises by batch statistics, so that evaluation can use running or full-batch ones. */
  readonly batchStatistics: boolean;
  /** Whether it keeps statistics of layers' inputs, under each of the policies asked for. */
  readonly inputStatistics: boolean;
  readonly network: (statistics: StatisticsPolicy | null) => {
    readonly normalization?: Normalization;
    readonly preconditioner?: PreconditionerChoice;
  };
}

const anyBatch = {
  smallestBatch: 1,
  smallestBatchReason: "",
  batchStatistics: false,
  inputStatistics: false,
} as const;
const batchNormalised = {
  smallestBatch: 2,
  smallestBatchReason: "a batch of one example has no variance between examples to normalise by",
  batchStatistics: true,
  inputStatistics: false,
} as const;

const rows = {
  none: {
    ...anyBatch,
    title: "plain",
    meaning: "the plain network",
    help: "the plain network and its plain gradient",
    tone: 0,
    network: () => ({ preconditioner: identity() }),
  },
  bn: {
    ...batchNormalised,
    title: "BN",
    meaning: "Batch Normalization of the activations that enter a layer",
    help: "batch normalisation after each activation, eps 1e-5, none at the input (Ioffe and Szegedy 2015)",
    tone: 1,
    network: () => ({ normalization: "bn" }),
  },
  "bn-pre": {
    ...batchNormalised,
    title: "BN before the activation",
    meaning: "Batch Normalization before the activation",
    help: "batch normalisation before each activation, where its authors put it (Ioffe and Szegedy 2015)",
    tone: 4,
    network: () => ({ normalization: "bn-pre" }),
  },
  ln: {
    ...anyBatch,
    title: "LN",
    meaning: "Layer Normalization",
    help: "layer normalisation after each activation (Ba, Kiros and Hinton 2016)",
    tone: 3,
    network: () => ({ normalization: "ln" }),
  },
  gn: {
    ...anyBatch,
    title: "GN",
    meaning: "Group Normalization",
    help: "group normalisation after each activation, up to 8 groups (Wu and He 2018)",
    tone: 6,
    network: () => ({ normalization: "gn" }),
  },
  renorm: {
    ...batchNormalised,
    title: "Renorm",
    meaning: "Batch Renormalization",
    help: "batch renormalisation after each activation, clips opening over 500 steps (Ioffe 2017)",
    tone: 7,
    network: () => ({ normalization: "renorm" }),
  },
  bnp: {
    ...anyBatch,
    inputStatistics: true,
    title: "BNP",
    meaning: "the plain network, its gradients preconditioned (Batch Normalization Preconditioning)",
    help: "the plain network, its gradient preconditioned by batch statistics (Lange, Helfrich and Ye 2022)",
    tone: 2,
    network: (statistics) => ({ preconditioner: bnp({ statistics: statistics ?? "ramp" }) }),
  },
  "bnp+gn": {
    ...anyBatch,
    inputStatistics: true,
    title: "BNP with GN",
    meaning: "Group Normalization, and its network's gradients preconditioned by BNP",
    help: "group normalisation, and its network's gradient preconditioned by BNP (Lange, Helfrich and Ye 2022)",
    tone: 5,
    network: (statistics) => ({
      normalization: "gn",
      preconditioner: bnp({ statistics: statistics ?? "ramp" }),
    }),
  },
} satisfies Readonly<Record<string, MethodRow>>;

export type Method = keyof typeof rows;
export const methods: Readonly<Record<Method, MethodRow>> = rows;
export const methodNames = Object.keys(methods) as Method[];
