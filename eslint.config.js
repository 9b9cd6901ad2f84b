import tseslint from "typescript-eslint";
import { layers } from "./eslint.layers.js";

export default tseslint.config(
  { ignores: ["build/", "node_modules/", "data*/", ".cache/", "test-results/", "playwright-report/", "db/migrations/"] },
  ...tseslint.configs.recommended,
  {
    rules: {
      "max-lines": ["error", { max: 250, skipBlankLines: false, skipComments: false }],
      "no-console": "error",
      eqeqeq: "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/no-empty-object-type": "off",
    },
  },
  // The launchers talk to a person at a terminal; the set-up of the tests watches console itself.
  { files: ["scripts/**/*.mjs", "vitest.setup.ts"], rules: { "no-console": "off" } },
  ...layers,
);
