// SHA-512 (FIPS 180-4), which CPython's random makes a number of a text by. Its constants are what they are called
// for: the first 64 bits of the fractions of the cube roots, and of the square roots, of the first primes.
(() => {
  const brython = globalThis.__BRYTHON__;
  const { builtins } = brython;
  const WORD = (1n << 64n) - 1n;
  const primes = [];
  for (let n = 2; primes.length < 80; n += 1) if (primes.every((p) => n % p)) primes.push(n);

  /** The first 64 bits of the fraction of the root of a prime. */
  const root = (prime, degree) => {
    const value = BigInt(prime) << (64n * degree);
    let low = 0n,
      high = 1n << 72n;
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle ** degree <= value) low = middle;
      else high = middle;
    }
    return low & WORD;
  };
  const K = primes.map((prime) => root(prime, 3n));
  const START = primes.slice(0, 8).map((prime) => root(prime, 2n));
  const turn = (/** @type {bigint} */ word, /** @type {bigint} */ by) => ((word >> by) | (word << (64n - by))) & WORD;

  const digest = (message) => {
    const padded = [...message, 0x80];
    while (padded.length % 128 !== 112) padded.push(0);
    for (let shift = 120n; shift >= 0n; shift -= 8n) padded.push(Number((BigInt(message.length * 8) >> shift) & 255n));
    const hash = [...START];
    for (let block = 0; block < padded.length; block += 128) {
      const w = [];
      for (let i = 0; i < 80; i += 1) {
        if (i < 16) {
          const bytes = padded.slice(block + 8 * i, block + 8 * i + 8);
          w.push(bytes.reduce((word, byte) => (word << 8n) | BigInt(byte), 0n));
        } else {
          const x = w[i - 15],
            y = w[i - 2];
          w.push(
            (w[i - 16] +
              (turn(x, 1n) ^ turn(x, 8n) ^ (x >> 7n)) +
              w[i - 7] +
              (turn(y, 19n) ^ turn(y, 61n) ^ (y >> 6n))) &
              WORD,
          );
        }
      }
      let [a, b, c, d, e, f, g, h] = hash;
      for (let i = 0; i < 80; i += 1) {
        const one = h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + ((e & f) ^ (~e & WORD & g)) + K[i] + w[i];
        const two = (turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & WORD, c, b, a, (one + two) & WORD];
      }
      [a, b, c, d, e, f, g, h].forEach((word, i) => {
        hash[i] = (hash[i] + word) & WORD;
      });
    }
    return hash.flatMap((word) => Array.from({ length: 8 }, (_, i) => Number((word >> BigInt(56 - 8 * i)) & 255n)));
  };

  const Hash = brython.make_type("SHA512Type");
  Hash.tp_funcs = { digest: (self) => builtins.bytes.$factory(self.bytes) };
  Hash.tp_methods = ["digest"];
  brython.finalize_type(Hash);
  const sha512 = (message) => ({ ob_type: Hash, bytes: digest(message.source) });
  brython.addToImported("_sha2", { sha512 });
})();
