/**
 * From a folder no server turns an address that ends in a slash into its page: the browser would
 * list the files. There, links and forms are led to the page itself when they are about to be
 * used, so that those that scripts add later work too.
 */
"use strict";

(() => {
  const FOLDER = location.protocol === "file:";

  /** The address of the page itself, with its query and its place in the page. @param {string} address */
  function pageOf(address) {
    if (!FOLDER) return address;
    const url = new URL(address, document.baseURI);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url.href;
  }

  if (FOLDER) {
    // Before it is pressed: the browser shows where a link leads, and opens it in a new tab.
    for (const type of ["pointerover", "focusin", "pointerdown", "click"]) {
      addEventListener(
        type,
        ({ target }) => {
          const link = target instanceof Element ? target.closest("a[href]") : null;
          if (link instanceof HTMLAnchorElement && link.pathname.endsWith("/")) link.href = pageOf(link.href);
        },
        { capture: true },
      );
    }
    addEventListener(
      "submit",
      ({ target }) => {
        if (target instanceof HTMLFormElement) target.action = pageOf(target.action);
      },
      { capture: true },
    );
  }

  globalThis.compendium = Object.assign(globalThis.compendium ?? {}, { pageOf });
})();
