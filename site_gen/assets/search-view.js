/**
 * Shows what the engine found: functions from data to the parts of <practice-search>, whose markup is
 * in templates/search.html. They write text and clone templates; data never becomes HTML.
 *
 * @typedef {{label: string, act: () => void}} Action   a button's text and what it does
 */
"use strict";

(() => {
  const FEW = 8; // values of a facet shown at first
  /** @type {Intl.ListFormat | undefined} made when it is needed: it takes some milliseconds */
  let disjunction;

  /** "one or other". @param {string[]} texts */
  function either(texts) {
    disjunction ??= new Intl.ListFormat("en", { type: "disjunction" });
    return disjunction.format(texts);
  }

  /** "3 practices". @param {number} n */
  const amount = (n) => `${n} practice${n === 1 ? "" : "s"}`;

  /** @param {string} text */
  const quoted = (text) => `‘${text}’`;

  /**
   * The values of a long facet to show at first: the most frequent, and those ticked.
   * @param {Map<string, number>} numbers
   * @param {Set<string>} [ticked]
   */
  function leading(numbers, ticked) {
    const ordered = [...numbers].sort(([, one], [, other]) => other - one).map(([value]) => value);
    const few = ordered.length > FEW + 2 ? ordered.slice(0, FEW) : ordered;
    return new Set([...few, ...(ticked ?? [])]);
  }

  /** Ticks, counts and which values stand in sight. @param {any} root @param {any} counts @param {any} filters */
  function showFacets(root, counts, filters) {
    for (const facet of root.querySelectorAll("details[data-facet]")) {
      const numbers = counts.get(facet.dataset.facet);
      const ticked = filters.get(facet.dataset.facet);
      const first = leading(numbers, ticked);
      const all = facet.querySelector(".facet-all");
      const open = all.getAttribute("aria-expanded") === "true";
      for (const input of facet.querySelectorAll("input")) {
        const row = input.closest("li");
        const count = numbers.get(input.value) ?? 0;
        input.checked = Boolean(ticked?.has(input.value));
        row.hidden = !open && !first.has(input.value) && !row.contains(document.activeElement);
        row.classList.toggle("is-empty", !count && !input.checked);
        write(row, ".count", String(count));
      }
      all.hidden = first.size === numbers.size && !open;
      all.textContent = open ? "Show fewer" : `Show all ${numbers.size}`;
      const active = facet.querySelector(".facet-active");
      active.hidden = !ticked;
      active.textContent = `(${ticked?.size ?? 0})`;
    }
  }

  /** A text, if it is another one: or a screen reader says it again, and it is laid out anew. @param {any} root @param {string} selector @param {string} text */
  function write(root, selector, text) {
    const part = root.querySelector(selector);
    if (part.textContent !== text) part.textContent = text;
  }

  /** The number of results; at a dead end what hides them, and for those who listen what is near. @param {any} root @param {number} total @param {{status: string, hiding: string, heard: string} | null} empty */
  function showStatus(root, total, empty) {
    write(root, ".search-total", empty?.status ?? amount(total));
    write(root, ".search-hiding", empty?.hiding ?? "");
    write(root, ".search-heard", empty?.heard ?? "");
  }

  /** The sort, and the buttons of the drawer. @param {any} root @param {any} state @param {string} sort @param {number} total */
  function showControls(root, state, sort, total) {
    let ticks = 0;
    for (const ticked of state.filters.values()) ticks += ticked.size;
    write(root, ".drawer-show", total ? `Show ${amount(total)}` : amount(total));
    write(root, ".filters-open", ticks ? `Filters (${ticks})` : "Filters");
    root.querySelector(".drawer .clear-all").hidden = !ticks;
    const relevance = root.querySelector("option[value=relevance]");
    relevance.hidden = relevance.disabled = !state.q;
    root.querySelector(".search-sort select").value = sort;
  }

  /** A list's items, made anew from a template. @param {any} root @param {Element} list @param {string} template @param {Action[]} actions @param {string} text */
  function showButtons(root, list, template, actions, text) {
    const pattern = root.querySelector(template).content.firstElementChild;
    list.replaceChildren(
      ...actions.map(({ label, act }) => {
        const item = pattern.cloneNode(true);
        item.querySelector(text).textContent = label;
        item.querySelector("button").addEventListener("click", act);
        return item;
      }),
    );
  }

  /** One chip for each active value and the query. @param {any} root @param {Action[]} actions */
  function showChips(root, actions) {
    const chips = root.querySelector(".chips");
    chips.hidden = !actions.length;
    showButtons(root, chips.querySelector("ul"), ".chip-template", actions, ".chip-label");
  }

  /** A group of buttons under a line of text; without buttons it is away. @param {any} root @param {string} group @param {Action[]} actions */
  function showGroup(root, group, actions) {
    const place = root.querySelector(`.search-empty ${group}`);
    place.hidden = !actions.length;
    showButtons(root, place.querySelector("ul"), ".way-template", actions, ".way");
  }

  /**
   * When nothing was found: why, what else to look for, and what to give up; null when all is well.
   * @param {any} root
   * @param {{reason: string, near: Action[], ways: Action[], unhide: Action | null} | null} empty
   */
  function showEmpty(root, empty) {
    const place = root.querySelector(".search-empty");
    place.hidden = !empty;
    place.querySelector(".search-reason").textContent = empty?.reason ?? "";
    showGroup(root, ".search-near", empty?.near ?? []);
    showGroup(root, ".search-ways", empty?.ways ?? []);
    const button = root.querySelector(".search-unhide");
    button.hidden = !empty?.unhide;
    button.textContent = empty?.unhide?.label ?? "";
    button.onclick = empty?.unhide?.act ?? null;
  }

  /**
   * These items and no others, without touching those that are in place already.
   * @param {any} root @param {Element[]} items @param {number} more how many "Show more" would add
   * @param {string} q the words that they answer
   */
  function showResults(root, items, more, q) {
    const list = root.querySelector(".results");
    list.dataset.answers = q;
    items.forEach((item, at) => {
      if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
    });
    while (list.children.length > items.length) list.lastElementChild.remove();
    const button = root.querySelector(".show-more");
    button.hidden = !more;
    button.textContent = `Show ${more} more`;
  }

  /** A pattern replaced by a copy for each of `values`. @param {Element} pattern @param {any[]} values @param {(copy: any, value: any) => void} fill */
  function repeat(pattern, values, fill) {
    const copies = values.map((value) => {
      const copy = pattern.cloneNode(true);
      fill(copy, value);
      return copy;
    });
    pattern.replaceWith(...copies);
  }

  /** A card's list item. @param {any} root @param {any} card @param {string} base way to the site's root @returns {Element} */
  function cardItem(root, card, base) {
    const item = root.querySelector(".card-template").content.firstElementChild.cloneNode(true);
    const link = item.querySelector(".card-title a");
    item.dataset.practice = card.id;
    link.textContent = card.title;
    link.href = `${base}practices/${encodeURIComponent(card.id)}/`;
    item.querySelector(".card-summary").textContent = card.summary;
    const where = [card.place, ...card.country].filter(Boolean);
    const meta = [where, card.level, card.type].map((labels) => labels.join(", "));
    repeat(item.querySelector(".card-meta li"), [...meta, card.period].filter(Boolean), (entry, text) => {
      entry.textContent = text;
    });
    if (card.extent !== "brief") item.querySelector(".tags li:last-child").remove();
    repeat(item.querySelector(".tags li"), card.principle, (entry, [value, label]) => {
      entry.firstElementChild.className = `tag principle-${value}`;
      entry.firstElementChild.textContent = label;
    });
    return item;
  }

  /** Pieces of text as nodes, those found in <mark>. @param {{text: string, found: boolean}[]} pieces */
  const nodes = (pieces) =>
    pieces.map(({ text, found }) => {
      if (!found) return document.createTextNode(text);
      const mark = document.createElement("mark");
      mark.textContent = text;
      return mark;
    });

  /** The words found, marked in a card, with room for a passage if there are any. @param {any} item @param {Set<string>} forms @param {Record<string, string>} letters */
  function showFound(item, forms, letters) {
    for (const part of item.querySelectorAll(".card-title a, .card-summary")) {
      part.replaceChildren(...nodes(globalThis.compendium.marked(part.textContent, forms, letters)));
    }
    const place = item.querySelector(".card-passage") ?? document.createElement("p");
    place.className = "card-passage";
    place.replaceChildren();
    if (forms.size) item.querySelector(".card-summary").after(place);
    else place.remove();
  }

  /** The passage of the text that has the words found, in the room left for it. @param {any} item @param {string} text @param {Set<string>} forms @param {Record<string, string>} letters */
  function showPassage(item, text, forms, letters) {
    const pieces = globalThis.compendium.passage(text, forms, letters);
    const place = item.querySelector(".card-passage");
    if (pieces.length) place.replaceChildren(...nodes(pieces));
    else place.remove();
  }

  /** What was made of the words typed. @param {any} root @param {{dropped: string[], loose?: boolean, corrected: {typed: string, used: string[]}[]} | null} found */
  function showNote(root, found) {
    const texts = (found?.corrected ?? []).map(
      ({ typed, used }) => `No text has ${quoted(typed)}; this is what ${either(used.map(quoted))} finds.`,
    );
    if (found?.dropped.length) {
      texts.push(`No practice has all of these words. Left out: ${found.dropped.map(quoted).join(", ")}.`);
    }
    if (found?.loose) texts.push(`Some of these lack one of your ${found.dropped.length ? "other " : ""}words.`);
    write(root, ".search-note", texts.join(" "));
  }

  /** Pages beside the practices that were found. @param {any} root @param {any[]} guides @param {string} base */
  function showGuides(root, guides, base) {
    const place = root.querySelector(".search-guides");
    place.hidden = !guides.length;
    place.querySelector("ul").replaceChildren(
      ...guides.map(({ id, title, summary }) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = `${base}${id}`;
        link.textContent = title;
        item.append(link, ` ${summary}`);
        return item;
      }),
    );
  }

  globalThis.compendium = Object.assign(globalThis.compendium ?? {}, {
    view: {
      amount, quoted, either, showFacets, showStatus, showControls, showChips, showEmpty, showResults, showNote,
      showGuides, showFound, showPassage, cardItem,
    },
  });
})();
