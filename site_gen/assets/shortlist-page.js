/**
 * <shortlist-page>: the list on its own page, whose markup is in templates/shortlist.html. An address
 * with `?ids=` shows a list that somebody shared, and leaves the reader's own as it is.
 *
 * @typedef {{id: string, note: string, brief: any}} Entry
 */
"use strict";

(() => {
  const { shortlist, parts, load } = globalThis.compendium;
  const COLUMNS = 4; // practices that are compared at most
  const NAMED = 5; // unknown ids that are named; of thousands, the number says enough

  class ShortlistPage extends HTMLElement {
    /** @type {any} */
    #tools = null; // of shortlist-briefs.js
    /** @type {any} */
    #view = null; // of shortlist-view.js
    /** @type {string[] | null} */
    #shared = null; // the ids in the address
    /** @type {Map<string, any>} */
    #found = new Map(); // id -> {id, brief} of the practice it means today, or null
    /** @type {Map<string, HTMLElement>} */
    #items = new Map(); // id -> its list item, once made
    /** @type {Set<string>} */
    #ticked = new Set(); // to be compared
    /** @type {any[] | null} */
    #before = null; // the list before the last change that can be undone
    #turn = 0;
    #listening = new AbortController();

    async connectedCallback() {
      const { signal } = (this.#listening = new AbortController());
      this.#tools = await load("", "shortlist-briefs"); // they came before this script
      this.#view = await load("", "shortlist-view");
      const ids = this.#tools.idsIn(location.search);
      // Where the browser keeps nothing, the address is where the reader's own list is.
      if (ids && !shortlist.kept()) shortlist.set(this.#itemsOf(ids.filter((/** @type {string} */ id) => shortlist.SLUG.test(id))));
      else this.#shared = ids;
      this.addEventListener("click", (event) => this.#press(event), { signal });
      this.addEventListener("input", (event) => this.#input(event), { signal });
      document.addEventListener("shortlist", () => this.#show(), { signal });
      this.#show();
    }

    disconnectedCallback() {
      this.#listening.abort();
      this.#turn += 1;
    }

    /** @param {string} selector @returns {any} */
    #part(selector) {
      return this.querySelector(selector);
    }

    /** @param {string[]} ids @returns {{id: string, note: string}[]} */
    #itemsOf(ids) {
      return ids.slice(0, this.#tools.MOST).map((id) => ({ id, note: "" }));
    }

    // --- data -------------------------------------------------------------------------------

    /** What the list holds, in its order: the shared one, or the reader's own. @returns {{id: string, note: string}[]} */
    get #listed() {
      return this.#shared ? this.#itemsOf(this.#shared) : shortlist.items();
    }

    /** The practices of the list that there are; those with several names once. @returns {Entry[]} */
    get #entries() {
      /** @type {Map<string, Entry>} */
      const entries = new Map();
      for (const { id, note } of this.#listed) {
        const found = this.#found.get(id);
        if (found && !entries.has(found.id)) entries.set(found.id, { ...found, note });
      }
      return [...entries.values()];
    }

    get #unknown() {
      return this.#listed.map(({ id }) => id).filter((id) => this.#found.get(id) === null);
    }

    async #fetch() {
      const folder = shortlist.place().index;
      const lacking = this.#listed.map(({ id }) => id).filter((id) => !this.#found.has(id));
      await Promise.all(
        lacking.map(async (id) => this.#found.set(id, await this.#tools.findBrief(folder, id))),
      );
      this.#rename();
    }

    /** An earlier name in the reader's list gives way to the present one, which its star has. */
    #rename() {
      const items = shortlist.items();
      const present = (/** @type {string} */ id) => this.#found.get(id)?.id ?? id;
      if (this.#shared || items.every(({ id }) => present(id) === id)) return;
      const renamed = new Map();
      for (const { id, note } of items) {
        const name = present(id);
        this.#found.set(name, this.#found.get(id));
        renamed.set(name, { id: name, note: [renamed.get(name)?.note, note].filter(Boolean).join("\n") });
      }
      shortlist.set([...renamed.values()]);
    }

    // --- showing ----------------------------------------------------------------------------

    async #show() {
      const turn = ++this.#turn;
      try {
        await this.#fetch();
      } catch {
        this.toggleAttribute("data-failed", true);
        return;
      }
      if (turn !== this.#turn) return;
      this.toggleAttribute("data-failed", false);
      const entries = this.#entries;
      for (const id of this.#ticked) if (!entries.some((entry) => entry.id === id)) this.#ticked.delete(id);
      this.#showShared(entries);
      this.#showUnknown();
      this.#showItems(entries);
      this.#showTools(entries);
      this.#part(".shortlist-empty").hidden = entries.length > 0 || Boolean(this.#shared);
      const comparing = !this.#part(".comparison").hidden;
      if (comparing && entries.length > 1) this.#showComparison();
      else this.#part(".comparison").hidden = true;
      this.#part(".shortlist-list").hidden = !entries.length || !this.#part(".comparison").hidden;
      this.toggleAttribute("data-ready", true);
    }

    /** @param {Entry[]} entries */
    #showShared(entries) {
      this.classList.toggle("is-shared", Boolean(this.#shared));
      const box = this.#part(".shared");
      box.hidden = !this.#shared;
      if (!this.#shared) return;
      this.#part("h1").textContent = "A shared shortlist";
      const own = shortlist.items();
      const lacking = entries.filter(({ id }) => !shortlist.has(id)).length;
      const cut = this.#shared.length > this.#tools.MOST ? ` The link names more; the first ${this.#tools.MOST} are here.` : "";
      this.#part(".shared-text").textContent =
        `Somebody shared this list of ${this.#view.amount(entries.length)} with you.${cut} ` +
        `Your own shortlist, ${own.length ? this.#view.amount(own.length) : "empty so far"}, stays as it is until you add to it.`;
      this.#part(".shared-add").hidden = !lacking;
    }

    #showUnknown() {
      const unknown = this.#unknown;
      const place = this.#part(".shortlist-unknown");
      place.hidden = !unknown.length;
      const named = unknown.slice(0, NAMED).map((id) => `‘${id}’`).join(", ");
      const more = unknown.length > NAMED ? ` and ${unknown.length - NAMED} more` : "";
      const text = unknown.length ? `Not in this compendium: ${named}${more}.` : "";
      if (place.textContent !== text) place.textContent = text;
    }

    /** @param {Entry[]} entries */
    #showItems(entries) {
      const full = this.#ticked.size >= COLUMNS;
      const list = this.#part(".shortlist-items");
      const items = entries.map((entry) => {
        const item = this.#items.get(entry.id) ?? this.#view.makeItem(this, entry, this.#tools.factOf);
        this.#items.set(entry.id, item);
        return item;
      });
      items.forEach((item, at) => {
        if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
      });
      while (list.children.length > items.length) list.lastElementChild.remove();
      const state = { length: items.length, ticked: this.#ticked, full };
      entries.forEach(({ note }, at) => this.#view.fillItem(items[at], { ...state, note, at }));
    }

    /** @param {Entry[]} entries */
    #showTools(entries) {
      const { asText, MOST } = this.#tools;
      const compared = this.#compared.length;
      const button = this.#part(".compare");
      button.hidden = entries.length < 2;
      button.disabled = this.#ticked.size === 1;
      button.textContent = this.#ticked.size || entries.length <= COLUMNS ? `Compare ${compared}` : `Compare the first ${compared}`;
      if (this.#ticked.size === 1) button.textContent = "Compare: tick another";
      this.#part(".copy-text").dataset.copy = asText(entries);
      const address = this.#address(entries.map(({ id }) => id).slice(0, MOST));
      this.#part("#share-link").value = address;
      this.#part(".copy-link").dataset.copy = address;
      const carried = entries.length > MOST ? `the first ${MOST} practices` : "the practices and their order";
      this.#part(".share-about").textContent = `It carries ${carried}, not your notes.`;
    }

    /** A folder's address is of no use to others: there the link leads to the site as published. @param {string[]} ids */
    #address(ids) {
      const published = /** @type {any} */ (document.querySelector("link[rel=canonical]"))?.href;
      const page = location.protocol === "file:" && published ? published : location.href.replace(/[?#].*/s, "");
      return `${page}?ids=${ids.join(",")}`;
    }

    // --- comparison -------------------------------------------------------------------------

    /** Those with a tick; without any, the first ones. @returns {Entry[]} */
    get #compared() {
      const entries = this.#entries;
      const ticked = entries.filter(({ id }) => this.#ticked.has(id));
      return (ticked.length ? ticked : entries).slice(0, COLUMNS);
    }

    #showComparison() {
      this.#view.showComparison(this, this.#compared, this.#tools.comparison(this.#compared));
    }

    /** @param {boolean} open */
    #turnTo(open) {
      this.#part(".comparison").hidden = !open;
      this.#part(".shortlist-list").hidden = open;
      if (open) this.#showComparison();
      this.#part(open ? "#comparison-title" : ".compare").focus();
      scrollTo({ top: 0 });
    }

    // --- acting -----------------------------------------------------------------------------

    /** @param {Event} event */
    #press({ target }) {
      const button = target instanceof Element ? target.closest("button") : null;
      const id = button?.closest("li")?.dataset.practice ?? "";
      if (!button) return;
      if (button.matches(".up")) this.#move(id, -1);
      else if (button.matches(".down")) this.#move(id, 1);
      else if (button.matches(".remove")) this.#remove(id);
      else if (button.matches(".compare")) this.#turnTo(true);
      else if (button.matches(".back")) this.#turnTo(false);
      else if (button.matches(".print")) print();
      else if (button.matches(".download")) this.#download();
      else if (button.matches(".empty")) this.#empty();
      else if (button.matches(".undo")) this.#undo();
      else if (button.matches(".shared-add")) this.#adopt();
    }

    /** @param {Event} event */
    #input({ target }) {
      const item = target instanceof Element ? target.closest("li") : null;
      const id = item?.dataset.practice ?? "";
      if (target instanceof HTMLTextAreaElement) {
        const note = target.value;
        shortlist.set(shortlist.items().map((/** @type {any} */ one) => (one.id === id ? { id, note } : one)));
      } else if (target instanceof HTMLInputElement && target.type === "checkbox") {
        if (target.checked) this.#ticked.add(id);
        else this.#ticked.delete(id);
        this.#show();
      }
    }

    /** Tell what was done; `before` is the list to go back to. @param {string} text @param {any[] | null} before */
    #say(text, before = null) {
      this.#before = before;
      this.#part(".shortlist-said [role=status]").textContent = text;
      this.#part(".undo").hidden = !before;
    }

    /** @param {string} id @param {number} by */
    async #move(id, by) {
      const items = [...shortlist.items()];
      // Past what this compendium does not know, which has no place on the page.
      const shown = this.#entries.map((entry) => entry.id);
      const other = shown[shown.indexOf(id) + by];
      const [from, to] = [id, other].map((name) => items.findIndex((item) => item.id === name));
      if (from < 0 || to < 0) return;
      items.splice(to, 0, ...items.splice(from, 1));
      const button = by < 0 ? ".up" : ".down";
      shortlist.set(items);
      await this.#show();
      const item = this.#items.get(id);
      const same = /** @type {any} */ (item?.querySelector(button));
      (same.disabled ? item?.querySelector(by < 0 ? ".down" : ".up") : same)?.focus();
      this.#say(`‘${this.#found.get(id).brief.title}’ is now ${shown.indexOf(id) + by + 1} of ${shown.length}.`);
    }

    /** @param {string} id */
    async #remove(id) {
      const before = shortlist.items();
      const at = this.#entries.findIndex((entry) => entry.id === id);
      shortlist.set(before.filter((/** @type {any} */ item) => item.id !== id));
      await this.#show();
      this.#say(`Removed ‘${this.#found.get(id).brief.title}’.`, before);
      const left = this.querySelectorAll(".shortlist-item .remove");
      const next = /** @type {any} */ (left[Math.min(at, left.length - 1)] ?? this.#part(".undo"));
      next.focus();
    }

    async #empty() {
      const before = shortlist.items();
      shortlist.set([]);
      await this.#show();
      this.#say(`Removed ${this.#view.amount(before.length)}.`, before);
      this.#part(".undo").focus();
    }

    async #undo() {
      const before = this.#before ?? [];
      const added = shortlist.items().filter((/** @type {any} */ { id }) => !before.some((item) => item.id === id));
      shortlist.set([...before, ...added]); // what came from another window meanwhile stays
      await this.#show();
      this.#say("The list is as it was.");
      this.#part("h1").focus();
    }

    async #adopt() {
      const before = shortlist.items();
      const lacking = this.#entries.filter(({ id }) => !shortlist.has(id));
      shortlist.set([...before, ...lacking.map(({ id }) => ({ id, note: "" }))]);
      await this.#show();
      this.#say(`Added ${this.#view.amount(lacking.length)} to your shortlist.`, before);
      this.#part(".shared-own").focus();
    }

    #download() {
      const entries = this.#entries;
      parts.download("shortlist.json", "application/json", this.#tools.asJson(entries, this.#unknown));
      this.#say(`Downloaded ${this.#view.amount(entries.length)} as shortlist.json.`);
    }
  }

  customElements.define("shortlist-page", ShortlistPage);
  globalThis.compendiumRegister("shortlist-page", true);
})();
