/**
 * The rules of `compendium validate` that can be broken in the form, with its patterns and limits.
 * Pure functions; a test holds them against the command line. Keys, shapes and headings cannot go
 * wrong here, because propose-file.js writes them.
 */
"use strict";

(() => {
  /** @typedef {{rule: string, key: string, given: string}} Finding `key` names the control: source.0.page */

  const WORD = /[\p{L}\p{N}_]+/gu;

  /**
   * @param {Record<string, any>} facts @param {{text: string, front: string}} file @param {any} data
   * @param {boolean} taken whether another practice has the file's name
   * @returns {Finding[]}
   */
  function judge(facts, file, data, taken) {
    /** @type {Finding[]} */
    const found = [];
    const say = (/** @type {string} */ rule, /** @type {string} */ key, /** @type {unknown} */ given = "") =>
      found.push({ rule, key, given: String(given) });
    const pattern = (/** @type {string} */ name) => new RegExp(data.patterns[name], "u");
    const own = leaves(facts);
    missing(facts, data, say);
    characters([...own, ...prose(facts)], data, pattern("control"), say);
    for (const { name, key, value } of own) {
      if (data.texts.includes(name) && data.nothing.includes(value.toLowerCase())) say("placeholder", key, value);
    }
    summary(facts.summary, data, say);
    period(facts.period, pattern("date"), data, say);
    for (const key of ["country", "partners", "aliases"]) {
      facts[key].forEach((/** @type {string} */ value, /** @type {number} */ at) => {
        const at0 = key === "country" ? `country.${at}.country` : key;
        if (facts[key].indexOf(value) < at) say("repeated-value", at0, value);
      });
    }
    for (const { name, key, value } of own) {
      if (name === "source.page" && !pattern("page").test(value)) say("bad-page", key, value);
      if (name === "links.url" && !isAddress(value, pattern, data.schemes)) say("bad-url", key, value);
    }
    if (!pattern("slug").test(facts.slug) || facts.slug.length > data.limits.slug) say("file-name", "slug", facts.slug);
    else if (taken) say("duplicate-slug", "slug", facts.slug);
    size(facts, file, data, say);
    return found;
  }

  /** Every value of the front matter by its name in the format and its control. @param {Record<string, any>} facts */
  function leaves(facts) {
    const single = ["title", "summary", "place", "lead", "funding", "contact"].map((name) => [name, name, facts[name]]);
    const lists = ["partners", "aliases"].flatMap((name) => facts[name].map((/** @type {string} */ each) => [name, name, each]));
    const time = ["start", "end", "note"].map((part) => [`period.${part}`, `period.${part}`, facts.period[part]]);
    const rows = ["source", "links"].flatMap((name) =>
      facts[name].flatMap((/** @type {any} */ row, /** @type {number} */ at) =>
        Object.entries(row).map(([part, value]) => [`${name}.${part}`, `${name}.${at}.${part}`, value]),
      ),
    );
    const all = [...single, ...lists, ...time, ...rows];
    return all.filter(([, , value]) => value).map(([name, key, value]) => ({ name, key, value }));
  }

  /** The sections' texts by their controls. @param {Record<string, any>} facts */
  const prose = ({ sections }) =>
    sections.flatMap((/** @type {any} */ section) =>
      section.blocks.flatMap(({ lines }) => lines.map((/** @type {string} */ value) => ({ name: "", key: control(section), value }))),
    );

  const control = (/** @type {any} */ { id }) => (id === "text" ? id : `sections.${id}`);

  /** @param {any} facts @param {any} data @param {Function} say */
  function missing(facts, data, say) {
    for (const key of data.required[""]) {
      const value = facts[key];
      if (value === undefined || (Array.isArray(value) ? value.length : value)) continue;
      const rows = { source: "source.0.document", country: "country.0.country" };
      say("missing-key", rows[key] ?? key);
    }
    for (const key of ["source", "links"]) {
      facts[key].forEach((/** @type {any} */ row, /** @type {number} */ at) => {
        for (const part of data.required[key]) if (!row[part]) say("missing-key", `${key}.${at}.${part}`);
      });
    }
    for (const section of facts.sections) {
      const needed = section.required || section.id === "text";
      if (needed && !section.blocks.length) say("section-missing", control(section));
    }
  }

  /** @param {{key: string, value: string}[]} texts @param {any} data @param {RegExp} unseen @param {Function} say */
  function characters(texts, data, unseen, say) {
    for (const { key, value } of texts) {
      const place = unseen.exec(value)?.index ?? -1;
      if (place >= 0) say("control-character", key, `${value.slice(Math.max(0, place - 15), place)} … ${value.slice(place + 1, place + 15)}`);
      if (value.includes(data.lost)) say("file-encoding", key);
    }
  }

  /** @param {string} text @param {any} data @param {Function} say */
  function summary(text, data, say) {
    const { length } = [...text];
    if (length > data.limits.summary) say("summary-length", "summary", length);
    for (const { 0: stop, index } of text.matchAll(/[.!?] +(?=[\p{L}\p{N}_])/gu)) {
      const last = text.slice(0, index).match(WORD)?.at(-1) ?? "";
      const short = [...last].length <= data.shortWord || data.abbreviations.includes(last.toLowerCase());
      if (!short && /\p{Lu}/u.test(String.fromCodePoint(text.codePointAt(index + stop.length) ?? 0))) {
        return say("summary-sentence", "summary", last + stop[0]);
      }
    }
  }

  /** @param {{start: string, end: string}} written @param {RegExp} form @param {any} data @param {Function} say */
  function period({ start, end }, form, data, say) {
    const [first, last] = [bounds(start, form), bounds(end, form)];
    if (start && !first) say("bad-date", "period.start", start);
    if (end && !last && end !== data.ongoing) say("bad-date", "period.end", end);
    if (first && last && last[1] < first[0]) say("period-order", "period.end", end);
  }

  /**
   * The first and the last day of a year, month or day, as texts that sort by time.
   * @param {string} written @param {RegExp} form
   * @returns {[string, string] | null}
   */
  function bounds(written, form) {
    const [, year, month, day] = form.exec(written) ?? [];
    if (!year) return null;
    if (!day) return [`${year}-${month ?? "01"}-01`, `${year}-${month ?? "12"}-31`];
    const date = new Date(`${written}T00:00:00Z`);
    const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written);
    return exists ? [written, written] : null;
  }

  /**
   * Whether it is a whole address that leads somewhere.
   * @param {string} url @param {(name: string) => RegExp} pattern @param {string[]} schemes
   */
  function isAddress(url, pattern, schemes) {
    const [, scheme, rest] = /^([^:]*):(.*)$/su.exec(url) ?? [];
    if (!scheme || !schemes.includes(scheme.toLowerCase()) || pattern("unsafe").test(url)) return false;
    if (scheme.toLowerCase() === "mailto") {
      const [name, host, ...more] = rest.split("?")[0].split("@");
      return Boolean(name && host && !more.length && isHost(host, pattern));
    }
    const [, host, port] = /^\/\/([^/?#:]*)(?::([^/?#]*))?(?=[/?#]|$)/u.exec(rest) ?? [];
    if (!host || host.includes("@") || port?.includes("@")) return false;
    return (!port || (/^[0-9]+$/u.test(port) && Number(port) > 0 && Number(port) < 65_536)) && isHost(host, pattern);
  }

  /** @param {string} name @param {(name: string) => RegExp} pattern */
  function isHost(name, pattern) {
    try {
      // An address of numbers would come out as others; it is ASCII already.
      const ascii = /^[\x21-\x7e]*$/u.test(name) ? name : new URL(`http://${name}`).hostname;
      return pattern("host").test(ascii) && ascii.split(".").every((label) => label.length < 64);
    } catch {
      return false;
    }
  }

  /** @param {any} facts @param {{text: string, front: string}} file @param {any} data @param {Function} say */
  function size(facts, { text, front }, data, say) {
    const beyond = new TextEncoder().encode(text).length - data.limits.file;
    const longest = (/** @type {{key: string, value: string}[]} */ texts) =>
      texts.reduce((one, other) => (other.value.length > one.value.length ? other : one)).key;
    const ahead = [...front].length - data.limits.front;
    if (beyond > 0) say("file-size", longest([...leaves(facts), ...prose(facts)]), beyond);
    else if (ahead > 0) say("file-size", longest(leaves(facts)), ahead);
  }

  Object.assign(globalThis.compendium.proposal, { judge, isAddress, bounds });
})();
