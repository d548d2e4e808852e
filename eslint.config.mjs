/**
 * What eslint checks: mistakes that types can show. Formatting is prettier's alone. Each rule that is off or
 * changed says why.
 */
import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "dist-docs/",
      ".build/",
      ".nodes/",
      "runs/",
      "scratch/",
      "coverage/",
      "node_modules/",
      "bench/peers/",
      "**/*.as.ts",
      "**/*.generated.ts",
    ],
  },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "inline-type-imports", disallowTypeAnnotations: false },
      ],
      // noUncheckedIndexedAccess makes every a[i] of a Float64Array `number | undefined`; in loops over known
      // lengths `a[i]!` is the honest spelling, and a check would cost time in the kernels.
      "@typescript-eslint/no-non-null-assertion": "off",
      // Numbers and booleans in messages are what messages are for; `${object}` stays an error.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      // `() => stream.write(x)` is plain; the value of a void arrow is not used by anyone here.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // A leading underscore says that a value is left unused on purpose.
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      eqeqeq: "error",
    },
  },
  {
    files: ["tests/**/*.ts"],
    rules: {
      // expect(object.method) hands a method to jest, which never calls it unbound.
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    files: ["scripts/**/*.mjs"],
    languageOptions: { globals: { console: "readonly", process: "readonly" } },
  },
  {
    files: ["**/*.js"],
    languageOptions: {
      sourceType: "commonjs",
      globals: {
        __dirname: "readonly",
        __filename: "readonly",
        console: "readonly",
        module: "writable",
        performance: "readonly",
        process: "readonly",
        require: "readonly",
        setTimeout: "readonly",
      },
    },
  },
);
