/**
 * Filters, counts, order and the address: pure functions over the tables that the build writes.
 *
 * Practices are numbers 0 … size-1 in title order. Sets of them are bitsets, because counting every
 * value of every facet after every click is then a few thousand machine words.
 *
 * @typedef {Uint32Array} Bits
 * @typedef {{name: string, label: string, labels: Map<string, string>, bits: Map<string, Bits> | null}} Facet
 *   `bits` come after the words: what filters or counts before fails, and never counts wrong
 * @typedef {{size: number, facets: Facet[], order: Record<string, number[]>, everything: Bits}} Index
 * @typedef {Map<string, Set<string>>} Filters      facet name -> ticked values, never an empty set
 * @typedef {Int32Array} Scores                     by document, practices first; 0 is no match
 * @typedef {{q: string, sort: string, filters: Filters}} State   sort "" is the default
 */
"use strict";

(() => {
  const SORTS = ["relevance", "title", "country", "newest"];
  const STORED = ["country", "newest"]; // orders that come with the facets' sets
  const LONGEST_QUERY = 200;
  const PLACES = 2 ** 20; // more than there are practices; leaves scores 32 bits of a double

  // --- sets of practices --------------------------------------------------------------------

  const emptySet = (/** @type {number} */ size) => new Uint32Array((size + 31) >>> 5);

  /** All of them. @param {number} size @returns {Bits} */
  function fullSet(size) {
    const bits = emptySet(size).fill(-1);
    if (size & 31) bits[bits.length - 1] = 2 ** (size & 31) - 1;
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

  // --- the tables ---------------------------------------------------------------------------

  /** The table made ready, without what `complete` adds. @param {any} table @returns {Index} */
  function prepare(table) {
    const facets = table.facets.map((/** @type {any} */ { name, label, values, labels }) => ({
      name,
      label,
      labels: new Map(values.map((/** @type {string} */ value, /** @type {number} */ at) => [value, labels[at]])),
      bits: null,
    }));
    return { size: table.size, facets, order: {}, everything: fullSet(table.size) };
  }

  /** Gives every value its set of practices, and the index its orders. @param {Index} index @param {{sets: string[][], days: string}} data */
  function complete(index, { sets, days }) {
    const { bitSet } = globalThis.compendium.codec;
    index.facets.forEach((facet, at) => {
      const values = [...facet.labels.keys()];
      facet.bits = new Map(values.map((value, place) => [value, bitSet(sets[at][place], index.size)]));
    });
    index.order = orders(index, days);
  }

  /** The orders beside that of the titles, each made when it is asked for. @param {Index} index @param {string} encoded days of start */
  function orders(index, encoded) {
    const byDay = () => {
      const days = globalThis.compendium.codec.shorts(encoded);
      return sorted(index.size, (number) => -days[number]);
    };
    const byCountry = () => {
      const countries = firstValues(index.facets.find(({ name }) => name === "country"), index.size);
      return sorted(index.size, (number) => countries[number]);
    };
    /** @type {Record<string, number[]>} */
    const made = {};
    return {
      get newest() {
        return (made.newest ??= byDay());
      },
      get country() {
        return (made.country ??= byCountry());
      },
    };
  }

  /** All numbers by a key; equals stay in title order. @param {number} total @param {(number: number) => number} key */
  const sorted = (total, key) =>
    Array.from({ length: total }, (_, number) => number).sort((one, other) => key(one) - key(other) || one - other);

  /** For each practice the place of its first value; values come in the order of their labels. @param {Facet | undefined} facet @param {number} total */
  function firstValues(facet, total) {
    const first = new Uint16Array(total).fill(0xffff);
    [...(facet?.bits?.values() ?? [])].forEach((bits, place) => {
      for (let number = 0; number < total; number++) {
        if (has(bits, number) && place < first[number]) first[number] = place;
      }
    });
    return first;
  }

  /** The practices with a score. @param {Scores} scores @param {number} total @returns {Bits} */
  function matched(scores, total) {
    const bits = emptySet(total);
    for (let number = 0; number < total; number++) {
      if (scores[number]) bits[number >>> 5] |= 1 << (number & 31);
    }
    return bits;
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
    let found = scores ? matched(scores, index.size) : index.everything;
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
   * What giving up one condition would yield: one facet, or the query, named "q"; where no facet
   * alone yields anything, all of them, named "filters".
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
    if (filters.size > 1 && found.every(({ count }) => !count)) {
      found.push({ drop: "filters", count: size(select(index, new Map(), scores)) });
    }
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
    if (sort === "relevance" && scores) return ranked(bits, scores);
    const order = STORED.includes(sort) ? index.order[sort] : Array(index.size).keys();
    return [...order].filter((number) => has(bits, number));
  }

  /** By score, equals in title order: keys are sorted as numbers, which is many times faster than with a comparison. @param {Bits} bits @param {Scores} scores */
  function ranked(bits, scores) {
    const keys = new Float64Array(size(bits));
    let at = 0;
    for (let number = 0; number < scores.length; number++) {
      if (number >>> 5 < bits.length && has(bits, number)) keys[at++] = -scores[number] * PLACES + number;
    }
    return Array.from(keys.sort(), (key) => ((key % PLACES) + PLACES) % PLACES);
  }

  // --- the address --------------------------------------------------------------------------

  const usualSort = (/** @type {string} */ q) => (q ? "relevance" : "title");

  /** The sort that a state means. @param {State} state */
  const sortOf = ({ q, sort }) => (sort && (q || sort !== "relevance") ? sort : usualSort(q));

  /** Whether a state's results, and not only its counts, wait for the facets' sets. @param {State} state */
  const needsSets = (state) => state.filters.size > 0 || STORED.includes(sortOf(state));

  /** The state in a query string; what the index does not know is left out. @param {string} search @param {Index} index @returns {State} */
  function readAddress(search, index) {
    const given = new URLSearchParams(search);
    const q = (given.get("q") ?? "").trim().slice(0, LONGEST_QUERY);
    const sort = given.get("sort") ?? "";
    /** @type {Filters} */
    const filters = new Map();
    for (const { name, labels } of index.facets) {
      const wanted = given.getAll(name).join(",").toLowerCase().split(",");
      const ticked = wanted.map((value) => value.trim()).filter((value) => labels.has(value));
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
    size, prepare, complete, replaced, toggled, select, counts, ways, rank, sortOf, needsSets, readAddress,
    writeAddress,
  });
})();
