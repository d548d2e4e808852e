// jstat ships no types; only what this project calls is declared.
declare module "jstat" {
  export const studentt: {
    /** The quantile of Student's t distribution: P(T ≤ inv(p, dof)) = p. */
    inv(p: number, degreesOfFreedom: number): number;
  };
}
