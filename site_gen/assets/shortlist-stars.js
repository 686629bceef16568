/**
 * A star on every card and on a practice's page, and the number of stars in the header. Cards come
 * later too, and the search page puts the same ones back: whatever is added is looked at once.
 * What only some pages or some clicks need is loaded from here.
 */
"use strict";

(() => {
  const { shortlist, load } = globalThis.compendium;
  const ADDRESS = /(?:^|\/)practices\/([^/]+)\/(?:index\.html)?$/;

  /** @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} content @returns {any} */
  function element(name, attributes = {}, ...content) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  }

  /** A star whose inside shows when what holds it is pressed. */
  function star() {
    const space = "http://www.w3.org/2000/svg";
    const drawing = document.createElementNS(space, "svg");
    const shape = document.createElementNS(space, "path");
    const corners = Array.from({ length: 10 }, (_, n) => {
      const [angle, reach] = [(n * Math.PI) / 5, n % 2 ? 4.2 : 10];
      return `${(12 + reach * Math.sin(angle)).toFixed(1)} ${(12.6 - reach * Math.cos(angle)).toFixed(1)}`;
    });
    shape.setAttribute("d", `M${corners.join("L")}Z`);
    drawing.setAttribute("viewBox", "0 0 24 24");
    drawing.setAttribute("aria-hidden", "true");
    drawing.append(shape);
    return drawing;
  }

  /** Hand a file to the reader. @param {string} name @param {string} type @param {string} content */
  function download(name, type, content) {
    const address = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
    const link = element("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000); // some browsers read it later
  }

  /** The slug in a practice's address, or "". @param {string} path */
  function slugIn(path) {
    const slug = ADDRESS.exec(path)?.[1] ?? "";
    return shortlist.SLUG.test(slug) ? slug : "";
  }

  /** @param {string} id @param {string} title @param {string} [text] beside the star */
  function makeStar(id, title, text = "") {
    const button = element("button", {
      type: "button",
      class: text ? "star star-labelled" : "star",
      lang: "en",
      "aria-label": `Shortlist: ${title}`,
      "aria-pressed": String(shortlist.has(id)),
      "data-star": id,
    });
    if (!text) button.title = "Shortlist";
    button.append(star(), text);
    return button;
  }

  /** @param {Element} card */
  function addTo(card) {
    const had = /** @type {HTMLElement | null} */ (card.querySelector("button.star"));
    if (had) return press(had); // it may have been away while the list changed
    const link = card.querySelector(".card-title a");
    const id = link instanceof HTMLAnchorElement ? slugIn(link.pathname) : "";
    if (link && id) card.querySelector(".card-title")?.after(makeStar(id, link.textContent ?? ""));
  }

  /** @param {Element} added */
  function starAll(added) {
    if (added.matches(".card")) addTo(added);
    else for (const card of added.querySelectorAll(".card")) addTo(card);
  }

  function starPage() {
    const head = document.querySelector("article.practice .practice-head");
    const id = slugIn(location.pathname);
    const title = head?.querySelector("h1")?.textContent ?? "";
    if (head && id) head.append(makeStar(id, title, "Shortlist"));
  }

  /** @param {HTMLElement} button */
  function press(button) {
    button.setAttribute("aria-pressed", String(shortlist.has(button.dataset.star)));
  }

  // --- the header ---------------------------------------------------------------------------

  function makeLink() {
    const bar = document.querySelector(".md-header__inner");
    const link = element("a", { class: "shortlist-link" }, star(), element("span", { "aria-hidden": "true" }));
    if (document.querySelector("shortlist-page")) link.setAttribute("aria-current", "page");
    bar?.insertBefore(link, bar.querySelector(".md-header__source"));
    return link;
  }

  /** @param {any} link */
  function count(link) {
    const ids = shortlist.items().map((/** @type {any} */ { id }) => id);
    const number = ids.length ? `${ids.length} practice${ids.length === 1 ? "" : "s"}` : "empty";
    link.setAttribute("aria-label", `Shortlist: ${number}`);
    link.lastChild.textContent = ids.length || "";
    // Where the browser keeps nothing, the link takes the list along.
    const query = ids.length && !shortlist.kept() ? `?ids=${ids.join(",")}` : "";
    link.href = `${shortlist.place().base}shortlist/${query}`;
  }

  // --- all together -------------------------------------------------------------------------

  /** Said once on a page, where it is seen and heard. @type {HTMLElement | null} */
  let notice = null;

  function warn() {
    if (notice || shortlist.kept() || !shortlist.items().length) return;
    notice = element("p", { class: "shortlist-notice", role: "status" });
    const close = element("button", { type: "button" }, "Close");
    close.addEventListener("click", () => notice?.remove());
    document.body.append(notice ?? "");
    setTimeout(() => { // a status region speaks of what changes in it
      notice?.append(
        "Your browser could not keep the shortlist: its storage is off, or full. The list lasts until you leave this page; the star at the top takes the practices along. ",
        close,
      );
    }, 50);
  }

  /** A script beside this one that most pages do without; it registers what it offers. @param {string} name */
  const part = (name) => load(`${shortlist.place().base}assets/`, name);

  /** The search page's buttons. @param {HTMLElement} button */
  async function exportResults(button) {
    const status = button.closest(".export")?.querySelector(".export-said") ?? button;
    try {
      const exporting = await part("export-menu");
      await exporting(button.dataset.export, status);
    } catch {
      status.textContent = "A part of the site did not arrive. Please try again.";
    }
  }

  /** Close the search page's menu, unless this is in it. @param {EventTarget | null} target */
  function closeExport(target) {
    const menu = /** @type {HTMLDetailsElement | null} */ (document.querySelector("details.export[open]"));
    if (!menu || (target instanceof Node && menu.contains(target))) return;
    if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
    menu.open = false;
  }

  function start() {
    starAll(document.body);
    starPage();
    const link = makeLink();
    count(link);
    document.addEventListener("shortlist", () => {
      count(link);
      for (const button of document.querySelectorAll("button[data-star]")) press(/** @type {HTMLElement} */ (button));
      warn();
    });
    document.addEventListener("click", ({ target }) => {
      closeExport(target);
      const button = target instanceof Element ? target.closest("button[data-star], button[data-export]") : null;
      if (!(button instanceof HTMLElement)) return;
      if (button.dataset.export) exportResults(button);
      else shortlist.toggle(button.dataset.star);
    });
    document.addEventListener("keydown", ({ key }) => key === "Escape" && closeExport(null));
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) if (node instanceof Element) starAll(node);
      }
    }).observe(document.querySelector("main") ?? document.body, { childList: true, subtree: true });
    const host = document.querySelector("shortlist-page");
    if (host) {
      Promise.all([part("shortlist-briefs"), part("shortlist-view")])
        .then(() => part("shortlist-page"))
        .catch(() => host.toggleAttribute("data-failed", true));
    }
  }

  globalThis.compendium = Object.assign(globalThis.compendium ?? {}, { parts: { element, makeStar, download } });
  start();
})();
