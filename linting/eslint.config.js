// The rules that find mistakes; the form is prettier's, the types are TypeScript's.
import { createRequire } from "node:module";

const require = createRequire(new URL("../.tools/linting/", import.meta.url)); // where npm has put them
const js = require("@eslint/js");
const globals = require("globals");

/** What is said of a frame that imports what needs a page. */
const PURE = "is pure, so that it runs without a browser: take lengths and coordinates from wd/figure/places.js.";

export default [
  js.configs.recommended,
  {
    files: ["**/*.js", "**/*.mjs"],
    languageOptions: { sourceType: "module", globals: globals.browser },
    rules: {
      "array-callback-return": "error",
      "default-case-last": "error",
      eqeqeq: "error",
      "no-constructor-return": "error",
      "no-else-return": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-param-reassign": "off",
      "no-promise-executor-return": "off",
      "no-self-compare": "error",
      "no-shadow-restricted-names": "error",
      "no-template-curly-in-string": "error",
      "no-unreachable-loop": "error",
      "no-unused-expressions": "error",
      "no-unused-private-class-members": "error",
      "no-unused-vars": ["error", { args: "after-used", argsIgnorePattern: "^_", caughtErrors: "all" }],
      "no-useless-concat": "error",
      "no-useless-rename": "error",
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      "prefer-template": "off",
      "require-atomic-updates": "off",
    },
  },
  { files: ["app/widgets/**/*.js", "static/js/figure/*.js"], rules: { "max-lines-per-function": ["error", 60] } },
  { files: ["app/widgets/*/view.js", "static/js/figure/view.js"], rules: { "max-lines": ["error", 200] } },
  {
    files: [
      "app/widgets/*/frame.js",
      "static/js/kernel/*.js",
      "static/js/figure/places.js",
      "static/js/figure/scale.js",
    ],
    languageOptions: { globals: Object.fromEntries(Object.keys(globals.browser).map((name) => [name, "off"])) },
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "^wd/(page|outbox|sound|offline)/|^wd/figure/(?!places|format|probability|scale)", message: PURE },
          ],
        },
      ],
    },
  },
  { files: ["static/offline/*.js"], languageOptions: { globals: { ...globals.serviceworker, MANIFEST: "readonly" } } },
  {
    files: ["static/playground/worker/*.js", "static/playground/modules/*.js"],
    languageOptions: { globals: globals.worker },
  },
  { files: ["**/*.mjs", "tests/**/*.js", "linting/*.js"], languageOptions: { globals: globals.node } },
];
