/**
 * <header-search data-index="…/assets/search/…/" data-base="…/">: suggestions under the search box of
 * every page's header, after the combobox pattern of ARIA 1.2. The focus stays in the box; the
 * option that the arrow keys have reached is its active descendant. Without this script the box is
 * a plain form.
 */
"use strict";

(() => {
  const { openIndex, suggest, writeAddress, pageOf, view } = globalThis.compendium;
  const PAUSE = 80; // milliseconds without a key before suggestions follow
  const SHORTEST = 2; // letters

  /**
   * @typedef {{text: string, found: boolean}[]} Pieces
   * @typedef {{label: Pieces, hint: string, address: string}} Option
   */

  /** @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} content */
  function element(name, attributes, ...content) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  }

  /** @param {Pieces} pieces */
  const nodes = (pieces) => pieces.map(({ text, found }) => (found ? element("b", {}, text) : text));

  class HeaderSearch extends HTMLElement {
    /** @type {Promise<any> | null} */
    #index = null;
    /** @type {any} */
    #list = null;
    /** @type {any} */
    #status = null;
    #active = -1; // the option that the arrow keys have reached; -1 is the box itself
    #turn = 0; // of answering; an older one that waited for data gives up
    #typing = 0;
    #listening = new AbortController();

    connectedCallback() {
      this.#listening = new AbortController();
      this.#build();
      this.#listen(this.#listening.signal);
      if (document.activeElement === this.#box) this.#type(); // typed before this script ran
    }

    disconnectedCallback() {
      this.#listening.abort();
      this.#close();
    }

    /** @returns {any} */
    get #box() {
      return this.querySelector("input");
    }

    /** @returns {HTMLElement[]} */
    get #options() {
      return [...this.#list.querySelectorAll("[role=option]")];
    }

    get #open() {
      return !this.#list.hidden;
    }

    #build() {
      this.#list ??= element("div", { id: "header-list", role: "listbox", "aria-label": "Suggestions" });
      this.#status ??= element("div", { class: "visually-hidden", role: "status" });
      this.#list.hidden = true;
      this.append(this.#list, this.#status);
      const combobox = {
        role: "combobox",
        "aria-autocomplete": "list",
        "aria-controls": "header-list",
        "aria-expanded": "false",
      };
      for (const [name, value] of Object.entries(combobox)) this.#box.setAttribute(name, value);
    }

    /** @param {AbortSignal} signal */
    #listen(signal) {
      const on = (/** @type {any} */ target, /** @type {string} */ type, /** @type {(event: any) => void} */ act) =>
        target.addEventListener(type, act, { signal });
      on(this.#box, "focus", () => this.#load().catch(() => {}));
      on(this.#box, "input", () => this.#type());
      on(this.#box, "click", () => this.#open || this.#type());
      on(this.#box, "blur", () => this.#close());
      on(this.#box, "keydown", (event) => event.isComposing || this.#press(event));
      on(this.querySelector("form"), "submit", (event) => {
        event.preventDefault();
        this.#go(this.#results(this.#box.value.trim()), event);
      });
      // The focus stays in the box while the pointer is at work in the list.
      on(this.#list, "mousedown", (event) => event.preventDefault());
      on(this.#list, "click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option) this.#go(option.dataset.address, event);
      });
    }

    // --- keys -------------------------------------------------------------------------------

    /** @param {KeyboardEvent} event */
    #press(event) {
      const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
      const last = this.#options.length - 1;
      const move = (/** @type {number} */ to) => {
        event.preventDefault();
        this.#activate(to);
      };
      if (key === "Escape") {
        event.preventDefault();
        if (this.#open) this.#close();
        else this.#box.value = "";
      } else if (key === "Tab" || (key === "ArrowUp" && altKey)) this.#close();
      else if (key === "Enter" && this.#active >= 0) {
        event.preventDefault();
        this.#go(this.#options[this.#active].dataset.address ?? "", event);
      } else if (altKey || ctrlKey || metaKey || shiftKey) {
        if (key === "ArrowDown" && altKey && !this.#open) this.#answer();
      } else if (key === "ArrowDown" && !this.#open) {
        event.preventDefault();
        this.#answer();
      } else if (!this.#open) return;
      else if (key === "ArrowDown") move(this.#active === last ? -1 : this.#active + 1);
      else if (key === "ArrowUp") move(this.#active < 0 ? last : this.#active - 1);
      else if (this.#active < 0) return; // the keys below are the text's, until an option is reached
      else if (key === "Home") move(0);
      else if (key === "End") move(last);
      else if (key === "ArrowLeft" || key === "ArrowRight") this.#activate(-1);
    }

    /** @param {number} to */
    #activate(to) {
      this.#active = to;
      this.#options.forEach((option, at) => option.setAttribute("aria-selected", String(at === to)));
      const option = this.#options[to];
      if (!option) return this.#box.removeAttribute("aria-activedescendant");
      this.#box.setAttribute("aria-activedescendant", option.id);
      if (to === 0) this.#list.scrollTop = 0; // with the heading above it
      else option.scrollIntoView({ block: "nearest" });
    }

    // --- suggestions ------------------------------------------------------------------------

    /** The index, opened when the box is first used; after a failure the next use tries again. */
    #load() {
      this.#index ??= openIndex(this.dataset.index);
      this.#index.then((index) => index.sets()).catch(() => (this.#index = null));
      return this.#index;
    }

    #type() {
      this.#activate(-1);
      this.#turn += 1; // an answer under way is to older letters
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#answer(), PAUSE);
    }

    async #answer() {
      clearTimeout(this.#typing);
      const turn = ++this.#turn;
      const text = this.#box.value.trim();
      if (text.length < SHORTEST) return this.#close();
      try {
        const index = await this.#load();
        const found = await suggest(text, index);
        if (turn === this.#turn) this.#show(this.#groups(text, found, index));
      } catch {
        if (turn === this.#turn) this.#close(); // the box still leads to the search page
      }
    }

    /**
     * @param {string} text @param {any} found @param {any} index
     * @returns {[string, Option[]][]}
     */
    #groups(text, found, index) {
      const { base } = this.dataset;
      const filtered = (/** @type {string} */ facet, /** @type {string} */ value) =>
        writeAddress({ q: "", sort: "", filters: new Map([[facet, new Set([value])]]) }, index);
      const joined = (/** @type {string[]} */ ...parts) => parts.filter(Boolean).join(" · ");
      const option = (/** @type {string} */ label, /** @type {string} */ hint, /** @type {string} */ address) => ({
        label: found.pieces(label), hint, address,
      });
      const practices = found.practices.map((/** @type {any} */ { id, title, place, country }) =>
        option(title, joined(place, country.join(", ")), `${base}practices/${encodeURIComponent(id)}/`),
      );
      const places = found.places.map((/** @type {any} */ { name, country }) =>
        option(name, country, this.#results(name)),
      );
      const values = found.values.map((/** @type {any} */ { facet, about, value, label, count }) =>
        option(label, joined(about, view.amount(count)), `${base}practices/${filtered(facet, value)}`),
      );
      const all = [{ label: [{ text: `All results for ‘${text}’`, found: false }], hint: "", address: this.#results(text) }];
      return [["Practices", practices], ["Places", places], ["Filters", values], ["", all]];
    }

    /** The address of the search page with these words. @param {string} text */
    #results(text) {
      const query = text && `?${new URLSearchParams({ q: text })}`;
      return `${this.dataset.base}practices/${query}`;
    }

    /** @param {[string, Option[]][]} groups */
    #show(groups) {
      let number = 0;
      const row = (/** @type {Option} */ { label, hint, address }) => {
        const attributes = { id: `header-option-${number++}`, role: "option", "aria-selected": "false" };
        const made = element("div", attributes, element("span", { class: "option-label" }, ...nodes(label)));
        if (hint) made.append(" ", element("span", { class: "option-hint" }, hint));
        made.dataset.address = address;
        return made;
      };
      const group = (/** @type {string} */ name, /** @type {Option[]} */ options) => {
        if (!name) return options.map(row);
        const id = `header-group-${name.toLowerCase()}`;
        const heading = element("div", { id, class: "group-name", role: "presentation" }, name);
        return [element("div", { role: "group", "aria-labelledby": id }, heading, ...options.map(row))];
      };
      const shown = groups.filter(([, options]) => options.length);
      this.#list.replaceChildren(...shown.flatMap(([name, options]) => group(name, options)));
      this.#list.scrollTop = 0;
      this.#list.hidden = false;
      this.#activate(-1);
      this.#box.setAttribute("aria-expanded", "true");
      this.#say(number > 1 ? `${number} suggestions` : "No suggestions, only the search page");
    }

    #close() {
      clearTimeout(this.#typing);
      this.#turn += 1;
      this.#list.hidden = true;
      this.#activate(-1);
      this.#box.setAttribute("aria-expanded", "false");
      this.#say("");
    }

    /** @param {string} text */
    #say(text) {
      if (this.#status.textContent !== text) this.#status.textContent = text;
    }

    /** To an address, in a new tab where the reader's keys ask for it. @param {string} address @param {any} event */
    #go(address, event) {
      this.#close();
      const page = pageOf(address);
      if (event.ctrlKey || event.metaKey) window.open(page, "_blank", "noopener");
      else location.assign(page);
    }
  }

  customElements.define("header-search", HeaderSearch);
})();
