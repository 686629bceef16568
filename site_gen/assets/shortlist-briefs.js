/**
 * Briefs of practices by their slugs: see pages/briefs.py for the files.
 *
 * @typedef {{title: string, summary: string, lang: string, archived: boolean, url: string,
 *   facts: [string, string[]][], sections: [string, string][], citation: string}} Brief
 */
"use strict";

(() => {
  const { load, shortlist } = globalThis.compendium;
  const LONGEST = 200; // characters of an id that is shown
  const MOST = 200; // practices that a link may carry: servers take addresses of some thousand letters

  /** The number of the file that has the slug. @param {string} slug @param {number} shares */
  function shareOf(slug, shares) {
    let number = 0;
    for (let at = 0; at < slug.length; at += 1) number = (Math.imul(number, 31) + slug.charCodeAt(at)) >>> 0;
    return number % shares;
  }

  /**
   * The practice that a slug means today; null when there is none. Fails when a file does not arrive.
   * @param {string} folder of the index @param {string} slug
   * @returns {Promise<{id: string, brief: Brief} | null>}
   */
  async function findBrief(folder, slug) {
    if (!shortlist.SLUG.test(slug)) return null;
    const shares = await load(folder, "briefs");
    const file = async (/** @type {string} */ id) => {
      const share = await load(folder, `brief-${shareOf(id, shares)}`);
      return Object.hasOwn(share, id) ? share[id] : null;
    };
    const found = await file(slug);
    if (typeof found !== "string") return found && { id: slug, brief: found };
    const present = await file(found);
    return present && { id: found, brief: present };
  }

  /** The values of the fact with this label. @param {Brief} brief @param {string} label */
  const factOf = (brief, label) => brief.facts.find(([name]) => name === label)?.[1] ?? [];

  /**
   * The names in several lists, each once, in an order that respects all of them as far as can be.
   * @param {string[][]} lists
   */
  function merged(lists) {
    /** @type {string[]} */
    const names = [];
    for (const list of lists) {
      let at = 0;
      for (const name of list) {
        const had = names.indexOf(name);
        if (had < 0) names.splice(at, 0, name);
        at = (had < 0 ? at : had) + 1;
      }
    }
    return names;
  }

  /**
   * What to compare of some practices: a row has a label and a text for each, lines parted.
   * @param {{brief: Brief, note: string}[]} entries
   * @returns {{label: string, values: string[]}[]}
   */
  function comparison(entries) {
    const briefs = entries.map(({ brief }) => brief);
    const row = (/** @type {string} */ label, /** @type {string[]} */ values) => ({ label, values });
    const facts = merged(briefs.map((brief) => brief.facts.map(([label]) => label))).map((label) =>
      row(label, briefs.map((brief) => factOf(brief, label).join("\n"))),
    );
    const sections = merged(briefs.map((brief) => brief.sections.map(([title]) => title))).map((title) =>
      row(title, briefs.map((brief) => brief.sections.find(([name]) => name === title)?.[1] ?? "")),
    );
    const rows = [
      row("Summary", briefs.map(({ summary }) => summary)),
      row("My note", entries.map(({ note }) => note)),
      ...facts,
      ...sections,
      row("How to cite", briefs.map(({ citation }) => citation)),
    ];
    return rows.filter(({ values }) => values.some(Boolean));
  }

  /** The ids in a link's `ids`, each once; what cannot be one stays, to be named. @param {string} query @returns {string[] | null} */
  function idsIn(query) {
    const given = new URLSearchParams(query).get("ids");
    if (given === null) return null;
    const ids = given.slice(0, MOST * LONGEST).split(",").map((id) => id.trim().slice(0, LONGEST));
    return [...new Set(ids.filter(Boolean))];
  }

  /** The list as text, to paste into a letter or a report. @param {{brief: Brief, note: string}[]} entries */
  function asText(entries) {
    return entries
      .map(({ brief, note }, at) => {
        const facts = brief.facts.map(([label, values]) => `${label}: ${values.join("; ")}`);
        const parts = [`${at + 1}. ${brief.title}`, brief.summary, facts.join("\n"), note && `Note: ${note}`, brief.citation];
        return parts.filter(Boolean).join("\n\n");
      })
      .join("\n\n\n");
  }

  /** The list as JSON. @param {{id: string, brief: Brief, note: string}[]} entries @param {string[]} unknown */
  function asJson(entries, unknown) {
    const practices = entries.map(({ id, brief, note }) => ({
      id,
      url: brief.url,
      title: brief.title,
      summary: brief.summary,
      lang: brief.lang,
      archived: brief.archived,
      note,
      facts: Object.fromEntries(brief.facts),
      sections: brief.sections.map(([title, text]) => ({ title, text })),
      citation: brief.citation,
    }));
    return `${JSON.stringify({ practices, unknown }, null, 1)}\n`;
  }

  globalThis.compendiumRegister("shortlist-briefs", { MOST, findBrief, factOf, comparison, idsIn, asText, asJson });
})();
