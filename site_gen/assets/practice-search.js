/**
 * <practice-search data-index="../assets/search/…/" data-base="../">: makes the page that the build
 * wrote a live search. The engine decides, the view shows; this element listens, and keeps the whole
 * state in the address bar.
 */
"use strict";

(() => {
  const { openIndex, search, select, counts, rank, deadEnd, view } = globalThis.compendium;
  const { toggled, sortOf, needsSets, readAddress, writeAddress, runKept } = globalThis.compendium;
  const PAGE = 20; // results of a page, and added by "Show more"; the build lists as many
  const FIRST = 6; // of them that do not wait for the others: so many files a browser loads at once
  const GUIDES = 3; // pages beside the practices that are shown at most
  const PAUSE = 80; // milliseconds without a key before the results follow
  const WIDE = "(min-width: 60em)"; // as in compendium.css
  const NOTHING = () => ({ q: "", filters: new Map() });
  const UNSEEN = 100; // milliseconds after which no frame will come: nobody looks at the page

  /** Once the next frame is drawn. */
  const painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => setTimeout(resolve));
      setTimeout(resolve, UNSEEN);
    });

  class PracticeSearch extends HTMLElement {
    #state = { ...NOTHING(), sort: "" };
    /** @type {any} */
    #index = null;
    #asked = ""; // the words that #answer answers
    /** @type {any} */
    #answer = null; // what the words typed gave; null without words
    /** @type {number[]} */
    #found = [];
    #shown = PAGE;
    /** @type {Map<number, Element>} */
    #items = new Map(); // practice -> its list item, once made
    /** @type {Map<number, any>} */
    #marked = new Map(); // practice -> the answer whose words its item shows
    #settled = ""; // the address as it was before a query was being typed
    #turn = 0; // of rendering; an older one that waited for data gives up
    #typing = 0;
    /** @type {Promise<void> | null} */
    #counting = null; // until the counts stand
    /** @type {(value?: any) => void} */
    #release = () => {};
    /** Resolved when the first results are drawn, or cannot be; they share the network with nothing that they do not need. */
    #drawn = new Promise((resolve) => (this.#release = resolve));
    #listening = new AbortController();

    connectedCallback() {
      this.#listening = new AbortController();
      // The cards in the page are the first practices by title; all practices are numbered so.
      const cards = location.search || this.#items.size ? [] : [...this.#part(".results").children];
      cards.forEach((item, number) => this.#items.set(number, item));
      this.#listen(this.#listening.signal);
      this.#drawn.then(() => this.#counting).then(runKept);
      this.#start();
    }

    disconnectedCallback() {
      this.#listening.abort();
      clearTimeout(this.#typing);
      this.#turn += 1;
    }

    /** @param {string} selector @returns {any} */
    #part(selector) {
      return this.querySelector(selector);
    }

    /** What is found at this moment, shown or not, in its order; export-menu.js asks. */
    get results() {
      return { index: this.#index, found: this.#found };
    }

    get #box() {
      return this.#part(".search-form input");
    }

    /** @param {AbortSignal} signal */
    #listen(signal) {
      const on = (/** @type {any} */ target, /** @type {string} */ type, /** @type {(event: any) => void} */ act) =>
        target.addEventListener(type, act, { signal });
      const drawer = this.#part(".drawer");

      const soon = (/** @type {() => void} */ act) => {
        clearTimeout(this.#typing);
        this.#typing = setTimeout(act, PAUSE);
      };
      on(this.#box, "input", () => soon(() => this.#type()));
      // Not at once: what is clicked next must not move away under the pointer.
      on(this.#box, "change", () => soon(() => this.#settle()));
      on(this.#part(".search-form"), "submit", (event) => {
        event.preventDefault();
        this.#settle();
      });
      on(this.#part(".search-sort select"), "change", ({ target }) => {
        const usual = sortOf({ ...this.#state, sort: "" });
        this.#change({ sort: target.value === usual ? "" : target.value });
      });
      on(this.#part(".filters"), "change", ({ target }) => {
        this.#change({ filters: toggled(this.#state.filters, target.name, target.value, target.checked) });
      });
      on(this, "click", ({ target }) => {
        const button = target.closest("button");
        if (target === drawer || button?.matches(".drawer-close, .drawer-show")) drawer.close();
        else if (button?.matches(".filters-open")) drawer.showModal();
        else if (button?.matches(".clear-all")) this.#clear(button);
        else if (button?.matches(".show-more")) this.#showMore();
        else if (button?.matches(".facet-all")) this.#expand(button);
      });
      on(window, "popstate", () => this.#index && this.#restore());

      const wide = matchMedia(WIDE);
      const arrange = () => {
        const place = this.#part(wide.matches ? ".search-panel" : ".drawer-body");
        if (!place.querySelector(".filters")) place.append(this.#part(".filters"));
        if (wide.matches) drawer.close();
      };
      on(wide, "change", arrange);
      arrange();
    }

    // --- data -------------------------------------------------------------------------------

    async #start() {
      const early = this.#box.value; // typed before this script ran
      this.toggleAttribute("data-waiting", location.search !== "");
      try {
        this.#index ??= await openIndex(this.dataset.index);
      } catch {
        return this.#fail();
      }
      if (!this.isConnected) return;
      const typed = this.#box.value || early;
      this.toggleAttribute("data-ready", true);
      this.#restore(typed);
    }

    #fail() {
      this.#part(".search-problem").hidden = false;
      this.#rest();
      this.#release();
    }

    #rest() {
      const list = this.#part(".results");
      this.removeAttribute("data-waiting");
      list.removeAttribute("aria-busy");
      list.style.minHeight = "";
    }

    /** The list items of these practices; their cards are loaded if need be. @param {number[]} numbers */
    async #itemsOf(numbers) {
      await Promise.all(
        numbers
          .filter((number) => !this.#items.has(number))
          .map(async (number) => {
            const card = await this.#index.card(number);
            this.#items.set(number, view.cardItem(this, card, this.dataset.base));
          }),
      );
      return numbers.map((number) => this.#items.get(number));
    }

    /** The words found, marked in these cards; a passage of each when its text has come, which lets the page's cards and counts go before. @param {number[]} numbers @param {Promise<any>} cards */
    #mark(numbers, cards) {
      const index = this.#index;
      const answer = this.#answer;
      const forms = answer?.forms ?? new Set();
      for (const number of numbers) {
        if ((this.#marked.get(number) ?? null) === answer) continue;
        const item = this.#items.get(number);
        this.#marked.set(number, answer);
        view.showFound(item, forms, index.letters);
        if (!forms.size) continue;
        const coming = cards.then(() => this.#counting).then(() => index.text(number));
        const show = (/** @type {string} */ text) => {
          if (this.#marked.get(number) === answer) view.showPassage(item, text, forms, index.letters);
        };
        coming.then(show, () => show("")); // it is a kindness, no more
      }
    }

    /** The guides that were found, the best first. */
    async #guides() {
      const index = this.#index;
      const scores = this.#answer?.scores;
      const numbers = [];
      for (let n = index.practices; scores && n < index.documents; n++) if (scores[n]) numbers.push(n);
      numbers.sort((one, other) => scores[other] - scores[one] || one - other);
      return Promise.all(numbers.slice(0, GUIDES).map((number) => index.card(number)));
    }

    // --- state and address ------------------------------------------------------------------

    /** Show the state in the address, or what was typed since. */
    #restore(typed = "") {
      clearTimeout(this.#typing);
      this.#state = readAddress(location.search, this.#index);
      this.#settled = this.#address();
      this.#shown = Math.max(PAGE, Number(history.state?.shown) || 0);
      this.#box.value = this.#state.q;
      for (const name of this.#state.filters.keys()) this.#part(`[data-facet="${name}"]`).open = true;
      if (!typed || typed.trim() === this.#state.q) return this.#render();
      this.#box.value = typed;
      this.#type();
    }

    /** Take on part of a new state, as one step that Back undoes. @param {object} part */
    #change(part) {
      if (!this.#index) return;
      this.#settle();
      this.#state = { ...this.#state, ...part };
      this.#box.value = this.#state.q;
      this.#shown = PAGE;
      this.#step();
      return this.#render();
    }

    /** Follow a query while it is typed; the address follows, without a step for each letter. */
    #type() {
      clearTimeout(this.#typing);
      const q = this.#box.value.trim();
      if (!this.#index || q === this.#state.q) return;
      this.#state = { ...this.#state, q };
      this.#shown = PAGE;
      this.#render(); // before the address: what it loads is asked for at once
      this.#write("replaceState", this.#address());
    }

    /** The query is done: it becomes a step of its own. */
    #settle() {
      this.#type();
      this.#step();
    }

    #step() {
      const address = this.#address();
      if (!this.#index || address === this.#settled) return;
      this.#write("replaceState", this.#settled);
      this.#write("pushState", address);
      this.#settled = address;
    }

    #address() {
      return (this.#index && writeAddress(this.#state, this.#index)) || location.pathname;
    }

    /** @param {"pushState" | "replaceState"} method @param {string} address @param {object | null} kept */
    #write(method, address, kept = null) {
      try {
        history[method](kept, "", address + location.hash);
      } catch {
        // Some browsers refuse on file://, or after too many steps; all else works without.
      }
    }

    // --- showing ----------------------------------------------------------------------------

    async #render() {
      const turn = ++this.#turn;
      const index = this.#index;
      const { q, filters } = this.#state;
      this.#part(".results").setAttribute("aria-busy", "true");
      this.#part(".search-problem").hidden = true;
      try {
        const sets = needsSets(this.#state) && index.sets(); // beside the words
        const answer = q === this.#asked ? this.#answer : await search(q, index);
        await sets;
        if (turn !== this.#turn) return;
        [this.#asked, this.#answer] = [q, answer];
        const scores = answer && answer.scores;
        const sort = sortOf(this.#state);
        const found = rank(index, select(index, filters, scores), scores, sort);
        const empty = found.length ? null : await this.#deadEnd(scores);
        if (turn !== this.#turn) return;
        this.#found = found;
        this.#showResults(turn); // not awaited: its cards are on their way while the rest is shown
        this.#counting = this.#showCounts(turn);
        view.showStatus(this, found.length, empty);
        view.showControls(this, this.#state, sort, found.length);
        view.showNote(this, answer);
        view.showChips(this, this.#chips());
        view.showEmpty(this, empty);
      } catch {
        if (turn === this.#turn) this.#fail();
      }
    }

    /** What each value would give. When the page is new, its first results come before. @param {number} turn */
    async #showCounts(turn) {
      const index = this.#index;
      try {
        if (!index.complete) await this.#drawn.then(() => index.sets());
      } catch {
        if (turn === this.#turn) this.#fail();
        return;
      }
      if (turn !== this.#turn) return;
      const { filters } = this.#state;
      view.showFacets(this, counts(index, filters, this.#answer && this.#answer.scores), filters);
      this.toggleAttribute("data-counted", true);
    }

    /** The first few results as soon as their cards are there, then all of the page. @param {number} turn */
    async #showResults(turn) {
      const page = this.#found.slice(0, this.#shown);
      const missing = page.findIndex((number) => !this.#items.has(number));
      const first = missing < 0 ? page : page.slice(0, Math.max(FIRST, missing));
      const more = Math.min(PAGE, this.#found.length - page.length);
      const list = this.#part(".results");
      try {
        const [items, guides] = await Promise.all([this.#itemsOf(first), this.#guides()]);
        if (turn !== this.#turn) return;
        // What stands below the list does not move until the last ones are there.
        if (first.length < page.length) list.style.minHeight = `${list.offsetHeight}px`;
        view.showGuides(this, guides, this.dataset.base);
        const coming = this.#itemsOf(page);
        this.#mark(first, coming);
        view.showResults(this, items, more, this.#asked);
        this.removeAttribute("data-waiting");
        this.#release(painted());
        const all = await coming;
        if (turn !== this.#turn) return;
        this.#mark(page, coming);
        view.showResults(this, all, more, this.#asked);
        this.#rest();
      } catch {
        if (turn === this.#turn) this.#fail();
      }
    }

    #chips() {
      const { q, filters } = this.#state;
      /** @type {{label: string, part: object}[]} */
      const chips = q ? [{ label: `‘${q}’`, part: { q: "" } }] : [];
      for (const { name, labels } of this.#index.facets) {
        for (const value of filters.get(name) ?? []) {
          chips.push({ label: labels.get(value), part: { filters: toggled(filters, name, value, false) } });
        }
      }
      return chips.map(({ label, part }, at) => ({ label, act: () => this.#removeChip(part, at) }));
    }

    /** @param {object} part @param {number} at */
    async #removeChip(part, at) {
      await this.#change(part);
      const chips = /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".chip"));
      (chips[Math.min(at, chips.length - 1)] ?? this.#part(".search-count")).focus();
    }

    /** What to say when nothing is left, with buttons that lead out of it. @param {Int32Array | null} scores */
    async #deadEnd(scores) {
      const { near, ways, unhide, ...texts } = await deadEnd(this.#index, this.#state, scores);
      const action = (/** @type {{label: string, part: object}} */ { label, part }) => ({
        label,
        act: () => this.#change(part)?.then(() => this.#part(".search-count").focus()),
      });
      return { ...texts, near: near.map(action), ways: ways.map(action), unhide: unhide && action(unhide) };
    }

    /** @param {Element} button */
    async #clear(button) {
      const drawer = button.closest("dialog");
      await this.#change(drawer ? { filters: new Map() } : NOTHING());
      this.#part(drawer ? ".drawer-show" : ".search-count").focus();
    }

    async #showMore() {
      const before = this.#part(".results").children.length;
      this.#shown += PAGE;
      this.#write("replaceState", this.#address(), { shown: this.#shown });
      await this.#showResults(this.#turn);
      this.#part(".results").children[before]?.querySelector("a").focus();
    }

    /** @param {Element} button */
    #expand(button) {
      button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
      this.#render();
    }
  }

  customElements.define("practice-search", PracticeSearch);
})();
