// The shades of the landscape, and their colours.

/** The shades as the server writes them, one byte a point. */
export const bytes = (/** @type {string} */ base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

/** Colours from one to another, both as #rrggbb. */
export function shades(/** @type {string} */ from, /** @type {string} */ to, count = 256) {
  const channels = (colour) =>
    [1, 3, 5].map((at) =>
      parseInt((colour.length === 4 ? colour.replace(/[^#]/g, "$&$&") : colour).slice(at, at + 2), 16),
    );
  const [a, b] = [channels(from), channels(to)];
  return Array.from(
    { length: count },
    (_, step) =>
      `#${a
        .map((low, i) =>
          Math.round(low + ((b[i] - low) * step) / (count - 1))
            .toString(16)
            .padStart(2, "0"),
        )
        .join("")}`,
  );
}
