/**
 * Ways out when nothing is left: what the filters hide, what to give up, and nearby spellings. A
 * function of the index and the state; the search page makes buttons of what it returns.
 *
 * @typedef {{q: string, sort: string, filters: Map<string, Set<string>>}} State
 * @typedef {{label: string, part: Partial<State>}} Way   a button's text, and what it changes
 * @typedef {{status: string, hiding: string, heard: string, reason: string, near: Way[], ways: Way[],
 *   unhide: Way | null}} DeadEnd   `heard` is what is near, in words for those who do not see it
 */
"use strict";

(() => {
  const { search, nearestQuery, select, size, ways, replaced } = globalThis.compendium;
  const { amount, quoted, either } = globalThis.compendium.view;
  const MOST = 3; // values of a facet named in a sentence

  /**
   * @param {any} index
   * @param {State} state which leaves no practice
   * @param {Int32Array | null} scores of its query
   * @returns {Promise<DeadEnd>}
   */
  async function deadEnd(index, state, scores) {
    const all = size(select(index, new Map(), scores)); // what there is but for the filters
    const found = ways(index, state.filters, scores);
    const facets = all ? found.filter((/** @type {any} */ { drop }) => drop !== "q") : [];
    const near = all ? [] : await nearest(index, state);
    return {
      status: facets.length ? `0 of ${amount(all)}` : amount(0),
      hiding: facets.length ? `: ${hiding(index, state, facets)}` : "",
      heard: near.length ? `. Did you mean ${near.map(({ label }) => label).join("; ")}` : "",
      reason: reason(state.q, all),
      near,
      ways: found.length
        ? found.map((/** @type {any} */ { drop, count }) => ({
            label: `Without ${named(index, state, drop)}: ${amount(count)}`,
            part: dropped(state, drop),
          }))
        : [{ label: `Show all ${amount(index.size)}`, part: { q: "", filters: new Map() } }],
      unhide: facets.length
        ? { label: `Remove ${named(index, state, facets[0].drop)}`, part: dropped(state, facets[0].drop) }
        : null,
    };
  }

  /** @param {string} q @param {number} all what there is but for the filters */
  function reason(q, all) {
    if (!all) return `No practice answers ${quoted(q)}.`;
    return `No practice ${q ? `that answers ${quoted(q)} ` : ""}fits these filters.`;
  }

  /** Which filters hide how many. @param {any} index @param {State} state @param {{drop: string, count: number}[]} facets */
  function hiding(index, state, facets) {
    const parts = facets.map(({ drop, count }, at) => {
      const by = drop === "filters" ? "the filters together" : named(index, state, drop);
      return at ? `${count} by ${by}` : `${count} hidden by ${by}`;
    });
    return parts.join(", ");
  }

  /** A condition's name: a facet's ticked values, the query, or all filters. @param {any} index @param {State} state @param {string} drop as in `ways` */
  function named(index, state, drop) {
    if (drop === "q") return quoted(state.q);
    if (drop === "filters") return "all filters";
    const facet = index.facets.find((/** @type {any} */ { name }) => name === drop);
    const ticked = state.filters.get(drop);
    const labels = [...facet.labels].filter(([value]) => ticked?.has(value)).map(([, label]) => quoted(label));
    if (labels.length <= MOST) return either(labels);
    return either([...labels.slice(0, MOST - 1), `${labels.length - MOST + 1} others`]);
  }

  /** The part of the state that giving up a condition changes. @param {State} state @param {string} drop @returns {Partial<State>} */
  function dropped({ filters }, drop) {
    if (drop === "q") return { q: "" };
    return { filters: drop === "filters" ? new Map() : replaced(filters, drop, new Set()) };
  }

  /** Nearby queries that give results: with the filters, or else without them. @param {any} index @param {State} state @returns {Promise<Way[]>} */
  async function nearest(index, { q, filters }) {
    /** @type {{text: string}[]} */
    const near = (await nearestQuery?.(q, index).catch(() => [])) ?? []; // a kindness, no more
    const answers = await Promise.all(near.map(({ text }) => search(text, index)));
    const offers = (/** @type {State["filters"]} */ kept, /** @type {string} */ how) =>
      near.flatMap(({ text }, at) => {
        const count = size(select(index, kept, answers[at]?.scores ?? null));
        return count ? [{ label: `${quoted(text)}${how}: ${amount(count)}`, part: { q: text, filters: kept } }] : [];
      });
    const inside = offers(filters, "");
    return inside.length || !filters.size ? inside : offers(new Map(), " without filters");
  }

  globalThis.compendium = Object.assign(globalThis.compendium ?? {}, { deadEnd });
})();
