/**
 * Where in the site each export is: a page for each folder of the package, a heading for each export, and the members
 * of classes and interfaces below it. An export is on the page of the folder whose index.ts exports it.
 *
 * Knows names and paths; nothing about how a page looks.
 */
import { posix } from "node:path";
import type { Declaration, Model } from "./model.ts";

export interface Place {
  /** Of the page, from the root of the site. */
  readonly page: string;
  readonly anchor: string;
}

/** The exports of one folder. */
export interface Folder {
  readonly name: string;
  /** How the folder's exports are reached from the package: "" or, of a namespace, "probes.". */
  readonly prefix: string;
  readonly exports: readonly Declaration[];
}

/** The kinds of TypeDoc's model that are distinguished here. */
const kinds = {
  namespace: 4,
  variable: 32,
  function: 64,
  class: 128,
  interface: 256,
  constructor: 512,
} as const;

export const is = (one: { readonly kind: number }, kind: keyof typeof kinds): boolean =>
  one.kind === kinds[kind];

export const fileOf = ({ sources }: Declaration): string => sources?.[0]?.fileName ?? "";

/** What a folder says of itself: the text of its index.ts, and of the files it exports, in its order. */
export interface Contents {
  readonly name: string;
  /** From the root. */
  readonly path: string;
  readonly summary: string;
  readonly files: readonly { readonly path: string; readonly summary: string }[];
}

/** The folders that have exports; an export belongs to the folder that lists its file. */
export function foldersOf(model: Model, contents: readonly Contents[]): readonly Folder[] {
  const exports = model.children ?? [];
  return contents.flatMap(({ name, files }) => {
    const namespace = exports.find((one) => is(one, "namespace") && one.name === name);
    const own =
      namespace?.children ?? exports.filter((one) => files.some(({ path }) => path === fileOf(one)));
    const prefix = namespace === undefined ? "" : `${name}.`;
    return own.length === 0 ? [] : [{ name, prefix, exports: own }];
  });
}

export const pageOf = (folder: string): string => `api/${folder}.html`;

/** The place of everything that has an id in the model and an entry in the site. */
export function placesOf(folders: readonly Folder[]): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>();
  const inherited = new Map<number, number>();
  for (const { name, exports } of folders) {
    const page = pageOf(name);
    for (const one of exports) {
      for (const { id } of [one, ...(one.signatures ?? [])]) places.set(id, { page, anchor: one.name });
      for (const member of one.children ?? []) {
        const declared = declaredIn(member);
        if (declared !== undefined) inherited.set(member.id, declared);
        if (member.inheritedFrom !== undefined) continue;
        const anchor = anchorOf(one, member);
        for (const { id } of [member, ...(member.signatures ?? [])]) places.set(id, { page, anchor });
      }
    }
  }
  for (const id of inherited.keys()) {
    let to = id;
    while (inherited.has(to)) to = inherited.get(to)!;
    const place = places.get(to);
    if (place !== undefined) places.set(id, place);
  }
  return places;
}

/** An inherited member's id in the class that declares it; its entry is there. */
function declaredIn({ inheritedFrom, signatures }: Declaration): number | undefined {
  const from = inheritedFrom ?? signatures?.[0]?.inheritedFrom;
  return from?.type === "reference" && typeof from.target === "number" ? from.target : undefined;
}

export const anchorOf = (owner: Declaration, member: Declaration): string => `${owner.name}.${member.name}`;

/** The address of a place from a page. */
export function address(from: string, { page, anchor }: Place): string {
  return page === from ? `#${anchor}` : `${posix.relative(posix.dirname(from), page)}#${anchor}`;
}
