/* Where the words that were found stand: pieces of a text, marked or not, and the passage that shows
   the most of them. Pure functions; the view makes elements of the pieces. */
(function () {
  "use strict";
  const compendium = (globalThis.compendium = globalThis.compendium || {});
  const LENGTH = 28; // words of a passage
  const BEFORE = 6; // words shown before the first that was found

  /**
   * @typedef {{text: string, found: boolean}} Piece
   * @param {string} text
   * @param {Set<string>} forms folded words
   * @param {Object<string, string>} letters
   * @returns {Piece[]} the whole text in pieces
   */
  function marked(text, forms, letters) {
    return cut(text, compendium.spans(text, letters), forms, 0, text.length);
  }

  /**
   * @param {string} text
   * @param {Set<string>} forms
   * @param {Object<string, string>} letters
   * @returns {Piece[]} the passage with the most different words found; how the text begins when
   *   there is no word
   */
  function passage(text, forms, letters) {
    const spans = compendium.spans(text, letters);
    const hits = spans.flatMap(({ word }, at) => (forms.has(word) ? [at] : []));
    let best = hits[0] ?? 0;
    let most = 0;
    for (const first of hits) {
      const inside = hits.filter((at) => at >= first && at < first + LENGTH - BEFORE);
      const different = new Set(inside.map((at) => spans[at].word)).size;
      if (different > most) [best, most] = [first, different];
    }
    const from = Math.max(0, best - BEFORE);
    const to = Math.min(spans.length, from + LENGTH);
    const start = from ? spans[from].start : 0;
    const end = to < spans.length ? spans[to - 1].end : text.length;
    const pieces = cut(text, spans.slice(from, to), forms, start, end);
    if (from) pieces.unshift({ text: "… ", found: false });
    if (to < spans.length) pieces.push({ text: " …", found: false });
    return pieces;
  }

  function cut(text, spans, forms, start, end) {
    const pieces = [];
    let at = start;
    for (const span of spans) {
      if (!forms.has(span.word)) continue;
      if (span.start > at) pieces.push({ text: text.slice(at, span.start), found: false });
      pieces.push({ text: text.slice(span.start, span.end), found: true });
      at = span.end;
    }
    if (at < end) pieces.push({ text: text.slice(at, end), found: false });
    return pieces;
  }

  Object.assign(compendium, { marked, passage });
})();
