// The sentence under the numbers, filled in as words.py does it.
import { formatNumber } from "wd/figure/format.js";

/** Bits are whole where an encoder sends them, and have a decimal where they are ideal lengths. */
export function formatBits(/** @type {number} */ bits, /** @type {string} */ code) {
  return formatNumber(bits, null, code === "ideal" ? 3 : 0);
}

/**
 * @param {Object<string, string>} sentences by what has come of the telegram
 * @param {import("./run.js").Run} run @param {number} sent @param {string} code
 */
export function outcome(sentences, run, sent, code) {
  const stops = ["p", "q"]
    .map((name) => run.spent[name].stop)
    .map((stop) => (stop !== null && sent > stop ? stop : null));
  if (stops.some((stop) => stop !== null)) {
    const stop = Math.max(...stops.filter((each) => each !== null));
    const name = stops.includes(null) ? (stops[0] === null ? "no-word-q" : "no-word-p") : "no-word";
    return fill(sentences[name], { letter: run.letter(stop), place: stop + 1 });
  }
  if (!sent) return sentences.nothing;
  const more = run.bits("q", sent) - run.bits("p", sent);
  if (Math.abs(more) < 1e-9 * sent) return sentences.even;
  const name = `${more < 0 ? "lucky" : "dear"}${sent < run.total ? "-so-far" : ""}`;
  return fill(sentences[name], {
    gap: formatNumber(Math.abs(more) / sent, "bits"),
    bits: `${formatBits(Math.abs(more), code)}\u00a0bits`,
  });
}

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
