/**
 * The search engine: pure functions over the data that the build writes. No DOM, no loading.
 *
 * Practices are numbers 0 … size-1 in title order. Sets of them are bitsets, because counting every
 * value of every facet after every click is then a few thousand machine words.
 *
 * @typedef {{name: string, values: string[], labels: string[], columns: number[][]}} Column
 * @typedef {{size: number, facets: Column[], order: Record<string, number[]>, chunk: number,
 *   fold: Record<string, string>}} Table           as written by the build
 * @typedef {Uint32Array} Bits
 * @typedef {{name: string, labels: Map<string, string>, bits: Map<string, Bits>}} Facet
 * @typedef {{size: number, facets: Facet[], order: Record<string, number[]>, chunk: number,
 *   fold: Record<string, string>, everything: Bits}} Index
 * @typedef {{words: string[], postings: number[][]}} Terms
 * @typedef {Map<string, Set<string>>} Filters      facet name -> ticked values, never an empty set
 * @typedef {Map<number, number>} Scores            practice -> how well it answers the query
 * @typedef {{q: string, sort: string, filters: Filters}} State   sort "" is the default
 */
"use strict";

(() => {
  const SORTS = ["relevance", "title", "country", "newest"];
  const LONGEST_QUERY = 200;

  // --- text ---------------------------------------------------------------------------------

  /**
   * Lower case without diacritics, letter by letter, as the build folds the words of the index.
   * @param {string} text
   * @param {Record<string, string>} map letters that no decomposition reaches, such as ø
   */
  function fold(text, map) {
    const mapped = (/** @type {string} */ letter) => (Object.hasOwn(map, letter) ? map[letter] : letter);
    const folded = (/** @type {string} */ letter) =>
      Array.from(mapped(letter).normalize("NFKD").toLowerCase().replace(/\p{M}/gu, ""), mapped).join("");
    return Array.from(text, folded).join("");
  }

  /**
   * The folded words of a text, each once.
   * @param {string} text
   * @param {Record<string, string>} map
   */
  function words(text, map) {
    return [...new Set(fold(text, map).match(/[\p{L}\p{N}]+/gu) ?? [])];
  }

  // --- sets of practices --------------------------------------------------------------------

  const emptySet = (/** @type {number} */ size) => new Uint32Array((size + 31) >>> 5);

  /** @param {number} size @param {Iterable<number>} numbers @returns {Bits} */
  function bitset(size, numbers) {
    const bits = emptySet(size);
    for (const number of numbers) bits[number >>> 5] |= 1 << (number & 31);
    return bits;
  }

  const has = (/** @type {Bits} */ bits, /** @type {number} */ number) =>
    (bits[number >>> 5] >>> (number & 31)) & 1;

  /** @param {Bits} one @param {Bits} other @returns {Bits} */
  const both = (one, other) => one.map((word, at) => word & other[at]);

  /** The number of members that two sets share. @param {Bits} one @param {Bits} other */
  function shared(one, other) {
    let total = 0;
    for (let at = 0; at < one.length; at++) {
      let word = one[at] & other[at];
      if (word === 0) continue;
      word -= (word >>> 1) & 0x55555555;
      word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
      total += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
    }
    return total;
  }

  const size = (/** @type {Bits} */ bits) => shared(bits, bits);

  // --- the index ----------------------------------------------------------------------------

  /** The table made ready: a set of practices for each value. @param {Table} table @returns {Index} */
  function prepare(table) {
    const facets = table.facets.map(({ name, values, labels, columns }) => {
      const sets = values.map(() => emptySet(table.size));
      columns.forEach((column, number) => {
        for (const value of column) sets[value][number >>> 5] |= 1 << (number & 31);
      });
      return {
        name,
        labels: new Map(values.map((value, at) => [value, labels[at]])),
        bits: new Map(values.map((value, at) => [value, sets[at]])),
      };
    });
    const everything = bitset(table.size, Array(table.size).keys());
    const { order, chunk, fold } = table;
    return { size: table.size, facets, order, chunk, fold, everything };
  }

  /** The first place in sorted words that is not before `word`. @param {string[]} sorted @param {string} word */
  function place(sorted, word) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * The practices in which every word, or a word that it begins, occurs. A practice's score sums
   * over the query's words: weight of the best field × rarity of the word.
   * @param {string[]} query folded words
   * @param {Terms} terms
   * @param {number} total the number of practices
   * @returns {Scores}
   */
  function match(query, terms, total) {
    /** @type {Scores | undefined} */
    let scores;
    for (const word of query) {
      /** @type {Scores} */
      const best = new Map();
      for (let at = place(terms.words, word); terms.words[at]?.startsWith(word); at++) {
        const postings = terms.postings[at];
        for (let part = 0; part < postings.length; part += 2) {
          const weight = best.get(postings[part]) ?? 0;
          if (postings[part + 1] > weight) best.set(postings[part], postings[part + 1]);
        }
      }
      const rarity = Math.log(1 + total / (best.size || 1));
      /** @type {Scores} */
      const kept = new Map();
      for (const [number, weight] of best) {
        const before = scores ? scores.get(number) : 0;
        if (before !== undefined) kept.set(number, before + weight * rarity);
      }
      scores = kept;
    }
    return scores ?? new Map();
  }

  // --- filters ------------------------------------------------------------------------------

  /** The filters with other values for a facet. @param {Filters} filters @param {string} facet @param {Set<string>} ticked @returns {Filters} */
  function replaced(filters, facet, ticked) {
    const others = [...filters].filter(([name]) => name !== facet);
    return new Map(ticked.size ? [...others, [facet, ticked]] : others);
  }

  /** The filters with one value ticked or not. @param {Filters} filters @param {string} facet @param {string} value @param {boolean} on */
  function toggled(filters, facet, value, on) {
    const ticked = new Set(filters.get(facet));
    if (on) ticked.add(value);
    else ticked.delete(value);
    return replaced(filters, facet, ticked);
  }

  // --- selecting and counting ---------------------------------------------------------------

  /** Any of a facet's ticked values. @param {Facet} facet @param {Set<string>} ticked @param {number} total */
  function anyOf(facet, ticked, total) {
    const union = emptySet(total);
    for (const value of ticked) {
      facet.bits.get(value)?.forEach((word, at) => (union[at] |= word));
    }
    return union;
  }

  /**
   * The practices that the query and all facets but one admit.
   * @param {Index} index
   * @param {Filters} filters
   * @param {Scores | null} scores null when there is no query
   * @param {string} [but] the facet not looked at
   * @returns {Bits}
   */
  function select(index, filters, scores, but) {
    let found = scores ? bitset(index.size, scores.keys()) : index.everything;
    for (const facet of index.facets) {
      const ticked = facet.name === but ? undefined : filters.get(facet.name);
      if (ticked?.size) found = both(found, anyOf(facet, ticked, index.size));
    }
    return found;
  }

  /**
   * For every value the number of results that it would give, the other facets being as they are.
   * @param {Index} index
   * @param {Filters} filters
   * @param {Scores | null} scores
   * @returns {Map<string, Map<string, number>>} facet name -> value -> number
   */
  function counts(index, filters, scores) {
    const all = select(index, filters, scores);
    return new Map(
      index.facets.map(({ name, bits }) => {
        const others = filters.has(name) ? select(index, filters, scores, name) : all;
        const numbers = Array.from(bits, ([value, set]) => /** @type {const} */ ([value, shared(set, others)]));
        return [name, new Map(numbers)];
      }),
    );
  }

  /**
   * What giving up one condition would yield: one facet, or the query, named "q".
   * @param {Index} index
   * @param {Filters} filters
   * @param {Scores | null} scores
   * @returns {{drop: string, count: number}[]} those that yield something, the most first
   */
  function ways(index, filters, scores) {
    const found = [...filters.keys()].map((drop) => ({
      drop,
      count: size(select(index, filters, scores, drop)),
    }));
    if (scores) found.push({ drop: "q", count: size(select(index, filters, null)) });
    return found.filter(({ count }) => count > 0).sort((one, other) => other.count - one.count);
  }

  /**
   * The selected practices in order; equals stay in title order.
   * @param {Index} index
   * @param {Bits} bits
   * @param {Scores | null} scores
   * @param {string} sort one of SORTS
   * @returns {number[]}
   */
  function rank(index, bits, scores, sort) {
    const order = index.order[sort] ?? Array(index.size).keys();
    const found = [...order].filter((number) => has(bits, number));
    if (sort !== "relevance" || !scores) return found;
    const score = (/** @type {number} */ number) => scores.get(number) ?? 0;
    return found.sort((one, other) => score(other) - score(one) || one - other);
  }

  // --- the address --------------------------------------------------------------------------

  const usualSort = (/** @type {string} */ q) => (q ? "relevance" : "title");

  /** The sort that a state means. @param {State} state */
  const sortOf = ({ q, sort }) => (sort && (q || sort !== "relevance") ? sort : usualSort(q));

  /** The state in a query string; what the index does not know is left out. @param {string} search @param {Index} index @returns {State} */
  function readAddress(search, index) {
    const given = new URLSearchParams(search);
    const q = (given.get("q") ?? "").trim().slice(0, LONGEST_QUERY);
    const sort = given.get("sort") ?? "";
    /** @type {Filters} */
    const filters = new Map();
    for (const { name, bits } of index.facets) {
      const wanted = given.getAll(name).join(",").toLowerCase().split(",");
      const ticked = wanted.map((value) => value.trim()).filter((value) => bits.has(value));
      if (ticked.length) filters.set(name, new Set(ticked));
    }
    return { q, sort: SORTS.includes(sort) ? sort : "", filters };
  }

  /** The query string of a state, "" or with its question mark. @param {State} state @param {Index} index */
  function writeAddress(state, index) {
    const encode = (/** @type {string} */ text) => encodeURIComponent(text).replaceAll("%20", "+");
    const parts = state.q ? [`q=${encode(state.q)}`] : [];
    for (const { name } of index.facets) {
      const ticked = [...(state.filters.get(name) ?? [])].sort();
      if (ticked.length) parts.push(`${name}=${ticked.map(encode).join(",")}`);
    }
    const sort = sortOf(state);
    if (sort !== usualSort(state.q)) parts.push(`sort=${sort}`);
    return parts.length ? `?${parts.join("&")}` : "";
  }

  globalThis.compendium = Object.assign(globalThis.compendium ?? {}, {
    fold, words, prepare, match, replaced, toggled, select, size, counts, ways, rank,
    sortOf, readAddress, writeAddress,
  });
})();
