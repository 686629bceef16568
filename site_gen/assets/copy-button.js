/** A button.copy puts its data-copy on the clipboard, and says so in a status region beside it. */
"use strict";

(() => {
  /** @param {string} text @returns {Promise<boolean>} whether it worked */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyBySelection(text); // no permission, or a page without a secure origin
    }
  }

  /** @param {string} text */
  function copyBySelection(text) {
    const before = document.activeElement;
    const area = document.createElement("textarea");
    area.className = "visually-hidden";
    area.value = text;
    document.body.append(area);
    area.select();
    const worked = document.execCommand("copy");
    area.remove();
    if (before instanceof HTMLElement) before.focus();
    return worked;
  }

  /** The status region behind a button, made before it speaks. @param {Element} button */
  function status(button) {
    const next = button.nextElementSibling;
    if (next?.classList.contains("copy-status")) return next;
    const region = document.createElement("span");
    region.className = "copy-status";
    region.setAttribute("role", "status");
    button.after(region);
    return region;
  }

  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest("button.copy");
    if (!(button instanceof HTMLElement)) return;
    const region = status(button);
    region.textContent = "";
    const worked = await copy(button.dataset.copy ?? "");
    // A moment later, so that screen readers notice a change even the second time.
    setTimeout(() => {
      region.textContent = worked ? "Copied" : "Please select the text and copy it";
    }, 50);
  });
})();
