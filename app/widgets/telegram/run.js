// One telegram on its tape, as tape.py counted it: what the letters sent so far have cost.
import { Sum } from "wd/kernel/divergences.js";

/**
 * @typedef {{steps: number[], closing: number, bits: string | null, stop: number | null}} Spending
 * @typedef {{letters: string, p: Spending, q: Spending}} Tape
 */

export class Run {
  /** @param {Tape} tape @param {string[]} labels */
  constructor(tape, labels) {
    this.letters = [...tape.letters].map((digit) => parseInt(digit, 36));
    this.labels = labels;
    this.total = this.letters.length;
    this.spent = { p: tape.p, q: tape.q };
    this.totals = { p: sums(tape.p.steps), q: sums(tape.q.steps) };
  }

  /** Bits spent on the first `sent` letters; Infinity once a letter has no word. */
  bits(/** @type {"p" | "q"} */ name, /** @type {number} */ sent) {
    const { stop } = this.spent[name];
    return stop !== null && sent > stop ? Infinity : this.totals[name][sent];
  }

  /** What each letter adds, as it stands on the ribbon. */
  written(/** @type {"p" | "q"} */ name, /** @type {number} */ place) {
    const { steps, bits } = this.spent[name];
    if (place >= steps.length) return "∞";
    if (bits === null) return steps[place].toFixed(2);
    return bits.slice(this.totals[name][place], this.totals[name][place + 1]);
  }

  /** The code word of a letter, for the ear. @returns {{digits: string, bits: number}} */
  word(/** @type {"p" | "q"} */ name, /** @type {number} */ place) {
    const { steps, bits } = this.spent[name];
    return {
      digits: bits === null || place >= steps.length ? "" : this.written(name, place),
      bits: steps[place] ?? Infinity,
    };
  }

  letter(/** @type {number} */ place) {
    return this.labels[this.letters[place]];
  }

  /** How often each letter of the alphabet is among the first `sent`. @returns {number[]} */
  counts(sent) {
    const counts = this.labels.map(() => 0);
    for (const letter of this.letters.slice(0, sent)) counts[letter]++;
    return counts;
  }

  /**
   * The numbers that exist after `sent` letters, by the names that the page shows them under.
   * @returns {Object<string, number>}
   */
  numbers(sent) {
    const p = this.bits("p", sent);
    const q = this.bits("q", sent);
    const numbers = { letters: sent, "bits-p": p, "bits-q": q };
    if (sent) Object.assign(numbers, { "average-p": p / sent, "average-q": q / sent });
    if (sent && p < Infinity) Object.assign(numbers, { "bits-gap": q - p, gap: (q - p) / sent });
    return numbers;
  }
}

/** The sums of the first 0, 1, 2, … steps. @returns {number[]} */
function sums(/** @type {number[]} */ steps) {
  const sum = new Sum();
  const next = (/** @type {number} */ step) => {
    sum.add(step);
    return sum.value;
  };
  return [0, ...steps.map(next)];
}
