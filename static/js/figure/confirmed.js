// What the kernel says of a state, beside the page's own numbers.
import { differ } from "wd/figure/probability.js";
import { same } from "wd/figure/states.js";

/**
 * Listen to what the kernel says of the figure's states; `show` is called with its numbers where they differ from ours.
 * @param {import("wd/figure/view.js").View} view @param {import("wd/figure/kind.js").Kind} kind
 * @param {(numbers: import("wd/figure/kind.js").Numbers) => void} show
 */
export function hearKernel(view, kind, show) {
  let warned = false; // once is enough
  view.channel.onConfirm((reply, sent) => {
    if (reply.error) {
      console.warn(`${view.id}: the server refused a state: ${reply.error}`);
      return;
    }
    const state = view.state();
    if (!reply.results || !same(sent, state)) return;
    const mine = kind.numbers(state); // what is painted may still be on its way there
    const { numbers, wrong } = confirmed(reply, mine, kind.slack);
    if (!wrong.length) return;
    if (!warned)
      console.warn(`${view.id}: the browser's ${wrong.join(", ")} differ from the kernel's, which are shown`);
    warned = true;
    show(numbers);
  });
}

/**
 * @param {{results?: Object<string, number>} & Object<string, any>} reply the results, and perhaps lists, in which
 *   infinity is text
 * @param {import("wd/figure/kind.js").Numbers} mine
 * @returns {{numbers: import("wd/figure/kind.js").Numbers, wrong: string[]}} our numbers with the kernel's in their
 *   places, and the names of
 *   those that differ by more than the slack
 */
function confirmed({ results, ...lists }, mine, slack = 0) {
  const wrong = Object.keys(results).filter((name) => differ(results[name], mine.results[name], slack));
  const numbers = { ...mine, results: { ...mine.results, ...results } };
  for (const name of Object.keys(lists).filter((each) => Array.isArray(mine[each]))) {
    numbers[name] = lists[name].map(Number);
    if (numbers[name].some((value, i) => differ(value, mine[name][i]))) wrong.push(name);
  }
  return { numbers, wrong };
}
