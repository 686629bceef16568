/**
 * The search page's Export: what it shows at this moment, all of it and in its order, as CSV or JSON
 * as on the data page, or on paper. Loaded when one of its buttons is first pressed.
 */
"use strict";

(() => {
  const { load, parts, view } = globalThis.compendium;
  const { element, download } = parts;
  const LIMIT = 500; // practices on paper: some hundred pages

  /** A file's name that says what was asked for. @param {string} query @param {string} extension */
  function fileName(query, extension) {
    const asked = [...new URLSearchParams(query)].flat().join(" ");
    const words = asked.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").match(/[a-z0-9]+/g) ?? [];
    return `${["practices", ...words].join("-").slice(0, 80)}.${extension}`;
  }

  /** The entries of these practices in the files `name`-N, each file being loaded once. @param {string} folder @param {string} name @param {number} share @param {number[]} numbers */
  async function entries(folder, name, share, numbers) {
    const files = [...new Set(numbers.map((number) => Math.floor(number / share)))];
    const loaded = await Promise.all(files.map((file) => load(folder, `${name}-${file}`)));
    const byFile = new Map(files.map((file, at) => [file, loaded[at]]));
    return numbers.map((number) => byFile.get(Math.floor(number / share))[number % share]);
  }

  /** @param {HTMLElement} root @param {any} index @param {number[]} found */
  async function print(root, index, found) {
    const cards = await Promise.all(found.slice(0, LIMIT).map((number) => index.card(number)));
    const page = /** @type {any} */ (document.querySelector("link[rel=canonical]"))?.href ?? "";
    const asked = [...root.querySelectorAll(".chip-label")].map((label) => label.textContent);
    const first = found.length > LIMIT ? `the first ${LIMIT} of ` : "";
    const made = element(
      "section",
      { class: "print-results", "aria-hidden": "true" },
      element("h1", {}, "Practices"),
      element("p", {}, [`${first}${view.amount(found.length)}`, ...asked].join(" · ")),
      ...cards.map((card) =>
        element(
          "article",
          {},
          element("h2", {}, card.title),
          element("p", {}, card.summary),
          element("p", { class: "print-facts" }, [
            [card.place, ...card.country].filter(Boolean).join(", "),
            card.level.join(", "), card.type.join(", "), card.period,
            card.principle.map(([, label]) => label).join(", "),
          ].filter(Boolean).join(" · ")),
          element("p", { class: "print-facts" }, page && `${page}${card.id}/`),
        ),
      ),
    );
    root.querySelector(".print-results")?.remove();
    root.append(made);
    addEventListener("afterprint", () => made.remove(), { once: true });
    globalThis.print();
    return first ? `The print view holds the first ${LIMIT} practices.` : "";
  }

  /** @param {"csv" | "json" | "print"} kind @param {HTMLElement} status where to say what was done */
  async function exportResults(kind, status) {
    const root = /** @type {any} */ (document.querySelector("practice-search"));
    const { index, found } = root.results;
    if (!index || !found.length) return;
    status.textContent = "";
    if (kind === "print") {
      status.textContent = await print(root, index, found);
      return;
    }
    const folder = root.dataset.index;
    const { share, header } = await load(folder, "rows");
    const name = fileName(location.search, kind);
    if (kind === "csv") {
      const rows = await entries(folder, "rows", share, found);
      download(name, "text/csv", header + rows.join(""));
    } else {
      const records = await entries(folder, "records", share, found);
      const lines = records.map((record) => JSON.stringify(record));
      download(name, "application/json", `[\n${lines.join(",\n")}\n]\n`);
    }
    status.textContent = `Downloaded ${view.amount(found.length)} as ${name}.`;
  }

  globalThis.compendiumRegister("export-menu", exportResults);
})();
