/**
 * From what was filled in to a practice file. Pure functions.
 *
 * Texts hold paragraphs and lists; whatever else Markdown knows is escaped, so that readers see the
 * characters that were typed. Values are written as JSON strings, which YAML reads as they are.
 */
"use strict";

(() => {
  /**
   * @typedef {{values: Record<string, string | string[]>, rows: Record<string, Record<string, string>[]>}} Raw
   * @typedef {{kind: "p" | "ul" | "ol", lines: string[]}} Block
   * @typedef {Record<string, any>} Facts
   */

  const LONGEST_SLUG = 60;
  const UNTITLED = "practice"; // the file's name before there is a title

  /** In one line, with single spaces; a half of a character becomes a lost one. @param {unknown} text */
  const line = (text) => String(text ?? "").replace(/\p{Cs}/gu, "\ufffd").replace(/\s+/gu, " ").trim();
  /** @param {unknown} text */
  const lines = (text) => String(text ?? "").split(/\r\n|[\n\r\u2028\u2029]/u).map(line);

  /**
   * What was filled in, without what is empty.
   * @param {Raw} raw @param {any} data
   * @returns {Facts}
   */
  function gather({ values, rows }, data) {
    const many = (/** @type {string} */ key) => [values[key] ?? []].flat();
    const main = line(values["principle.main"]);
    const filled = (/** @type {string} */ key) =>
      (rows[key] ?? [])
        .map((row) => Object.fromEntries(Object.entries(row).map(([name, text]) => [name.split(".").pop(), line(text)])))
        .filter((row) => Object.values(row).some(Boolean));
    const facts = {
      title: line(values.title),
      summary: line(values.summary),
      principle: main ? [main, ...many("principle").filter((each) => each !== main)] : [],
      country: filled("country").map(({ country }) => country),
      place: line(values.place),
      level: many("level"),
      type: many("type"),
      area: many("area"),
      group: many("group"),
      extent: line(values.extent) === "brief" ? "brief" : "",
      period: {
        start: line(values["period.start"]),
        end: many("running").length ? data.ongoing : line(values["period.end"]),
        note: line(values["period.note"]),
      },
      lead: line(values.lead),
      partners: lines(values.partners).filter(Boolean),
      funding: line(values.funding),
      contact: line(values.contact),
      aliases: lines(values.aliases).filter(Boolean),
      source: filled("source"),
      links: filled("links"),
      lang: line(values.lang) === "en" ? "" : line(values.lang),
      slug: line(values.slug) || (line(values.title) ? slugify(line(values.title), data.letters) : UNTITLED),
    };
    const texts = facts.extent ? [{ id: "text", label: "" }] : data.sections;
    const text = (/** @type {string} */ id) => values[id === "text" ? id : `sections.${id}`];
    const sections = texts.map((/** @type {any} */ section) => ({ ...section, blocks: blocks(text(section.id)) }));
    return { ...facts, sections };
  }

  /**
   * @param {string} text @param {Record<string, string>} letters that no decomposition reaches
   * @returns {string} lower-case ASCII words joined by hyphens; empty when there are none
   */
  function slugify(text, letters) {
    const bare = [...text.replace(/['’]/gu, "")].map((letter) => letters[letter] ?? letter).join("");
    const words = bare.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[a-z0-9]+/gu) ?? [];
    let slug = "";
    for (const word of words) {
      if (slug && slug.length + word.length >= LONGEST_SLUG) break;
      slug = slug ? `${slug}-${word}` : word.slice(0, LONGEST_SLUG);
    }
    return slug;
  }

  // --- text -----------------------------------------------------------------------------------

  /**
   * The paragraphs and lists of a text. Numbers make a list when they count from 1.
   * @param {unknown} text
   * @returns {Block[]}
   */
  function blocks(text) {
    /** @type {Block[]} */
    const found = [];
    let apart = true; // by an empty line, from what was before
    for (const each of lines(text)) {
      const last = found.at(-1);
      const [, bullet] = /^[-*•–] (.+)$/u.exec(each) ?? [];
      const [, number, numbered] = /^([0-9]{1,2})[.)] (.+)$/u.exec(each) ?? [];
      if (!each) apart = true;
      else if (bullet && last?.kind === "ul") last.lines.push(bullet);
      else if (bullet) found.push({ kind: "ul", lines: [bullet] });
      else if (numbered && last?.kind === "ol" && Number(number) === last.lines.length + 1) last.lines.push(numbered);
      else if (number === "1" && last?.kind !== "ol") found.push({ kind: "ol", lines: [numbered] });
      else if (last && !apart) last.lines.push(`${last.lines.pop()} ${each}`);
      else found.push({ kind: "p", lines: [each] });
      if (each) apart = false;
    }
    return found;
  }

  /** A line's characters as themselves, wherever Markdown would see more in them. @param {string} text */
  const escaped = (text) =>
    text
      .replace(/[\\`*[<]/gu, "\\$&")
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
      .replace(/&(?=#?\w+;)/gu, "\\&")
      .replace(/^(?:[#>+~=|-])/u, "\\$&")
      .replace(/^([0-9]{1,9})([.)])(?= |$)/u, "$1\\$2");

  /** @param {Block} block */
  const markdown = ({ kind, lines: items }) =>
    items.map((text, at) => (kind === "ul" ? "- " : kind === "ol" ? `${at + 1}. ` : "") + escaped(text)).join("\n");

  // --- file -----------------------------------------------------------------------------------

  const quoted = (/** @type {unknown} */ value) => JSON.stringify(value);
  /** A term's id needs no quotes, but for those that other readers of YAML take for yes and no. @param {string} id */
  const term = (id) => (/^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z][a-z-]*$/u.test(id) ? id : quoted(id));
  const list = (/** @type {string[]} */ items) => `[${items.join(", ")}]`;
  const mapping = (/** @type {Record<string, string>} */ parts) =>
    `{${Object.entries(parts).filter(([, text]) => text).map(([key, text]) => `${key}: ${quoted(text)}`).join(", ")}}`;
  const TERMS = ["principle", "level", "type", "area", "group"];

  /** A key's value as YAML; empty when there is none. @param {string} key @param {any} value */
  function yaml(key, value) {
    if (key === "reviewed" || key === "status" || key === "extent") return value;
    if (Array.isArray(value) && !value.length) return "";
    if (TERMS.includes(key)) return list(value.map(term));
    if (key === "source" || key === "links") return `\n${value.map((/** @type {any} */ row) => `  - ${mapping(row)}`).join("\n")}`;
    if (key === "period") return mapping(value) === "{}" ? "" : mapping(value);
    if (Array.isArray(value)) return list(value.map(quoted));
    return value ? quoted(value) : "";
  }

  /**
   * @param {Facts} facts @param {any} data
   * @param {string} today as 2026-11-20
   * @returns {{path: string, name: string, text: string, front: string}}
   */
  function fileOf(facts, data, today) {
    const all = { ...facts, status: "draft", reviewed: today };
    const written = data.order
      .map((/** @type {string} */ key) => [key, yaml(key, all[key] ?? "")])
      .filter(([, value]) => value)
      .map(([key, value]) => `${key}:${value.startsWith("\n") ? "" : " "}${value}`);
    const body = facts.sections
      .filter(({ blocks: found }) => found.length)
      .flatMap(({ label, blocks: found }) => [...(label ? [`## ${label}`] : []), ...found.map(markdown)]);
    const front = `${written.join("\n")}\n`;
    const [country, ...others] = new Set(facts.country);
    const folder = country && !others.length ? country.toLowerCase() : data.international;
    const name = `${facts.slug}.md`;
    return { path: `practices/${folder}/${name}`, name, front, text: `---\n${front}---\n\n${body.join("\n\n")}\n` };
  }

  /**
   * GitHub's page for a new file, filled in where the address can carry it.
   * @param {{path: string, name: string, text: string}} file @param {any} data
   * @returns {{address: string, whole: boolean}}
   */
  function onGitHub({ path, name, text }, data) {
    const folder = path.slice(0, -name.length - 1);
    const empty = `${data.newFile}${folder}?filename=${encodeURIComponent(name)}`;
    const full = `${empty}&value=${encodeURIComponent(text)}`;
    const whole = full.length <= data.limits.address;
    return { address: whole ? full : empty, whole };
  }

  globalThis.compendium = Object.assign(globalThis.compendium ?? {}, {
    proposal: { gather, slugify, blocks, fileOf, onGitHub },
  });
})();
