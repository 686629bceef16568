/**
 * Loads the build's data files: classic scripts that call compendiumRegister(name, data), because
 * that is what browsers still run from file:// and what a strict Content-Security-Policy allows.
 */
"use strict";

(() => {
  /** @type {Map<string, Promise<any>>} */
  const loads = new Map();
  /** @type {Map<string, any>} */
  const arrived = new Map();
  /** The scripts that the page itself has, by their addresses. @type {Map<string | null, HTMLScriptElement>} */
  const own = new Map(Array.from(document.scripts, (script) => [script.getAttribute("src"), script]));

  /**
   * The data of a file, fetched once. A file that fails is asked for again the next time.
   * @param {string} folder address of the index's folder, with its slash
   * @param {string} name the file's name without .js
   * @returns {Promise<any>}
   */
  function load(folder, name) {
    const found = loads.get(name) ?? inject(folder, name);
    loads.set(name, found);
    found.catch(() => loads.delete(name));
    return found;
  }

  /** By a new script, or by one that the page itself has. @param {string} folder @param {string} name @returns {Promise<any>} */
  function inject(folder, name) {
    return new Promise((resolve, reject) => {
      const address = `${folder}${name}.js`;
      const waiting = own.get(address);
      const script = waiting ?? document.createElement("script");
      own.delete(address);
      const done = () => {
        script.remove();
        if (arrived.has(name)) resolve(arrived.get(name));
        else reject(new Error(`${name}.js could not be loaded`));
        arrived.delete(name);
      };
      if (arrived.has(name)) return done();
      script.addEventListener("load", done);
      script.addEventListener("error", done);
      if (waiting) return;
      script.src = address;
      document.head.append(script);
    });
  }

  const parsed = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));

  /**
   * Runs the scripts that the page keeps back until its own work is done (pages/scripts.py). The
   * theme's begins its work at an event that has passed by then, so the event comes once more.
   */
  async function runKept() {
    await parsed;
    for (const kept of document.querySelectorAll("script[type='text/kept']")) {
      const script = document.createElement("script");
      script.src = kept.getAttribute("src") ?? "";
      script.addEventListener("load", () => document.dispatchEvent(new Event("DOMContentLoaded")));
      kept.replaceWith(script);
    }
  }

  globalThis.compendiumRegister = (/** @type {string} */ name, /** @type {any} */ data) => {
    arrived.set(name, data);
  };
  globalThis.compendium = Object.assign(globalThis.compendium ?? {}, { load, runKept });
})();
