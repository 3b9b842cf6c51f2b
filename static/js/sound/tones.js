// Tones by Web Audio. One context a page, made when sound is first wanted: before a hand has touched the page a browser
// lets none sound.

const LOUD = 0.12; // of full scale: under a speaker's voice
const SOFT = 0.015; // s in which a tone comes and goes without a crack
const RELEASE = 0.25; // s after the last change until a held tone has gone
const SHAKING = 9; // Hz: infinity trembles
const NOTE = 0.35; // s

/** @typedef {{frequency: number, shaking: boolean, side: number}} Voice side: -1 left, 0 both, 1 right */

export class Tones {
  #context = new AudioContext({ latencyHint: "interactive" });
  #held = new Map(); // side -> {oscillator, tremble, gain}

  /** After the first touch a browser lets it begin. */
  wake() {
    if (this.#context.state === "suspended") this.#context.resume().catch(() => {});
  }

  /** A tone that goes where its number goes, and fades when that rests. */
  hold(/** @type {Voice} */ { frequency, shaking, side }) {
    const now = this.#context.currentTime;
    const { oscillator, tremble, gain } = this.#voice(side);
    oscillator.frequency.setTargetAtTime(frequency, now, SOFT);
    tremble.gain.setTargetAtTime(shaking ? LOUD / 2 : 0, now, SOFT);
    gain.gain.cancelScheduledValues(now);
    gain.gain.setTargetAtTime(LOUD, now, SOFT);
    gain.gain.setTargetAtTime(0, now + RELEASE, RELEASE / 4);
    tremble.gain.setTargetAtTime(0, now + RELEASE, RELEASE / 4);
  }

  /** The held tone of a side ends. */
  rest(/** @type {number} */ side) {
    const voice = this.#held.get(side);
    const now = this.#context.currentTime;
    for (const gain of voice ? [voice.gain, voice.tremble] : []) {
      gain.gain.cancelScheduledValues(now);
      gain.gain.setTargetAtTime(0, now, SOFT);
    }
  }

  /** One tone of a length, later by `start` seconds. */
  play(/** @type {Voice} */ { frequency, shaking, side }, start = 0, length = NOTE) {
    const at = this.#context.currentTime + start;
    const gain = this.#placed(side);
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(LOUD, at + Math.min(SOFT, length / 3));
    gain.gain.setValueAtTime(LOUD, at + length - Math.min(SOFT, length / 3));
    gain.gain.linearRampToValueAtTime(0, at + length);
    this.#oscillator("triangle", frequency, gain, at, at + length);
    if (shaking) this.#oscillator("sine", SHAKING, this.#depth(gain, LOUD / 2), at, at + length);
  }

  /** A click: there is nothing to hear here, and one is exactly there. */
  click(/** @type {number} */ side) {
    const at = this.#context.currentTime;
    const gain = this.#placed(side);
    gain.gain.setValueAtTime(2 * LOUD, at);
    gain.gain.exponentialRampToValueAtTime(0.001, at + 0.02);
    this.#oscillator("square", 1500, gain, at, at + 0.02);
  }

  #voice(side) {
    if (!this.#held.has(side)) {
      const gain = this.#placed(side);
      gain.gain.value = 0;
      const oscillator = this.#oscillator("triangle", 220, gain, 0);
      const tremble = this.#depth(gain, 0);
      this.#oscillator("sine", SHAKING, tremble, 0);
      this.#held.set(side, { oscillator, tremble, gain });
    }
    return this.#held.get(side);
  }

  #placed(side) {
    const gain = this.#context.createGain();
    const place = new StereoPannerNode(this.#context, { pan: side * 0.7 });
    gain.connect(place).connect(this.#context.destination);
    return gain;
  }

  #depth(gain, value) {
    const depth = new GainNode(this.#context, { gain: value });
    depth.connect(gain.gain);
    return depth;
  }

  #oscillator(type, frequency, into, from, until = null) {
    const oscillator = new OscillatorNode(this.#context, { type, frequency });
    oscillator.connect(into);
    oscillator.start(from);
    if (until !== null) oscillator.stop(until);
    return oscillator;
  }
}
