/**
 * Module: a layer, or a model made of layers. Its fields are its parameters.
 *
 * There is no registry. The parameters of a module are found by walking its own fields for parameters and modules, also in
 * lists, maps, sets and plain objects within one another, in the order of declaration, and the path to one is its name:
 * "encoder.0.weight". What is in a #private field or in an object of another class is not found; a step of an optimizer
 * refuses a loss that depends on such a parameter.
 */
import { untracked } from "../autograd/index.ts";
import {
  checkArgument,
  kinds,
  type NamedArrays,
  readSafetensors,
  UserError,
  writeSafetensors,
} from "../lib/index.ts";
import type { Preconditioner, PreconditionerState } from "../preconditioners/index.ts";
import { zeros, type Shape, type Tensor } from "../tensor/index.ts";
import { Parameter } from "./parameter.ts";
import type { Pass } from "./pass.ts";
import { collectState, restoreState, within, type Place } from "./state.ts";
import { summaryText, type SummaryRow } from "./summary.ts";

/**
 * @example
 * class Twice extends Module {
 *   override forward(x: Tensor): Tensor {
 *     return mul(2, x);
 *   }
 *   override describe(): string {
 *     return "Twice";
 *   }
 * }
 * new Twice().forward(tensor([1])); // → Tensor [1] [2]
 */
export abstract class Module {
  /** Path in the model, such as "2" or "3.body.0"; empty for a module that stands alone. */
  #place = "";

  /**
   * The output for a batch x. Changes nothing. Without a pass the module is evaluated, with running statistics.
   */
  abstract forward(x: Tensor, pass?: Pass): Tensor;

  /** The kind of layer and its sizes, in one line. */
  abstract describe(): string;

  /** Its parameters and modules by name: its fields; entries of lists and sets by index, of maps by key. */
  parts(): [string, Part][] {
    return fieldsOf(this);
  }

  /** All parameters, in the order of the fields that hold them; a shared one once. Names them if no model has done so. */
  parameters(): Parameter[] {
    if (this.#place === "") this.adopt("");
    return [...pathsIn(this).keys()].filter((part) => part instanceof Parameter);
  }

  /** The layer's name in errors: its path in the model, and its description. */
  who(): string {
    return this.#place === "" ? this.describe() : `${this.#place} ${this.describe()}`;
  }

  /**
   * Names everything in it, as seen from a model in which this is at `place`; "" if this is the model. Called by the module
   * that contains it. What is in several places is named by the first.
   */
  adopt(place: string): void {
    for (const [part, path] of pathsIn(this)) {
      const name = within(place, path);
      if (part instanceof Module) part.#place = name;
      else part.adopt(name);
    }
  }

  /** State besides the parameters that training changes, such as running statistics; none in most modules. */
  statistics(): PreconditionerState {
    return {};
  }

  /** Restores what statistics() returned. @throws DataError for anything else, and then nothing has changed */
  loadStatistics(_state: PreconditionerState): void {
    // There are none.
  }

  /**
   * The values of parameters, statistics of layers, and state of preconditioners, by path. The arrays are not to be written
   * into.
   */
  state(): NamedArrays {
    return collectState(this.#places());
  }

  /**
   * Restores what state() of a model of the same layers returned.
   * @throws DataError at the first name or shape that differs, and then nothing has changed
   */
  restore(state: NamedArrays, who = "restore"): void {
    restoreState(this.#places(), state, who);
  }

  /** Its state as the bytes of a safetensors file. */
  save(): Uint8Array {
    return writeSafetensors(this.state());
  }

  /**
   * Restores the state that save() of a model of the same layers wrote.
   * @param who the name of the bytes in errors: the path of a file
   * @throws DataError if they are damaged or those of another model, and then nothing has changed
   */
  load(bytes: Uint8Array, who = "load"): void {
    this.restore(readSafetensors(bytes, who).arrays, who);
  }

  /** Everything with learned state, by path. */
  #places(): Place[] {
    const seen = new Set<Preconditioner>();
    return [...pathsIn(this)].flatMap(([part, path]): Place[] => {
      if (part instanceof Module) {
        const load = (state: PreconditionerState): void => part.loadStatistics(state);
        return [[path, { state: () => part.statistics(), load }]];
      }
      const { preconditioner } = part;
      if (preconditioner === undefined || seen.has(preconditioner)) return [[path, part]];
      seen.add(preconditioner);
      return [
        [path, part],
        [within(path, "preconditioner"), preconditioner],
      ];
    });
  }

  /** Layers, shapes, parameters and preconditioners, for one example of the given shape: [784], or [3, 32, 32]. */
  summary(example: Shape): string {
    const rows: SummaryRow[] = [];
    // Of several modules under one path only the first: the others are its implementation.
    const modules = new Map<string, Module>();
    for (const [part, path] of pathsIn(this)) {
      if (part instanceof Module && !modules.has(path)) modules.set(path, part);
    }
    const undo = [...modules].map(([path, module]) => module.#listed(path, rows));
    try {
      untracked(() => this.forward(zeros([1, ...example])));
    } finally {
      for (const restore of undo) restore();
    }
    const total = this.parameters().reduce((sum, parameter) => sum + parameter.tensor.size, 0);
    return summaryText(rows, total);
  }

  /** Whether the summary has a row for it: not if it only lists other modules. */
  protected get hasRow(): boolean {
    return true;
  }

  /** Adds a row at the end of each of its forward passes, until this is undone: so modules within it come first. */
  #listed(place: string, rows: SummaryRow[]): () => void {
    const own = Object.getOwnPropertyDescriptor(this, "forward");
    const forward = this.forward.bind(this);
    const traced = (x: Tensor, pass?: Pass): Tensor => {
      const out = forward(x, pass);
      if (this.hasRow) rows.push(this.#row(place, out));
      return out;
    };
    Object.defineProperty(this, "forward", { value: traced, configurable: true });
    return () => {
      if (own === undefined) Reflect.deleteProperty(this, "forward");
      else Object.defineProperty(this, "forward", own);
    };
  }

  #row(place: string, out: Tensor): SummaryRow {
    const own = fieldsOf(this).flatMap(([, field]) => (field instanceof Parameter ? [field] : []));
    return {
      place,
      layer: this.describe(),
      shape: out.shape.slice(1),
      parameters: this.parameters().reduce((sum, parameter) => sum + parameter.tensor.size, 0),
      preconditioner:
        own.find((parameter) => parameter.preconditioner !== undefined)?.preconditioner?.name ?? "",
    };
  }

  /** What the layer is, with its sizes, on one line. */
  toString(): string {
    return this.describe();
  }
}

/** What a module is made of. */
export type Part = Parameter | Module;

/** Everything in a module by its path, the module itself first, under ""; what is in several places by the first. */
function pathsIn(root: Module): ReadonlyMap<Part, string> {
  const paths = new Map<Part, string>([[root, ""]]);
  const taken = new Set<string>();
  const enter = (module: Module, path: string): void => {
    for (const [name, part] of module.parts()) {
      if (paths.has(part)) continue;
      const place = within(path, name);
      if (name !== "" && taken.has(place)) {
        throw new UserError(
          `${root.describe()}: two parts are called '${place}'. Use keys without a point in them.`,
        );
      }
      taken.add(place);
      paths.set(part, place);
      if (part instanceof Module) enter(part, place);
    }
  };
  enter(root, "");
  return paths;
}

/**
 * Parameters and modules among an object's fields, and in what these hold.
 * @example
 * fieldsOf(new Linear(1, 1, { random: Random.stream(0, "weights") })).map(([name]) => name); // → [ 'weight', 'bias' ]
 */
export function fieldsOf(owner: object): [string, Part][] {
  checkArgument("fieldsOf", "owner", owner, kinds.object);
  const opened = new Set<unknown>();
  const partsAt = ([name, field]: readonly [string, unknown]): [string, Part][] => {
    if (field instanceof Parameter || field instanceof Module) return [[name, field]];
    if (opened.has(field)) return [];
    opened.add(field);
    return entriesOf(field).flatMap(([key, entry]) => partsAt([`${name}.${key}`, entry]));
  };
  return Object.entries(owner).flatMap(partsAt);
}

/** The entries of a list, map, set or plain object, by index or key; none of anything else. */
function entriesOf(field: unknown): readonly (readonly [string, unknown])[] {
  if (Array.isArray(field)) return field.map((entry: unknown, i) => [String(i), entry]);
  if (field instanceof Set) return [...field].map((entry: unknown, i) => [String(i), entry]);
  if (field instanceof Map) {
    const isWord = (key: unknown): boolean => typeof key === "string" || typeof key === "number";
    return [...field].map(([key, entry]: [unknown, unknown], i) => [String(isWord(key) ? key : i), entry]);
  }
  if (typeof field !== "object" || field === null) return [];
  const prototype: unknown = Object.getPrototypeOf(field);
  return prototype === Object.prototype || prototype === null ? Object.entries(field) : [];
}
