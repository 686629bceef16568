/**
 * What to suggest for a beginning of a query: practices, places, and values of facets. A pure
 * function of the index; <header-search> shows what it returns.
 */
"use strict";

(() => {
  const { words, parse, search, select, rank, size, marked } = globalThis.compendium;
  const PRACTICES = 5;
  const PLACES = 3;
  const VALUES = 4;
  const LOOKED_AT = 12; // practices, the best ones, whose titles and places are compared

  /**
   * @typedef {(text: string) => boolean} Fits
   * @typedef {{practices: any[], places: {name: string, country: string}[],
   *   values: {facet: string, about: string, value: string, label: string, count: number}[],
   *   pieces: (text: string) => {text: string, found: boolean}[]}} Suggestions
   */

  /**
   * @param {string} text as typed so far
   * @param {any} index
   * @returns {Promise<Suggestions>}
   */
  async function suggest(text, index) {
    const [found] = await Promise.all([search(text, index), index.sets()]);
    const scores = found?.scores ?? new Int32Array(index.documents);
    const best = rank(index, select(index, new Map(), scores), scores, "relevance").slice(0, LOOKED_AT);
    const cards = await Promise.all(best.map((/** @type {number} */ number) => index.card(number)));
    const choices = typed(text, index, found?.corrected ?? []);
    const fits = (/** @type {string} */ label) => {
      const known = words(label, index.letters);
      return choices.length > 0 && choices.every((any) => known.some((word) => begun(word, any)));
    };
    return {
      practices: titlesFirst(cards, fits).slice(0, PRACTICES),
      places: places(cards, fits).slice(0, PLACES),
      values: values(index, fits, choices[0] ?? []).slice(0, VALUES),
      pieces: (label) => {
        const forms = words(label, index.letters).filter((word) => begun(word, choices.flat()));
        return marked(label, new Set(forms), index.letters);
      },
    };
  }

  /** @param {string} word @param {string[]} beginnings */
  const begun = (word, beginnings) => beginnings.some((beginning) => word.startsWith(beginning));

  /**
   * For each word typed, what it may stand for: itself, and what the engine made of a misspelt one.
   * @param {string} text @param {any} index @param {{typed: string, used: string[]}[]} corrected
   * @returns {string[][]}
   */
  function typed(text, index, corrected) {
    const each = parse(text, index.letters, index.stops).units.flatMap((/** @type {any} */ unit) => unit.words);
    return each.map((/** @type {string} */ word) => [
      word,
      ...corrected.filter((other) => other.typed === word).flatMap(({ used }) => used),
    ]);
  }

  /** Practices whose title has the words, then those that have them elsewhere. @param {any[]} cards @param {Fits} fits */
  const titlesFirst = (cards, fits) => [
    ...cards.filter(({ title }) => fits(title)),
    ...cards.filter(({ title }) => !fits(title)),
  ];

  /** The different places of the practices. @param {any[]} cards @param {Fits} fits */
  function places(cards, fits) {
    const found = cards.filter(({ place }) => place && fits(place));
    return [...new Map(found.map(({ place, country }) => [place, { name: place, country: country.join(", ") }])).values()];
  }

  /** Values by their labels: those that begin so first, then those of the most practices. @param {any} index @param {Fits} fits @param {string[]} first */
  function values(index, fits, first) {
    const found = index.facets.flatMap((/** @type {any} */ facet) =>
      [...facet.labels]
        .filter(([, label]) => fits(label))
        .map(([value, label]) => ({
          facet: facet.name,
          about: facet.label,
          value,
          label,
          count: size(facet.bits.get(value)),
          leads: begun(words(label, index.letters)[0], first),
        })),
    );
    return found.sort(
      (/** @type {any} */ one, /** @type {any} */ other) =>
        Number(other.leads) - Number(one.leads) || other.count - one.count,
    );
  }

  globalThis.compendium = Object.assign(globalThis.compendium ?? {}, { suggest });
})();
