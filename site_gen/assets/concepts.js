/**
 * The definition of a term, shown beside a.concept while it is pointed at or has the focus. On a
 * screen that is touched the first tap shows it, and the second follows the link. Without this
 * script the term is a link, and screen readers find the definition through aria-describedby.
 */
"use strict";

(() => {
  const WAIT = 250; // ms: a pointer on its way elsewhere opens nothing, and may leave for a moment
  const MARGIN = 8; // px to the edges of the window

  /** @type {HTMLElement | null} the box that is shown, and the term that it explains */
  let box = null;
  /** @type {HTMLElement | null} */
  let term = null;
  let timer = 0;
  let tapped = false; // the press that is going on is the one that shows the box

  /** Where a box of this size stands by a term: below, or above when only there is room.
   * @param {{left: number, top: number, bottom: number}} at the term, in the window
   * @param {{width: number, height: number}} size of the box
   * @param {{width: number, height: number}} view the window
   */
  function place(at, size, view) {
    const left = Math.max(MARGIN, Math.min(at.left, view.width - size.width - MARGIN));
    const fits = at.bottom + size.height + MARGIN <= view.height || at.top - size.height < MARGIN;
    return { left, top: fits ? at.bottom : at.top - size.height };
  }

  /** @param {EventTarget | null} target @returns {HTMLElement | null} */
  function termOf(target) {
    return target instanceof Element ? target.closest("a.concept") : null;
  }

  /** Whether `target` belongs to what is shown. @param {EventTarget | null} target */
  function isShown(target) {
    return target instanceof Node && Boolean(box?.contains(target) || term?.contains(target));
  }

  /** @param {HTMLElement} link */
  function show(link) {
    clearTimeout(timer);
    if (link === term) return;
    hide();
    const definition = document.getElementById(link.getAttribute("aria-describedby") ?? "");
    if (!definition) return;
    const text = document.createElement("span");
    for (const part of definition.childNodes) text.append(part.cloneNode(true));
    const more = document.createElement("a");
    more.href = link.getAttribute("href") ?? "";
    more.textContent = "More in the thesaurus";
    more.tabIndex = -1; // the term itself is the way there by keyboard
    box = document.createElement("span");
    box.className = "concept-box";
    box.append(text, more);
    term = link;
    // Behind its term, for those who read on from there; outside what would cut it off.
    (link.closest(".data-table") ?? link).after(box);
    const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const origin = box.offsetParent?.getBoundingClientRect() ?? new DOMRect();
    const view = { width: document.documentElement.clientWidth, height: innerHeight };
    const { left, top } = place(at, { width: box.offsetWidth, height: box.offsetHeight }, view);
    box.style.left = `${left - origin.left}px`;
    box.style.top = `${top - origin.top}px`;
  }

  function hide() {
    clearTimeout(timer);
    box?.remove();
    box = term = null;
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (isShown(event.target)) return clearTimeout(timer);
    const link = termOf(event.target);
    clearTimeout(timer);
    if (link) timer = setTimeout(() => show(link), WAIT);
    else if (box && !isShown(document.activeElement)) timer = setTimeout(hide, WAIT);
  });

  document.addEventListener("focusin", (event) => {
    const link = termOf(event.target);
    if (link) show(link);
    else if (!isShown(event.target)) hide();
  });

  document.addEventListener("focusout", (event) => {
    if (isShown(event.target) && event.relatedTarget && !isShown(event.relatedTarget)) hide();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box) hide();
  });

  document.addEventListener("pointerdown", (event) => {
    const link = termOf(event.target);
    tapped = event.pointerType === "touch" && link !== null && link !== term;
    if (!isShown(event.target)) hide();
  });

  document.addEventListener("click", (event) => {
    const link = termOf(event.target);
    if (link && tapped) {
      event.preventDefault();
      show(link);
    }
    tapped = false;
  });
})();
