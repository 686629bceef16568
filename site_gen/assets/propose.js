/**
 * <propose-form>: the form that makes a practice file. The draft stays in this browser; nothing is
 * sent anywhere until the reader sends it.
 */
"use strict";

(() => {
  const { gather, fileOf, onGitHub, judge, read, write, addRow, removeRow, place, preview, showErrors, showSimilar, say } =
    globalThis.compendium.proposal;
  const KEPT = "compendium-proposal";
  const PAUSE = 300; // milliseconds without a key before preview, draft and similar practices follow
  const SHORTEST = 4; // letters of a title

  /** Today where the reader is. */
  const today = () => new Intl.DateTimeFormat("sv").format(new Date());

  /** Some browsers keep nothing, and say so by an error. */
  const storage = {
    /** @returns {any} */
    load() {
      try {
        return JSON.parse(localStorage.getItem(KEPT) ?? "null");
      } catch {
        return null;
      }
    },
    /** @param {any} raw @returns {boolean} whether it is kept */
    save(raw) {
      try {
        if (raw) localStorage.setItem(KEPT, JSON.stringify(raw));
        else localStorage.removeItem(KEPT);
        return true;
      } catch {
        return false;
      }
    },
  };

  class ProposeForm extends HTMLElement {
    /** @type {any} */
    #data = null;
    #typing = 0;
    #turn = 0; // of looking for similar practices
    #asked = ""; // the title that they were last looked for by
    #checked = false; // once it was, errors follow what is mended
    #taken = ""; // a name that another practice has
    #address = ""; // of the file to download
    #listening = new AbortController();

    connectedCallback() {
      this.#data ??= JSON.parse(this.#one(".propose-data").textContent);
      this.#listening = new AbortController();
      this.#one(".propose-off").hidden = true;
      this.#one(".propose-columns").hidden = false;
      this.#resume(storage.load());
      this.#listen(this.#listening.signal);
    }

    disconnectedCallback() {
      this.#listening.abort();
      clearTimeout(this.#typing);
    }

    /** The file as it would be made now: its path and text. */
    get file() {
      return fileOf(this.#facts, this.#data, today());
    }

    /** @returns {any} */
    get #form() {
      return this.querySelector("form");
    }

    get #facts() {
      return gather(read(this.#form), this.#data);
    }

    get #status() {
      return this.#one(".propose-kept [role=status]");
    }

    /** @param {string} selector @returns {any} */
    #one(selector) {
      return this.querySelector(selector);
    }

    /** @param {AbortSignal} signal */
    #listen(signal) {
      const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ act) =>
        this.#form.addEventListener(type, act, { signal });
      on("input", () => {
        this.#one(".propose-finish").hidden = true;
        this.#adapt();
        clearTimeout(this.#typing);
        this.#typing = setTimeout(() => this.#follow(), PAUSE);
      });
      on("submit", (event) => {
        event.preventDefault();
        this.#finish();
      });
      on("click", (event) => {
        const { target } = event;
        if (target.closest(".propose-summary a")) this.#jump(event);
        else if (target.closest(".propose-clear")) this.#clear();
        else if (target.closest(".propose-add")) addRow(target.closest("[data-rows]")).querySelector("input, select").focus();
        else if (target.closest(".propose-remove")) {
          removeRow(target.closest("[data-row]"))?.focus();
          this.#form.dispatchEvent(new Event("input"));
        }
      });
    }

    // --- while it is filled in ----------------------------------------------------------------

    /** What depends on other answers, at once. */
    #adapt() {
      const brief = this.#one('[name="extent"]:checked')?.value ?? "full";
      for (const part of this.querySelectorAll("[data-extent]")) part.hidden = part.dataset.extent !== brief;
      this.#one('[name="period.end"]').disabled = this.#one("[name=running]").checked;
      const facts = this.#facts;
      this.#one(".propose-count span").textContent = String([...facts.summary].length);
      this.#one("[name=slug]").placeholder = facts.slug;
      return facts;
    }

    #follow() {
      const facts = this.#adapt();
      preview(this.#form, facts);
      if (this.#checked) this.#judge();
      const kept = storage.save(read(this.#form));
      say(this.#status, kept ? "Your draft is kept in this browser." : "This browser keeps no drafts: finish in one go, or download the file.");
      if (facts.title !== this.#asked) this.#similar(facts.title);
    }

    /** @param {string} title */
    async #similar(title) {
      this.#asked = title;
      const turn = ++this.#turn;
      try {
        const found = title.length < SHORTEST ? [] : (await this.#search(title)).practices;
        if (turn === this.#turn) showSimilar(this.#form, found, this.dataset.base);
      } catch {
        this.#asked = ""; // the next letter tries again; the form does without
      }
    }

    /** @param {string} text */
    async #search(text) {
      const { openIndex, suggest } = globalThis.compendium;
      return suggest(text, await openIndex(this.dataset.index));
    }

    /** Whether a practice of that name is there, as far as the search can tell. @param {string} slug */
    async #isTaken(slug) {
      try {
        const { practices } = await this.#search(slug.replaceAll("-", " "));
        return practices.some(({ id }) => id === slug);
      } catch {
        return false;
      }
    }

    /** @param {any} kept */
    #resume(kept) {
      try {
        this.#restore(kept);
        if (kept) say(this.#status, "Your draft is back as you left it in this browser.");
      } catch {
        this.#restore(null); // what was kept is no draft of ours
      }
    }

    /** @param {any} kept */
    #restore(kept) {
      this.#form.reset();
      write(this.#form, kept ?? { values: {}, rows: {} });
      preview(this.#form, this.#adapt());
    }

    #clear() {
      if (!confirm("Empty the form, and forget the draft?")) return;
      storage.save(null);
      this.#checked = false;
      this.#restore(null);
      showErrors(this.#form, [], this.#data.messages);
      showSimilar(this.#form, [], this.dataset.base ?? "");
      this.#one(".propose-finish").hidden = true;
      say(this.#status, "The form is empty.");
      this.#one("[name=title]").focus();
    }

    // --- the end ------------------------------------------------------------------------------

    /** Judge and show what is wrong. @returns {boolean} whether nothing is */
    #judge() {
      const facts = this.#facts;
      const found = judge(facts, fileOf(facts, this.#data, today()), this.#data, this.#taken === facts.slug);
      const order = [...this.#form.querySelectorAll("input, select, textarea")];
      const rank = ({ key }) => order.indexOf(place(this.#form, key).control);
      found.sort((/** @type {any} */ one, /** @type {any} */ other) => rank(one) - rank(other));
      showErrors(this.#form, found, this.#data.messages);
      return !found.length;
    }

    async #finish() {
      clearTimeout(this.#typing);
      this.#checked = true;
      const { slug } = this.#facts;
      this.setAttribute("aria-busy", "true");
      this.#taken = (await this.#isTaken(slug)) ? slug : "";
      this.removeAttribute("aria-busy");
      this.#follow();
      if (!this.#judge()) return this.#one(".propose-summary").focus();
      const file = this.file;
      const { address, whole } = onGitHub(file, this.#data);
      this.#one(".propose-path").textContent = file.path;
      this.#one(".propose-github").hidden = !this.#data.newFile;
      this.#one(".propose-fits").hidden = !whole;
      this.#one(".propose-too-long").hidden = whole;
      this.#one(".propose-open").href = address;
      URL.revokeObjectURL(this.#address);
      this.#address = URL.createObjectURL(new Blob([file.text], { type: "text/markdown" }));
      const download = this.#one(".propose-download");
      download.href = this.#address;
      download.download = file.name;
      this.#one(".propose-copy").dataset.copy = file.text;
      this.#one(".propose-finish pre code").textContent = file.text;
      this.#one(".propose-finish").hidden = false;
      this.#one("#propose-finish-title").focus();
      this.#one(".propose-finish").scrollIntoView();
    }

    /** To the field that a line of the summary is about. @param {any} event */
    #jump(event) {
      event.preventDefault();
      const control = document.getElementById(event.target.closest("a").hash.slice(1));
      control?.focus();
      control?.scrollIntoView({ block: "center" });
    }
  }

  customElements.define("propose-form", ProposeForm);
})();
