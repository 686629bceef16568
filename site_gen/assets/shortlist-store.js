/**
 * The shortlist: which practices have a star, in which order, with which notes. The browser keeps it;
 * where it refuses to, the list lives as long as the page. Every change is told by an event
 * "shortlist" on the document.
 *
 * @typedef {{id: string, note: string}} Item
 */
"use strict";

(() => {
  const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/; // as the format of practices has it

  /** Where the site's root and its index are: every page has a box for searching, which knows it. */
  function place() {
    const { base = "", index = "" } =
      /** @type {HTMLElement | null} */ (document.querySelector("[data-index][data-base]"))?.dataset ?? {};
    return { base, index };
  }

  // Two sites of one host have two lists. Copies in folders share one: a newer copy finds the list.
  const KEY = `compendium.shortlist${location.protocol === "file:" ? "" : new URL(place().base || ".", location.href).pathname}`;

  let text = /** @type {string | null} */ (null); // what was read last
  let known = /** @type {Item[]} */ ([]); // what it says
  let refused = false; // the browser keeps nothing: `known` is all there is
  const notes = /** @type {Map<string, string>} */ (new Map()); // of stars taken away on this page

  /** The items in a kept text; whatever is no item is left out. @param {string | null} kept @returns {Item[]} */
  function parse(kept) {
    let found;
    try {
      found = JSON.parse(kept ?? "[]");
    } catch {
      return [];
    }
    const items = new Map();
    for (const item of Array.isArray(found) ? found : []) {
      const { id, note } = Object(item);
      if (typeof id !== "string" || !SLUG.test(id) || items.has(id)) continue;
      items.set(id, { id, note: typeof note === "string" ? note : "" });
    }
    return [...items.values()];
  }

  /** @returns {Item[]} what the list holds now, other windows' changes included */
  function items() {
    if (refused) return known;
    try {
      const kept = localStorage.getItem(KEY);
      if (kept !== text) [text, known] = [kept, parse(kept)];
    } catch {
      refused = true;
    }
    return known;
  }

  /** @param {Item[]} changed */
  function set(changed) {
    const written = JSON.stringify(changed);
    try {
      if (!refused) localStorage.setItem(KEY, written);
    } catch {
      refused = true; // not allowed, or no room left
    }
    [text, known] = [written, changed];
    tell();
  }

  function tell() {
    document.dispatchEvent(new CustomEvent("shortlist"));
  }

  /** @param {string} id */
  const has = (id) => items().some((item) => item.id === id);

  /** Put in or take out; a note is not lost by a slip of the finger. @param {string} id */
  function toggle(id) {
    const before = items();
    const others = before.filter((item) => item.id !== id);
    if (others.length < before.length) notes.set(id, before.find((item) => item.id === id)?.note ?? "");
    set(others.length < before.length ? others : [...others, { id, note: notes.get(id) ?? "" }]);
  }

  // Another window has changed the list, or this page comes back from the browser's memory.
  addEventListener("storage", ({ key }) => (key === KEY || key === null) && tell());
  addEventListener("pageshow", ({ persisted }) => persisted && tell());

  /** Whether the browser keeps the list. */
  const kept = () => (items(), !refused);

  globalThis.compendium = Object.assign(globalThis.compendium ?? {}, {
    shortlist: { SLUG, place, parse, items, has, set, toggle, kept },
  });
})();
