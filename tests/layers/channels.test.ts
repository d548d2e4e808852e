import { add } from "../../autograd/index.ts";
import { perChannel } from "../../layers/channels.ts";
import { tensor, zeros } from "../../tensor/index.ts";

it.each([[[2, 3]], [[2, 3, 4]], [[2, 3, 1, 2]]])(
  "a number a channel broadcasts against x of shape %j",
  (shape) => {
    const sum = add(zeros(shape), perChannel(tensor([1, 2, 3]), shape));
    expect(sum.shape).toEqual(shape);
    const places = shape.slice(2).map(() => 0);
    expect([0, 1, 2].map((c) => sum.at(1, c, ...places))).toEqual([1, 2, 3]);
  },
);
