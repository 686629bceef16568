/* What a mistyped word may have meant: the known words with the fewest edits from it. A large
   dictionary is gone through in slices, so that nobody's typing has to wait. */
(function () {
  "use strict";
  const compendium = (globalThis.compendium = globalThis.compendium || {});
  const CORRECTIONS = 12;
  const SLICE = 8; // milliseconds of work, after which the page may do something else
  const RUN = 4096; // words of the dictionary between two looks at the clock

  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => waiting.shift()();
  let since = 0;

  /** Says that work begins now. */
  function begin() {
    since = performance.now();
  }

  /** Lets the page handle its events, if we have worked for long. @returns {Promise<void>} */
  async function breathe() {
    if (performance.now() - since < SLICE) return;
    await new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(null); // a timer would wait for 4 ms
    });
    since = performance.now();
  }

  /**
   * Edits between two words: insertions, deletions, substitutions, and transpositions of
   * neighbours (optimal string alignment).
   * @param {string} a
   * @param {string} b
   * @param {number} limit
   * @returns {number} the distance, or limit + 1 when it is larger
   */
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let before = [];
    let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= b.length; j += 1) {
        const same = a[i - 1] === b[j - 1] ? 0 : 1;
        let best = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + same);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          best = Math.min(best, before[j - 2] + 1);
        }
        row.push(best);
        if (best < least) least = best;
      }
      if (least > limit) return limit + 1;
      before = previous;
      previous = row;
    }
    return Math.min(previous[b.length], limit + 1);
  }

  /**
   * @param {string} word
   * @returns {number} how many edits are forgiven
   */
  function tolerance(word) {
    if (word.length < 4) return 0;
    return word.length < 8 ? 1 : 2;
  }

  /**
   * Which letters a word has, as bits. Each edit takes away one kind of letter at most, and adds one.
   * @param {string} word
   * @returns {number}
   */
  function lettersOf(word) {
    let bits = 0;
    for (let i = 0; i < word.length; i += 1) bits |= 1 << (word.charCodeAt(i) & 31);
    return bits;
  }

  /** @param {number} bits @param {number} limit @returns {boolean} whether so few are set */
  function fewer(bits, limit) {
    let rest = bits;
    for (let n = 0; n < limit; n += 1) rest &= rest - 1; // takes the lowest one away
    return rest === 0;
  }

  /**
   * @typedef {{words: string[], frequencies: number[], letters: Int32Array}} Dictionary
   * @param {{words: string[], frequencies: number[]}} data of dictionary.js, words in runs
   * @returns {Promise<Dictionary>}
   */
  async function openDictionary({ words: runs, frequencies }) {
    const words = [];
    const letters = new Int32Array(frequencies.length);
    for (const run of runs) {
      for (const word of compendium.codec.frontCoded(run)) {
        letters[words.length] = lettersOf(word);
        words.push(word);
      }
      await breathe();
    }
    return { words, frequencies, letters };
  }

  /**
   * The known words with the fewest edits from an unknown one: the most frequent first.
   * @param {string} word
   * @param {Dictionary} dictionary
   * @param {number} [most] edits
   * @returns {Promise<{word: string, edits: number}[]>}
   */
  async function corrections(word, { words, frequencies, letters }, most = tolerance(word)) {
    const mine = lettersOf(word);
    let limit = most;
    let found = [];
    for (let i = 0; i < words.length; i += 1) {
      if (i % RUN === 0) await breathe();
      const theirs = letters[i];
      if (!fewer(mine & ~theirs, limit) || !fewer(theirs & ~mine, limit)) continue;
      const edits = distance(word, words[i], limit);
      if (edits > limit) continue;
      if (edits < limit) found = [];
      limit = edits;
      found.push({ word: words[i], edits, frequency: frequencies[i] });
    }
    return found
      .sort((a, b) => b.frequency - a.frequency || (a.word < b.word ? -1 : 1))
      .slice(0, CORRECTIONS);
  }

  Object.assign(compendium, { begin, breathe, tolerance, openDictionary, corrections });
})();
