// Q's two numbers, typed.
import { formatPlain } from "wd/figure/format.js";
import { makeNumberField } from "wd/figure/number_field.js";
import { keptWidth } from "./model.js";

const KINDS = {
  mu: { name: "μ", says: "Centre of Q", blocked: () => null },
  sigma: { name: "σ", says: "Width of Q", blocked: keptWidth },
};

/** @param {Element} root @param {import("../host.js").Host} host */
export function makeTyped(root, host) {
  const fields = Object.entries(KINDS).flatMap(([name, { name: sign, says, blocked }]) =>
    [.../** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll(`.typed-q [data-typed=${name}]`))].map(
      (input) =>
        makeNumberField(input, {
          bounds: host.fields[name].bounds,
          example: "1.5",
          name: () => sign,
          text: () => formatPlain(host.state()[name]),
          complain: host.complain,
          blocked: () => blocked(host.state()),
          commit: (value) => host.change(says, { [name]: value }),
        }),
    ),
  );
  return {
    paint() {
      for (const field of fields) field.refresh();
    },
  };
}
