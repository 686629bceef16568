/* Texts as the index has them: folded to lower case without diacritics, cut into words.
   The same as site_gen/text.py, character by character. */
(function () {
  "use strict";
  const compendium = (globalThis.compendium = globalThis.compendium || {});
  const MARK = /\p{M}/u;
  const WORD = /[\p{L}\p{N}]/u;
  const folded = new Map();

  /**
   * @param {string} character one code point
   * @param {Object<string, string>} letters what no decomposition reaches: ø, ł, ß …
   * @returns {string} the character in lower case, without diacritics
   */
  function foldCharacter(character, letters) {
    let found = folded.get(character);
    if (found === undefined) {
      const spread = (letters[character] || character).normalize("NFKD").toLowerCase();
      found = "";
      for (const part of spread) {
        if (!MARK.test(part)) found += letters[part] || part;
      }
      folded.set(character, found);
    }
    return found;
  }

  /**
   * @param {string} text
   * @param {Object<string, string>} letters
   * @returns {string}
   */
  function fold(text, letters) {
    let result = "";
    for (const character of text) result += foldCharacter(character, letters);
    return result;
  }

  /**
   * The words of a text with the place that each has in it.
   * @param {string} text
   * @param {Object<string, string>} letters
   * @returns {{word: string, start: number, end: number}[]}
   */
  function spans(text, letters) {
    const found = [];
    let word = "";
    let start = 0;
    let position = 0;
    for (const character of text) {
      const end = position + character.length;
      const bare = foldCharacter(character, letters);
      if (bare === "" && word) {
        // a mark of its own belongs to the letter before it
      } else {
        for (const part of bare || " ") {
          if (WORD.test(part)) {
            if (!word) start = position;
            word += part;
          } else if (word) {
            found.push({ word, start, end: position });
            word = "";
          }
        }
      }
      position = end;
    }
    if (word) found.push({ word, start, end: position });
    return found;
  }

  /**
   * @param {string} text
   * @param {Object<string, string>} letters
   * @returns {string[]} its folded words
   */
  function words(text, letters) {
    return spans(text, letters).map((span) => span.word);
  }

  Object.assign(compendium, { fold, spans, words });
})();
