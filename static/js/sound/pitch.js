// What a number sounds like. Pure: nats to pitch, bits of a code word to tones.
import { PER_NAT } from "wd/kernel/units.js";

/** The note of no nats at all, the A below middle C, in hertz. */
export const LOWEST = 220;
/** How many octaves above it infinity lies. */
export const OCTAVES = 3;
/** Less than this reads as 0.000: a click instead of a note. */
export const SILENT = 5e-4;

/**
 * A number in nats.
 * @param {number} value @param {string | null | undefined} unit "bits" or "nats"; without one it stays as it is
 */
export const inNats = (value, unit) => value / (PER_NAT[unit] ?? 1);

/**
 * The frequency of a KL, in hertz: 220 · 2^(3 KL / (1 + KL)). It rises with KL all the way, fastest near 0, and
 * arrives three octaves up at infinity and nowhere before.
 * @param {number} nats from 0 to Infinity
 */
export function frequencyOf(nats) {
  return LOWEST * 2 ** (OCTAVES * (nats === Infinity ? 1 : nats / (1 + nats)));
}

/** @typedef {{start: number, length: number}} Tone in seconds */

const SHORT = 1; // units: a 0
const LONG = 3; // a 1, as in Morse's code
const GAP = 1;

/**
 * A code word as tones: a short one for each 0, a long one for each 1. Where a code has no digits, as an ideal one,
 * a single tone as long as so many zeros.
 * @param {string} word the digits, or ""
 * @param {number} bits how long the word is
 * @param {number} unit the seconds of a short tone
 * @returns {Tone[]}
 */
export function tonesOf(word, bits, unit) {
  if (!word) return bits > 0 && bits < Infinity ? [{ start: 0, length: bits * (SHORT + GAP) * unit }] : [];
  let at = 0;
  return [...word].map((digit) => {
    const tone = { start: at * unit, length: (digit === "1" ? LONG : SHORT) * unit };
    at += tone.length / unit + GAP;
    return tone;
  });
}

/** How long tones last, in seconds. @param {Tone[]} tones */
export const lengthOf = (tones) => Math.max(0, ...tones.map(({ start, length }) => start + length));
