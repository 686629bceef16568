/**
 * Shows what the engine found: functions from data to the parts of <practice-search>, whose markup is
 * in templates/search.html. They write text and clone templates; data never becomes HTML.
 *
 * @typedef {{label: string, act: () => void}} Action   a button's text and what it does
 */
"use strict";

(() => {
  const FEW = 8; // values of a facet shown at first
  // From a folder no server turns an address that ends in a slash into its page.
  const FILE = location.protocol === "file:" ? "index.html" : "";
  const either = new Intl.ListFormat("en", { type: "disjunction" });

  /** "3 practices". @param {number} n */
  const amount = (n) => `${n || "No"} practice${n === 1 ? "" : "s"}`;

  /** The labels of a facet's ticked values, in the facet's order. @param {any} facet @param {Set<string>} [ticked] */
  const tickedLabels = (facet, ticked) =>
    [...facet.labels].filter(([value]) => ticked?.has(value)).map(([, label]) => label);

  /** What giving up a condition is called. @param {any} index @param {any} state @param {string} drop a facet, or "q" */
  function without(index, state, drop) {
    const facet = index.facets.find((/** @type {any} */ { name }) => name === drop);
    const labels = facet ? tickedLabels(facet, state.filters.get(drop)) : [state.q];
    return `Without ${either.format(labels.map((label) => `‘${label}’`))}`;
  }

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
        row.querySelector(".count").textContent = count;
      }
      all.hidden = first.size === numbers.size && !open;
      all.textContent = open ? "Show fewer" : `Show all ${numbers.size}`;
      const active = facet.querySelector(".facet-active");
      active.hidden = !ticked;
      active.textContent = `(${ticked?.size ?? 0})`;
    }
  }

  /** The number of results, the sort, and the buttons of the drawer. @param {any} root @param {any} state @param {string} sort @param {number} total */
  function showControls(root, state, sort, total) {
    const write = (/** @type {string} */ selector, /** @type {string} */ text) => {
      const part = root.querySelector(selector);
      if (part.textContent !== text) part.textContent = text; // or a screen reader says it again
    };
    let ticks = 0;
    for (const ticked of state.filters.values()) ticks += ticked.size;
    write(".search-count", amount(total));
    write(".drawer-show", total ? `Show ${amount(total)}` : amount(total));
    write(".filters-open", ticks ? `Filters (${ticks})` : "Filters");
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

  /** When nothing was found: what to give up, and what that yields. @param {any} root @param {Action[]} actions */
  function showWays(root, actions) {
    const empty = root.querySelector(".search-empty");
    empty.hidden = !actions.length;
    showButtons(root, empty.querySelector("ul"), ".way-template", actions, ".way");
  }

  /**
   * These items and no others, without touching those that are in place already.
   * @param {any} root @param {Element[]} items @param {number} more how many "Show more" would add
   */
  function showResults(root, items, more) {
    const list = root.querySelector(".results");
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
    link.href = `${base}practices/${encodeURIComponent(card.id)}/${FILE}`;
    const summary = item.querySelector(".card-summary");
    summary.textContent = card.summary;
    const passage = document.createElement("p");
    passage.className = "card-passage";
    passage.hidden = true;
    summary.after(passage);
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

  /**
   * The words found, marked in a card, with a passage from the text below the summary.
   * @param {any} item @param {any} card @param {string} text "" when it is not there yet
   * @param {Set<string>} forms @param {Record<string, string>} letters
   */
  function showFound(item, card, text, forms, letters) {
    const { marked, passage } = globalThis.compendium;
    item.querySelector(".card-title a").replaceChildren(...nodes(marked(card.title, forms, letters)));
    item.querySelector(".card-summary").replaceChildren(...nodes(marked(card.summary, forms, letters)));
    const place = item.querySelector(".card-passage");
    const pieces = text && forms.size ? passage(text, forms, letters) : [];
    place.hidden = !pieces.length;
    place.replaceChildren(...nodes(pieces));
  }

  /** What was made of the words typed. @param {any} root @param {{dropped: string[], corrected: {typed: string, used: string[]}[]} | null} found */
  function showNote(root, found) {
    const note = root.querySelector(".search-note");
    const texts = (found?.corrected ?? []).map(
      ({ typed, used }) => `No text has ‘${typed}’; this is what ${either.format(used.map((word) => `‘${word}’`))} finds.`,
    );
    if (found?.dropped.length) {
      texts.push(`No practice has all of these words. Left out: ${found.dropped.map((word) => `‘${word}’`).join(", ")}.`);
    }
    note.hidden = !texts.length;
    note.textContent = texts.join(" ");
  }

  /** Pages beside the practices that were found. @param {any} root @param {any[]} guides @param {string} base */
  function showGuides(root, guides, base) {
    const place = root.querySelector(".search-guides");
    place.hidden = !guides.length;
    place.querySelector("ul").replaceChildren(
      ...guides.map(({ id, title, summary }) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = `${base}${id}${FILE}`;
        link.textContent = title;
        item.append(link, ` ${summary}`);
        return item;
      }),
    );
  }

  globalThis.compendium = Object.assign(globalThis.compendium ?? {}, {
    view: {
      showFound, showNote, showGuides,
      amount, without, showFacets, showControls, showChips, showWays, showResults, cardItem },
  });
})();
