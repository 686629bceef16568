/* From what a reader typed to scores: words, phrases, exclusions, inflections, typing errors.
   Pure but for `index`, which loads what is asked of it. Scores are whole numbers, so that the
   ranks are the same everywhere. site_gen/search/scan.py does the same in Python. */
(function () {
  "use strict";
  const compendium = (globalThis.compendium = globalThis.compendium || {});
  const { begin, breathe, corrections, tolerance } = compendium;
  // How much a word that stands for the one typed counts, of 16.
  const EXACT = 16;
  const INFLECTED = 13;
  const COMPLETED = 10;
  const MISSPELT = [0, 9, 8]; // by the number of edits; never beside a word that is spelt right
  const MISBEGUN = [0, 6, 5]; // the same with another first letter, which few get wrong
  const COMPLETE_FROM = 3; // letters, from which a last word is completed
  const MOST_UNITS = 12; // words and phrases; what is typed beyond is not looked at
  // Of so many words one may be missing, if fewer documents than ENOUGH have them all.
  const LOOSE_FROM = 3;
  const ENOUGH = 5;
  const NEAREST = 3; // queries to offer when there is no result
  const MOST_EDITS = 3; // in them; a search forgives two
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
      for (const { word: other, edits } of await corrections(word, await index.dictionary())) {
        add(other, (other[0] === word[0] ? MISSPELT : MISBEGUN)[edits]);
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
    await Promise.all([...found.keys()].map((form) => index.shardOf(form))); // all at once
    for (const [form, weight] of found) {
      const { documents, impacts } = await index.entry(form);
      for (let i = 0; i < documents.length; i += 1) {
        const score = impacts[i] * weight;
        if (score > scores[documents[i]]) scores[documents[i]] = score;
      }
      await breathe();
    }
    return { scores, forms: found };
  }

  /**
   * Which units to insist on: all if any document has all, else as many as any has, preferring
   * those that few documents have.
   * @param {Uint16Array} masks of each document: bit n says that it has unit n
   * @param {number} units how many there are
   * @returns {{wanted: number, full: number}} a mask of units, 0 when nothing matches at all; and
   *   how many documents have all of them
   */
  function attainable(masks, units) {
    const tally = new Uint32Array(1 << units);
    for (let number = 0; number < masks.length; number += 1) tally[masks[number]] += 1;
    const seen = [...tally.keys()].filter((mask) => mask && tally[mask]);
    const having = (wanted) =>
      seen.reduce((sum, mask) => ((mask & wanted) === wanted ? sum + tally[mask] : sum), 0);
    const counts = Array.from({ length: units }, (_, unit) => having(1 << unit));
    const weigh = (mask) => {
      const has = counts.filter((_, unit) => mask & (1 << unit));
      return { mask, units: has.length, documents: has.reduce((sum, count) => sum + count, 0) };
    };
    const [best] = seen
      .map(weigh)
      .sort((a, b) => b.units - a.units || a.documents - b.documents || a.mask - b.mask);
    return best ? { wanted: best.mask, full: having(best.mask) } : { wanted: 0, full: 0 };
  }

  /** @param {number} mask @returns {boolean} whether it has one bit and no other */
  const single = (mask) => mask !== 0 && (mask & (mask - 1)) === 0;

  /**
   * Adds up the columns of the documents that have enough of the units.
   * @param {Int32Array[]} columns scores by unit
   * @param {Index} index
   * @returns {{scores: Int32Array, wanted: number, loose: boolean}}
   */
  function combine(columns, index) {
    const scores = new Int32Array(index.documents);
    const masks = new Uint16Array(index.documents);
    columns.forEach((column, unit) => {
      for (let number = 0; number < column.length; number += 1) {
        if (!column[number]) continue;
        scores[number] += column[number];
        masks[number] |= 1 << unit;
      }
    });
    // Practices come first; pages beside them only count where no practice has any unit.
    const units = columns.length;
    const first = attainable(masks.subarray(0, index.practices), units);
    const { wanted, full } = first.wanted ? first : attainable(masks.subarray(index.practices), units);
    const many = columns.filter((_, unit) => wanted & (1 << unit)).length >= LOOSE_FROM;
    let loose = false;
    for (let number = 0; number < scores.length; number += 1) {
      const missing = wanted & ~masks[number];
      if (wanted && !missing) continue;
      if (many && full < ENOUGH && single(missing)) loose = true;
      else scores[number] = 0;
    }
    return { scores, wanted, loose };
  }

  /**
   * @typedef {{scores: Int32Array, dropped: string[], loose: boolean, forms: Set<string>,
   *   corrected: {typed: string, used: string[]}[]}} Found scores per document, 0 where it does not
   *   match; words that no document listed had to have; whether some documents lack one of the
   *   others; all words that count as found; what was taken for a typing error
   * @param {string} text as typed
   * @param {Index} index
   * @returns {Promise<?Found>} null when the text asks for nothing
   */
  async function search(text, index) {
    const { units, excluded } = parse(text, index.letters, index.stops);
    if (!units.length && !excluded.length) return null;
    begin();
    const results = await Promise.all(units.map((unit) => evaluate(unit, index)));
    const columns = results.map((result) => result.scores);
    const banned = await Promise.all(
      excluded.map((word) => evaluate({ words: [word], phrase: false, open: false }, index)),
    );
    if (!units.length) columns.push(new Int32Array(index.documents).fill(1));
    for (const { scores: hits, forms: used } of banned) {
      // A word that only a correction finds was not excluded by anybody.
      if ([...used.values()].some((weight) => weight < COMPLETED)) continue;
      hits.forEach((hit, number) => {
        if (hit) for (const column of columns) column[number] = 0;
      });
    }
    const { scores, wanted, loose } = combine(columns, index);
    return {
      scores,
      dropped: units.filter((_, n) => wanted && !(wanted & (1 << n))).map(written),
      loose,
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

  /**
   * What a unit without results may have meant, the likeliest first.
   * @param {Unit} unit
   * @param {Index} index
   * @returns {Promise<string[]>}
   */
  async function meant(unit, index) {
    const [word] = unit.words;
    if (unit.phrase) return [unit.words.join(" ")];
    if ((await forms(unit, index)).size) return [word];
    const further = Math.min(MOST_EDITS, word.length >> 1);
    const near = further ? await corrections(word, await index.dictionary(), further) : [];
    return near.slice(0, NEAREST).map((each) => each.word);
  }

  /**
   * Other queries to offer for one that finds nothing at all: words nearest in spelling, phrases
   * without their quotes, and what is left without a word that nobody knows or an exclusion.
   * @param {string} text as typed
   * @param {Index} index
   * @returns {Promise<{text: string, results: number}[]>} at most three, each with how many
   *   documents it finds, no filter set; none if the text finds something or asks for nothing
   */
  async function nearestQuery(text, index) {
    const found = await search(text, index);
    if (!found || found.scores.some(Boolean)) return [];
    const { units, excluded } = parse(text, index.letters, index.stops);
    const choices = await Promise.all(units.map((unit) => meant(unit, index)));
    const best = choices.map((each) => each[0]);
    const offers = [best];
    choices.forEach((each, n) => {
      for (const other of each.slice(1)) offers.push(best.map((word, at) => (at === n ? other : word)));
    });
    const nearest = [];
    for (const without of [excluded.map((word) => `-${word}`), []]) {
      const texts = offers.map((words) => [...words.filter(Boolean), ...without].join(" "));
      for (const offer of nearest.length ? [] : new Set(texts)) {
        const answer = await search(offer, index);
        const results = answer ? answer.scores.filter(Boolean).length : 0;
        if (results && nearest.length < NEAREST) nearest.push({ text: offer, results });
      }
    }
    return nearest;
  }

  Object.assign(compendium, { parse, search, nearestQuery });
})();
