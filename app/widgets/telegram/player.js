// Lets the letters run: so many a second, painted at most thirty times a second.

const FRAME = 1000 / 30;
const REDUCED = matchMedia("(prefers-reduced-motion: reduce)");

export class Player {
  #frame = 0;
  #last = 0;
  #owed = 0; // letters that are due, in parts of one

  /**
   * @param {{sent: () => number, total: () => number, speed: () => number, move: (sent: number) => void,
   *   ended: () => void}} telegram
   */
  constructor(telegram) {
    this.telegram = telegram;
  }

  get playing() {
    return this.#frame !== 0;
  }

  play() {
    if (this.playing) return;
    const { sent, total, move } = this.telegram;
    if (sent() >= total()) move(0);
    if (REDUCED.matches) {
      move(total());
      this.telegram.ended();
      return;
    }
    this.#last = performance.now();
    this.#owed = 1; // the first letter goes at once
    this.#frame = requestAnimationFrame(this.#tick);
  }

  pause() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #tick = (now) => {
    const { sent, total, speed, move, ended } = this.telegram;
    this.#frame = requestAnimationFrame(this.#tick);
    const passed = now - this.#last;
    if (passed < FRAME - 2) return;
    this.#last = now;
    // A page in the background gets no frames; it does not catch up with a leap.
    this.#owed += (Math.min(passed, 250) * speed()) / 1000;
    const letters = Math.floor(this.#owed);
    if (!letters) return;
    this.#owed -= letters;
    move(Math.min(total(), sent() + letters));
    if (sent() >= total()) {
      this.pause();
      ended();
    }
  };
}
