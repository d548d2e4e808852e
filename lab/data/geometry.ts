/**
 * Plane geometry for generated data: the few maps of gl-matrix that the tasks need, in double precision.
 *
 * gl-matrix makes Float32 arrays by default, which would round every drawing to 24 bits; it is set to plain
 * arrays once, here, and the other files of this folder reach it through here alone. Nothing here draws at random.
 */
import { glMatrix, mat2d, vec2 } from "gl-matrix";

glMatrix.setMatrixArrayType(Array);

/** x ↦ A·x + t in the plane. */
export type PlaneMap = mat2d;
export type Point = readonly [number, number];

/** The rotation by `angle` radians about the origin, followed by a shift. */
export function rotation(angle: number, shift: Point = [0, 0]): PlaneMap {
  const map = mat2d.fromTranslation(mat2d.create(), [...shift]);
  return mat2d.rotate(map, map, angle);
}

/** Read from right to left: centre → origin, scale, shear along x, rotate, origin → `to`. */
export function placement(part: {
  readonly centre: Point;
  readonly scale: Point;
  readonly shear: number;
  readonly angle: number;
  readonly to: Point;
}): PlaneMap {
  const map = rotation(part.angle, part.to);
  mat2d.multiply(map, map, mat2d.fromValues(1, 0, part.shear, 1, 0, 0));
  mat2d.scale(map, map, [...part.scale]);
  return mat2d.translate(map, map, [-part.centre[0], -part.centre[1]]);
}

/** A·(x, y) + t. */
export function applyMap(map: PlaneMap, x: number, y: number): Point {
  const out = vec2.transformMat2d(vec2.create(), [x, y], map);
  return [out[0], out[1]];
}
