/** What the form shows: the preview of the page, errors at their fields, practices that look similar. */
"use strict";

(() => {
  const LATER = 60; // milliseconds, so that screen readers notice a change in a status region

  /** @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} content */
  function element(name, attributes, ...content) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  }

  /** The label of a choice as the form shows it. @param {any} form @param {string} name @param {string} value */
  function label(form, name, value) {
    const box = form.querySelector(`input[name="${name}"][value="${CSS.escape(value)}"]`);
    if (box) return box.dataset.label;
    const option = form.querySelector(`select[name="${name}"] option[value="${CSS.escape(value)}"]`);
    return option?.textContent ?? value;
  }

  // --- preview --------------------------------------------------------------------------------

  /** @param {{kind: string, lines: string[]}} block */
  const shown = ({ kind, lines }) =>
    kind === "p" ? element("p", {}, lines[0]) : element(kind, {}, ...lines.map((text) => element("li", {}, text)));

  /** The page as readers will see it. @param {any} form @param {any} facts */
  function preview(form, facts) {
    const labels = (/** @type {string} */ name) => facts[name].map((/** @type {string} */ value) => label(form, name, value));
    const tags = facts.principle.map((/** @type {string} */ value) =>
      element("li", {}, element("span", { class: `tag principle-${value}` }, label(form, "principle", value))),
    );
    const title = element("p", { class: "propose-page-title" }, facts.title || "Title");
    const summary = element("p", { class: "practice-summary" }, facts.summary || "Summary in one sentence");
    const source = facts.source.map(({ document: name, page }) => [name, page && `p. ${page}`].filter(Boolean).join(", "));
    const { start, end, note } = facts.period;
    const time = [[start, end].filter(Boolean).join(" – "), note].filter(Boolean).join("; ");
    const panel = [
      ["Country", facts.country.map((/** @type {string} */ code) => label(form, "country", code))],
      ["Place", [facts.place]], ["Level", labels("level")], ["Type", labels("type")], ["Area", labels("area")],
      ["For whom", labels("group")], ["Period", [time]], ["Led by", [facts.lead]], ["Partners", facts.partners],
      ["Funding", [facts.funding]], ["Contact", [facts.contact]], ["Also known as", facts.aliases],
      ["Source", source], ["Links", facts.links.map((/** @type {any} */ link) => link.title || link.url)],
    ].filter(([, values]) => values.some(Boolean));
    const list = panel.map(([name, values]) =>
      element("div", {}, element("dt", {}, name), element("dd", {}, values.filter(Boolean).join("; "))),
    );
    const body = facts.sections.flatMap((/** @type {any} */ section) =>
      section.blocks.length
        ? [...(section.label ? [element("h3", {}, section.label)] : []), ...section.blocks.map(shown)]
        : [],
    );
    const aside = list.length ? [element("div", { class: "facts" }, element("dl", {}, ...list))] : [];
    const page = element("div", facts.lang ? { lang: facts.lang } : {}, ...[]);
    page.append(element("ul", { class: "tags" }, ...tags), title, summary, ...aside, ...body);
    form.closest("propose-form").querySelector(".propose-page").replaceChildren(page);
  }

  // --- errors ---------------------------------------------------------------------------------

  /**
   * @param {any} form
   * @param {{rule: string, key: string, given: string}[]} findings
   * @param {Record<string, string>} messages
   */
  function showErrors(form, findings, messages) {
    for (const error of form.querySelectorAll(".propose-error")) {
      error.hidden = true;
      error.replaceChildren();
    }
    for (const wrong of form.querySelectorAll("[aria-invalid]")) wrong.removeAttribute("aria-invalid");
    const links = findings.map((finding) => {
      const { question, control } = globalThis.compendium.proposal.place(form, finding.key);
      const text = messages[finding.rule].replace("{given}", () => finding.given);
      const error = question.querySelector(".propose-error");
      error.append(element("span", { "data-rule": finding.rule }, text));
      error.hidden = false;
      control.setAttribute("aria-invalid", "true");
      const around = question.closest("[data-row]")?.getAttribute("aria-label");
      const own = question.querySelector("label, legend").firstChild.textContent.trim();
      const name = around ? `${around}, ${own}` : own;
      return element("li", {}, element("a", { href: `#${control.id}` }, `${name}: ${text}`));
    });
    const box = form.querySelector(".propose-summary");
    const number = links.length === 1 ? "One thing is" : `${links.length} things are`;
    box.querySelector("h2").textContent = `${number} still missing or wrong`;
    box.querySelector("ul").replaceChildren(...links);
    box.hidden = !links.length;
  }

  // --- similar practices ----------------------------------------------------------------------

  /** @param {any} form @param {any[]} cards @param {string} base */
  function showSimilar(form, cards, base) {
    const place = form.querySelector(".propose-similar");
    const list = place.querySelector("ul");
    const rows = cards.map(({ id, title, place: town, country }) => {
      const link = element("a", { href: `${base}practices/${id}/`, target: "_blank", rel: "noopener" }, title);
      return element("li", {}, link, ` ${[town, country.join(", ")].filter(Boolean).join(", ")}`);
    });
    list.replaceChildren(...rows);
    list.hidden = !rows.length;
    const found = rows.length === 1 ? "One practice is perhaps similar (opens" : `${rows.length} practices are perhaps similar (open`;
    say(place.querySelector("[role=status]"), rows.length ? `${found} in a new tab):` : "");
  }

  /** @param {any} region @param {string} text */
  function say(region, text) {
    setTimeout(() => {
      if (region.textContent !== text) region.textContent = text;
    }, LATER);
  }

  Object.assign(globalThis.compendium.proposal, { preview, showErrors, showSimilar, say });
})();
