/* From what a reader typed to scores: words, phrases, exclusions, inflections, typing errors.
   Pure but for `index`, which loads what is asked of it. Scores are whole numbers, so that the
   ranks are the same everywhere. tests/search holds a second implementation to compare with. */
(function () {
  "use strict";
  const compendium = (globalThis.compendium = globalThis.compendium || {});
  // How much a word that stands for the one typed counts, of 16.
  const EXACT = 16;
  const INFLECTED = 13;
  const COMPLETED = 10;
  const MISSPELT = [0, 9, 8]; // by the number of edits; never beside a word that is spelt right
  const COMPLETE_FROM = 3; // letters, from which a last word is completed
  const CORRECTIONS = 12;
  const MOST_UNITS = 12; // words and phrases; what is typed beyond is not looked at

  /**
   * @typedef {{words: string[], phrase: boolean, open: boolean}} Unit what must be found; `open`
   *   says that the word may still be growing
   * @typedef {{units: Unit[], excluded: string[]}} Query
   */

  /**
   * @param {string} text as typed: words, "phrases", -exclusions
   * @param {Object<string, string>} letters
   * @param {Set<string>} stops words that only count in phrases, or when there is nothing else
   * @returns {Query}
   */
  function parse(text, letters, stops) {
    const units = [];
    const excluded = [];
    const pattern = /(-?)"([^"]*)"?|(\S+)/gu;
    for (const match of text.matchAll(pattern)) {
      const quoted = match[3] === undefined;
      const minus = quoted ? match[1] === "-" : /^-[\p{L}\p{N}]/u.test(match[3]);
      const found = compendium.words(quoted ? match[2] : match[3], letters);
      if (minus) excluded.push(...found);
      else if (quoted && found.length > 1) units.push({ words: found, phrase: true, open: false });
      else for (const word of found) units.push({ words: [word], phrase: false, open: false });
    }
    const telling = units.filter((unit) => unit.phrase || !stops.has(unit.words[0]));
    const kept = telling.length ? telling : units;
    const last = units[units.length - 1];
    if (last && !last.phrase && /[\p{L}\p{N}\p{M}]$/u.test(text)) last.open = true;
    const distinct = new Map(kept.map((unit) => [unit.words.join(" "), unit]));
    return { units: [...distinct.values()].slice(0, MOST_UNITS), excluded };
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
   * The known words with the fewest edits from `word`: the most frequent first.
   * @param {string} word
   * @param {{words: string[], frequencies: number[]}} dictionary
   * @returns {{word: string, edits: number}[]}
   */
  function corrections(word, dictionary) {
    let limit = tolerance(word);
    let found = [];
    const letters = new Set(word);
    dictionary.words.forEach((known, i) => {
      if (Math.abs(known.length - word.length) > limit) return;
      let strange = 0;
      for (const letter of known) strange += letters.has(letter) ? 0 : 1;
      if (strange > limit) return;
      const edits = distance(word, known, limit);
      if (edits > limit) return;
      if (edits < limit) found = found.filter((other) => other.edits <= edits);
      limit = Math.max(edits, 1);
      found.push({ word: known, edits, frequency: dictionary.frequencies[i] });
    });
    const least = Math.min(...found.map((each) => each.edits));
    return found
      .filter((each) => each.edits === least)
      .sort((a, b) => b.frequency - a.frequency || (a.word < b.word ? -1 : 1))
      .slice(0, CORRECTIONS);
  }

  /**
   * The words of the index that stand for a word typed, with how much each counts.
   * @param {Unit} unit
   * @param {Index} index
   * @returns {Promise<Map<string, number>>}
   */
  async function forms(unit, index) {
    const [word] = unit.words;
    const found = new Map();
    const add = (form, weight) => found.set(form, Math.max(weight, found.get(form) || 0));
    const known = await index.entry(word);
    if (known) {
      add(word, EXACT);
      for (const relative of known.relatives) add(relative, INFLECTED);
    }
    if (unit.open && word.length >= COMPLETE_FROM) {
      for (const longer of await index.startingWith(word)) add(longer, COMPLETED);
    }
    if (!found.size && tolerance(word)) {
      for (const { word: other, edits } of corrections(word, await index.dictionary())) {
        add(other, MISSPELT[edits]);
      }
    }
    return found;
  }

  /**
   * @param {Unit} unit
   * @param {Index} index
   * @returns {Promise<{scores: Int32Array, forms: Map<string, number>}>} per document; 0 is no match
   */
  async function evaluate(unit, index) {
    const scores = new Int32Array(index.documents);
    if (unit.phrase) {
      const entries = await Promise.all(unit.words.map((word) => index.entry(word)));
      if (entries.every(Boolean)) {
        const sums = new Int32Array(index.documents);
        for (const { documents, impacts } of entries) {
          documents.forEach((number, i) => {
            sums[number] += impacts[i] * EXACT;
          });
        }
        for (const number of await index.withPhrase(unit.words)) scores[number] = sums[number];
      }
      return { scores, forms: new Map(unit.words.map((word) => [word, EXACT])) };
    }
    const found = await forms(unit, index);
    const entries = await Promise.all([...found.keys()].map((form) => index.entry(form)));
    [...found.values()].forEach((weight, n) => {
      const { documents, impacts } = entries[n];
      for (let i = 0; i < documents.length; i += 1) {
        const score = impacts[i] * weight;
        if (score > scores[documents[i]]) scores[documents[i]] = score;
      }
    });
    return { scores, forms: found };
  }

  /**
   * Which units to insist on: all if any document has all, else as many as any has, preferring
   * those that few documents have.
   * @param {Int32Array[]} columns scores by unit
   * @param {number} from first document to look at
   * @param {number} to one past the last
   * @returns {number} a bit mask of units; 0 when nothing matches at all
   */
  function attainable(columns, from, to) {
    const seen = new Map();
    const counts = columns.map(() => 0);
    for (let number = from; number < to; number += 1) {
      let mask = 0;
      columns.forEach((scores, unit) => {
        if (scores[number]) {
          mask |= 1 << unit;
          counts[unit] += 1;
        }
      });
      if (mask) seen.set(mask, true);
    }
    const weigh = (mask) => {
      let units = 0;
      let documents = 0;
      counts.forEach((count, unit) => {
        if (mask & (1 << unit)) {
          units += 1;
          documents += count;
        }
      });
      return { mask, units, documents };
    };
    const best = [...seen.keys()]
      .map(weigh)
      .sort((a, b) => b.units - a.units || a.documents - b.documents || a.mask - b.mask)[0];
    return best ? best.mask : 0;
  }

  /**
   * @param {string} text as typed
   * @param {Index} index
   * @returns {Promise<?{scores: Int32Array, dropped: string[], forms: Set<string>,
   *   corrected: {typed: string, used: string[]}[]}>} scores per document, 0 where it does not
   *   match; null when the text asks for nothing
   */
  async function search(text, index) {
    const { units, excluded } = parse(text, index.letters, index.stops);
    if (!units.length && !excluded.length) return null;
    const results = await Promise.all(units.map((unit) => evaluate(unit, index)));
    const columns = results.map((result) => result.scores);
    const banned = await Promise.all(
      excluded.map((word) => evaluate({ words: [word], phrase: false, open: false }, index)),
    );
    for (const { scores: hits, forms: used } of banned) {
      // A word that only a correction finds was not excluded by anybody.
      if ([...used.values()].some((weight) => weight < COMPLETED)) continue;
      hits.forEach((hit, number) => {
        if (hit) for (const column of columns) column[number] = 0;
      });
    }
    const scores = new Int32Array(index.documents);
    const wanted =
      attainable(columns, 0, index.practices) ||
      attainable(columns, index.practices, index.documents);
    for (let number = 0; number < scores.length && wanted; number += 1) {
      let sum = 0;
      let mask = 0;
      columns.forEach((column, unit) => {
        sum += column[number];
        if (column[number]) mask |= 1 << unit;
      });
      if ((mask & wanted) === wanted) scores[number] = sum;
    }
    if (!units.length) {
      scores.fill(1);
      for (const { scores: hits } of banned) {
        hits.forEach((hit, number) => {
          if (hit) scores[number] = 0;
        });
      }
    }
    return {
      scores,
      dropped: units.filter((_, n) => wanted && !(wanted & (1 << n))).map(written),
      forms: new Set(results.flatMap((result) => [...result.forms.keys()])),
      corrected: units.flatMap((unit, n) => {
        const used = [...results[n].forms.entries()];
        const wrong = used.length > 0 && used.every(([, weight]) => weight < COMPLETED);
        return wrong ? [{ typed: unit.words[0], used: used.map(([form]) => form) }] : [];
      }),
    };
  }

  function written(unit) {
    return unit.phrase ? `“${unit.words.join(" ")}”` : unit.words[0];
  }

  Object.assign(compendium, { parse, distance, corrections, attainable, search });
})();
