// The generator of CPython's random: MT19937, by the reference of Matsumoto and Nishimura, with CPython's seeding.
(() => {
  const brython = globalThis.__BRYTHON__;
  const { builtins, RAISE } = brython;
  const N = 624,
    M = 397;
  const SEED = 19650218,
    INT = builtins.int.$int_or_long;

  class Twister {
    constructor() {
      this.words = new Uint32Array(N);
      this.at = N;
    }
    /** Begin with one word. */
    begin(word) {
      this.words[0] = word;
      for (let i = 1; i < N; i += 1) {
        const last = this.words[i - 1];
        this.words[i] = Math.imul(1812433253, last ^ (last >>> 30)) + i;
      }
      this.at = N;
    }
    /** Begin with words, the least significant first. */
    beginWith(key) {
      const { words } = this;
      this.begin(SEED);
      let i = 1;
      const step = (factor, add) => {
        const last = words[i - 1];
        words[i] = (words[i] ^ Math.imul(last ^ (last >>> 30), factor)) + add;
        i += 1;
        if (i >= N) {
          words[0] = words[N - 1];
          i = 1;
        }
      };
      for (let k = 0; k < Math.max(N, key.length); k += 1) step(1664525, key[k % key.length] + (k % key.length));
      for (let k = 1; k < N; k += 1) step(1566083941, -i);
      words[0] = 0x80000000;
    }
    next() {
      const { words } = this;
      if (this.at >= N) {
        for (let k = 0; k < N; k += 1) {
          const y = (words[k] & 0x80000000) | (words[(k + 1) % N] & 0x7fffffff);
          words[k] = words[(k + M) % N] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
        }
        this.at = 0;
      }
      let y = words[this.at++];
      y ^= y >>> 11;
      y ^= (y << 7) & 0x9d2c5680;
      y ^= (y << 15) & 0xefc60000;
      return (y ^ (y >>> 18)) >>> 0;
    }
  }

  const seed = (self, given) => {
    let key;
    if (given === undefined || given === builtins.None) key = Array.from(crypto.getRandomValues(new Uint32Array(N)));
    else {
      let value = BigInt(brython.int_value(brython.is_int(given) ? given : builtins.hash(given)));
      if (value < 0n) value = -value;
      key = [];
      do key.push(Number(value & 0xffffffffn));
      while ((value >>= 32n));
    }
    self.twister.beginWith(key);
  };

  const Random = brython.make_type("Random");
  const make = (cls) => {
    const made = { ob_type: cls, twister: new Twister() };
    seed(made);
    return made;
  };
  Random.$factory = () => make(Random);
  Random.tp_new = (cls) => {
    const made = make(cls);
    brython.init_dict(made);
    return made;
  };
  Random.tp_init = () => {};
  Random.tp_funcs = {
    random({ twister }) {
      const high = twister.next() >>> 5,
        low = twister.next() >>> 6;
      return brython.fast_float((high * 67108864 + low) / 9007199254740992);
    },
    seed(self, given) {
      seed(self, given);
      return builtins.None;
    },
    getrandbits({ twister }, count) {
      let left = Number(brython.int_value(brython.PyNumber_Index(count)));
      if (left < 0) RAISE(builtins.ValueError, "number of bits must be non-negative");
      let value = 0n;
      for (let shift = 0n; left > 0; left -= 32, shift += 32n) {
        value |= BigInt(left < 32 ? twister.next() >>> (32 - left) : twister.next()) << shift;
      }
      return INT(value);
    },
    getstate: ({ twister }) => brython.fast_tuple([...twister.words, twister.at]),
    setstate({ twister }, state) {
      const words = Array.from(state);
      if (words.length !== N + 1) RAISE(builtins.ValueError, "state vector is the wrong size");
      twister.words.set(words.slice(0, N).map(Number));
      twister.at = Number(words[N]);
      return builtins.None;
    },
  };
  Random.tp_methods = Object.keys(Random.tp_funcs);
  brython.finalize_type(Random);
  brython.set_func_names(Random, "_random");
  brython.addToImported("_random", { Random });
})();
