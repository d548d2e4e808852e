/** Types as TypeScript in HTML. */
import type { JSONOutput } from "typedoc";
import { TypePrinter } from "../../../../scripts/docs/api/types.ts";

type Type = JSONOutput.SomeType;

const printer = new TypePrinter((id) => (id === 7 ? "tensor.html#Tensor" : undefined));
const name = (text: string): Type => ({ type: "intrinsic", name: text });
const linked = { type: "reference", target: 7, name: "Tensor" } as Type;

it.each<[Type, string]>([
  [{ type: "literal", value: "a<b" }, "&quot;a&lt;b&quot;"],
  [linked, '<a href="tensor.html#Tensor">Tensor</a>'],
  [
    { type: "reference", target: 8, name: "Map", typeArguments: [name("string"), name("number")] } as Type,
    "Map&lt;string, number&gt;",
  ],
  [
    { type: "array", elementType: { type: "union", types: [name("string"), name("number")] } },
    "(string | number)[]",
  ],
  [
    { type: "typeOperator", operator: "readonly", target: { type: "array", elementType: name("number") } },
    "readonly number[]",
  ],
  [
    { type: "tuple", elements: [name("number"), { type: "rest", elementType: name("string") }] },
    "[number, ...string]",
  ],
])("prints %j", (type, html) => {
  expect(printer.type(type)).toBe(html);
});

it("refuses a kind of type that it has no form for, instead of leaving it out", () => {
  expect(() => printer.type({ type: "inferred", name: "x" })).toThrow(
    /has no form for a type of kind "inferred"/,
  );
});

it("puts each parameter of a long signature on a line of its own", () => {
  const parameter = (text: string) =>
    ({
      id: 1,
      name: text,
      variant: "param",
      kind: 32768,
      flags: {},
      type: linked,
    }) as unknown as JSONOutput.ParameterReflection;
  const signature = (names: readonly string[]) =>
    ({ parameters: names.map(parameter), type: name("void") }) as unknown as JSONOutput.SignatureReflection;
  expect(printer.signature("f", signature(["x"]))).toBe(
    'f(x: <a href="tensor.html#Tensor">Tensor</a>): void',
  );
  const long = Array.from({ length: 8 }, (_, i) => `parameter${i}`);
  expect(printer.signature("f", signature(long)).split("\n")).toHaveLength(10);
});
