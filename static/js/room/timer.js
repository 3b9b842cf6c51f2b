// The time that is left, by the server's clock.

/**
 * @param {HTMLElement} place  where the timers are, whenever it is drawn anew
 * @param {(left: number) => void} closing  called as time runs, with the ms that are left
 */
export function countDown(place, closing) {
  let ahead = 0; // ms by which this clock is ahead of the server's
  /** @type {number | null} */
  let end = null;

  const tick = () => {
    const left = end === null ? null : end - (Date.now() - ahead);
    for (const timer of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll(".timer"))) {
      timer.hidden = left === null || left < 0;
      if (left !== null) timer.textContent = `${Math.ceil(Math.max(0, left) / 1000)} s`;
    }
    if (left !== null && left > -1000) closing(left);
  };
  setInterval(tick, 250);
  return {
    again: tick,
    /** @param {number} server */
    clock(server) {
      ahead = Date.now() - server;
    },
    /** @param {number | null} closes */
    until(closes) {
      end = closes;
      tick();
    },
  };
}
