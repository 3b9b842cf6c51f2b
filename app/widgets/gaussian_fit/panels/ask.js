// Questions that only Python answers; what goes wrong is said to the reader.
import { AWAY, OfflineError } from "wd/page/wire.js";

/**
 * @param {import("wd/figure/channel.js").Channel} channel
 * @param {{ask: string, of: object}} question `of` is the state that is asked about
 * @param {string} what the thing that is asked for, with which the reader is told that it cannot be had now
 * @returns {Promise<any>} never settles when a newer question has taken its place
 */
export async function ask(channel, question, what) {
  try {
    return await channel.request(question);
  } catch (error) {
    if (error.message === "superseded") return new Promise(() => {});
    if (!(error instanceof OfflineError)) throw error;
    throw new Error(`${what} ${AWAY.what}`, { cause: error });
  }
}
