/**
 * Parts of the shortlist's page: functions from data to elements. Markup is cloned from
 * templates/shortlist.html; data never becomes HTML.
 *
 * @typedef {{id: string, note: string, brief: any}} Entry
 */
"use strict";

(() => {
  const { shortlist, parts } = globalThis.compendium;
  const { element } = parts;

  /** "3 practices". @param {number} n */
  const amount = (n) => `${n} practice${n === 1 ? "" : "s"}`;

  /** Lines as paragraphs; those that begin with a bullet as a list. @param {string} text @returns {HTMLElement[]} */
  function paragraphs(text) {
    /** @type {any[]} */
    const made = [];
    for (const line of text.split("\n").filter(Boolean)) {
      if (!line.startsWith("• ")) made.push(element("p", {}, line));
      else {
        if (made.at(-1)?.localName !== "ul") made.push(element("ul"));
        made.at(-1).append(element("li", {}, line.slice(2)));
      }
    }
    return made;
  }

  /** @param {any} root @param {Entry} entry @param {(brief: any, label: string) => string[]} factOf @returns {any} */
  function makeItem(root, { id, brief }, factOf) {
    const item = root.querySelector(".item-template").content.firstElementChild.cloneNode(true);
    const write = (/** @type {string} */ selector, /** @type {string} */ text) => {
      item.querySelector(selector).textContent = text;
    };
    item.dataset.practice = id;
    const link = item.querySelector("a");
    link.href = `${shortlist.place().base}practices/${id}/`;
    write("a", brief.title);
    write(".item-summary", brief.summary);
    const facts = [factOf(brief, "Where").join(", "), factOf(brief, "When")[0], factOf(brief, "Type").join(", ")];
    write(".item-where", facts.filter(Boolean).join(" · "));
    for (const selector of [".item-title", ".item-summary", ".brief-text"]) item.querySelector(selector).lang = brief.lang;
    item.querySelector(".item-archived").hidden = !brief.archived;
    item.querySelector("dl").append(
      ...brief.facts.map((/** @type {[string, string[]]} */ [label, values]) =>
        element("div", {}, element("dt", {}, label), element("dd", {}, values.join("; "))),
      ),
    );
    for (const [title, text] of brief.sections) {
      item.querySelector(".brief-text").append(element("h3", {}, title), ...paragraphs(text));
    }
    write(".brief-cite", brief.citation);
    const labels = { ".up": "Move up", ".down": "Move down", ".remove": "Remove", ".item-compare input": "Compare" };
    for (const [selector, label] of Object.entries(labels)) {
      item.querySelector(selector).setAttribute("aria-label", `${label}: ${brief.title}`);
    }
    item.querySelector("textarea").setAttribute("aria-label", `My note: ${brief.title}`);
    item.querySelector(".item-tools").append(parts.makeStar(id, brief.title, "Shortlist"));
    return item;
  }

  /**
   * What changes of an item with the list around it.
   * @param {HTMLElement} item
   * @param {{note: string, at: number, length: number, ticked: Set<string>, full: boolean}} state
   */
  function fillItem(item, { note, at, length, ticked, full }) {
    const part = (/** @type {string} */ selector) => /** @type {any} */ (item.querySelector(selector));
    const id = item.dataset.practice ?? "";
    const area = part("textarea");
    if (area !== document.activeElement) area.value = note;
    part(".item-note").textContent = note; // what is printed
    part(".up").disabled = at === 0;
    part(".down").disabled = at === length - 1;
    const box = part(".item-compare input");
    box.checked = ticked.has(id);
    box.disabled = !box.checked && full;
    part(".item-compare").hidden = length < 2;
  }

  /** @param {any} root @param {Entry[]} compared @param {{label: string, values: string[]}[]} rows */
  function showComparison(root, compared, rows) {
    const base = shortlist.place().base;
    const table = root.querySelector(".comparison-table");
    root.querySelector("#comparison-title").textContent = `${amount(compared.length)} compared`;
    const [corner] = table.tHead.rows[0].cells;
    table.tHead.rows[0].replaceChildren(
      corner,
      ...compared.map(({ id, brief }) =>
        element("th", { role: "columnheader", scope: "col", lang: brief.lang }, element("a", { href: `${base}practices/${id}/` }, brief.title)),
      ),
    );
    table.tBodies[0].replaceChildren(
      ...rows.map(({ label, values }) =>
        element(
          "tr",
          { role: "row" },
          element("th", { role: "rowheader", scope: "row" }, label),
          ...values.map((text, at) => cell(text, compared[at])),
        ),
      ),
    );
  }

  /** @param {string} text @param {Entry} entry */
  function cell(text, { brief }) {
    const cell = element("td", { role: "cell", lang: brief.lang, "data-practice-title": brief.title });
    cell.append(...(text ? paragraphs(text) : [element("p", { class: "nothing", lang: "en" }, "–")]));
    return cell;
  }

  globalThis.compendiumRegister("shortlist-view", { amount, makeItem, fillItem, showComparison });
})();
