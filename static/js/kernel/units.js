/**
 * Bits and nats; the twin of app/kernel/units.py.
 *
 * @typedef {"bits" | "nats"} Unit
 */

/** One bit, in nats. */
export const NATS_PER_BIT = Math.LN2;

/** One nat, written in each unit. */
export const PER_NAT = { bits: 1 / NATS_PER_BIT, nats: 1 };

/** How many bits one of each unit is. */
export const BITS_IN = { bits: 1, nats: 1 / NATS_PER_BIT };

/** How many of each unit there are in a bit. */
export const PER_BIT = { bits: 1, nats: NATS_PER_BIT };
