// The outbox: what a learner did is written down here before it is sent, and stays until the server has confirmed it.
import { KeptList } from "wd/outbox/database.js";
import { whose } from "wd/outbox/whose.js";

/**
 * @typedef {object} Deed
 * @property {string} id its event's
 * @property {string} who whose it is: see whose.js
 * @property {string} url where it is posted
 * @property {string} type of the body
 * @property {string} body
 * @property {number} at when it was done, by this browser's clock, in ms; the order does not follow from it
 * @property {"answer" | "keep" | "hint" | "solution" | "another" | "prediction"} action
 * @property {string[]} [answers] what was typed or chosen, to show it again
 * @property {string} [widget] the figure of a prediction
 * @property {number | string} [guess]
 */

/** @type {KeptList<Deed>} */
const list = new KeptList("wd-outbox");

/** What one learner did is never sent as another's. */
const isMine = (/** @type {Deed} */ deed) => !deed.who || deed.who === whose();

export const outbox = {
  /** Whether what waits here outlives the page. */
  get lasts() {
    return list.lasts;
  },

  put: (/** @type {Deed} */ deed) => list.put(deed),

  remove: (/** @type {string} */ id) => list.keep((deed) => deed.id !== id),

  /**
   * What waits, in the order in which it was done; what another learner of this browser has left is gone for good.
   * @returns {Promise<Deed[]>}
   */
  async waiting() {
    await list.keep(isMine);
    return (await list.all()).filter(isMine);
  },
};
