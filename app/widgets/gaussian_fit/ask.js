// Questions that only Python answers. A page that is still connecting waits; one that has lost its connection says so.

/** Thrown where there is no connection; its text is for the reader. */
export class OfflineError extends Error {}

/**
 * @param {import("wd/figure/channel.js").Channel} channel
 * @param {{ask: string, of: object}} question `of` is the state that is asked about
 * @param {string} what the thing that is asked for, with which the reader is told that it cannot be had now
 * @returns {Promise<any>}
 */
export async function ask(channel, question, what) {
  try {
    await connected(channel);
    return await channel.request(question, 15000);
  } catch (error) {
    if (!["offline", "no answer"].includes(error.message)) throw error;
    throw new OfflineError(`${what} computed by the server, and there is no connection to it now. The figure goes on working; try again when it is back.`);
  }
}

/** Wait while the page is connecting for the first time. */
function connected(channel) {
  if (channel.status !== "connecting") return Promise.resolve();
  return new Promise((resolve) => channel.onStatus((status) => { if (status !== "connecting") resolve(); }));
}
