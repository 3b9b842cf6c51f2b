// What the live region says at the end of a gesture: "Q of e 0.90. KL 0.737 bits, up 0.100".
import { formatNumber } from "wd/figure/format.js";

/**
 * @param {string} what
 * @param {number} before
 * @param {number} now
 * @param {string} unit
 * @param {string[]} culprits names of the outcomes that make KL infinite
 */
export function announcement(what, before, now, unit, culprits) {
  return `${what}. KL ${formatNumber(now, unit).replace("\u00a0", " ")}${change(before, now, culprits)}`;
}

function change(before, now, culprits) {
  if (now === Infinity) return `: Q says ${culprits.join(", ")} never happens`;
  if (before === Infinity) return ", no longer infinite";
  const by = now - before;
  if (formatNumber(Math.abs(by)) === "0.000" || Math.abs(by) < 5e-4) return ", unchanged";
  return `, ${by > 0 ? "up" : "down"} ${formatNumber(Math.abs(by))}`;
}
