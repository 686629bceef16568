/** What stands in the form's controls, and the rows that come and go. */
"use strict";

(() => {
  /** @param {HTMLFormElement} form @returns {Record<string, any>[]} */
  const controls = (form) => [...form.querySelectorAll("input[name], select[name], textarea[name]")];

  /**
   * Everything that was filled in, as it can be kept and put back.
   * @param {HTMLFormElement} form
   */
  function read(form) {
    /** @type {Record<string, any>} */
    const values = {};
    /** @type {Record<string, Record<string, string>[]>} */
    const rows = {};
    for (const control of controls(form)) {
      if (control.closest("[data-row]")) continue;
      const { name, type, value, checked } = control;
      if (type === "checkbox") values[name] = [...(values[name] ?? []), ...(checked ? [value] : [])];
      else if (type !== "radio" || checked) values[name] = value;
    }
    for (const group of form.querySelectorAll("[data-rows]")) {
      const each = [...group.querySelectorAll("[data-row]")].map((row) =>
        Object.fromEntries(controls(/** @type {any} */ (row)).map(({ name, value }) => [name, value])),
      );
      rows[group.dataset.rows] = each;
    }
    return { values, rows };
  }

  /** Put back what was kept. @param {HTMLFormElement} form @param {any} raw */
  function write(form, { values, rows }) {
    for (const group of form.querySelectorAll("[data-rows]")) {
      const kept = rows[group.dataset.rows] ?? [];
      group.querySelector(".propose-row-list").replaceChildren();
      for (const row of kept.length ? kept : [{}]) {
        for (const control of controls(addRow(group))) control.value = row[control.name] ?? "";
      }
    }
    for (const control of controls(form)) {
      if (control.closest("[data-row]") || !(control.name in values)) continue;
      const value = values[control.name];
      if (control.type === "checkbox") control.checked = value.includes(control.value);
      else if (control.type === "radio") control.checked = value === control.value;
      else control.value = value;
    }
  }

  let rowsMade = 0; // so that no two rows ever share an id

  /** @param {any} group @returns {any} the new row */
  function addRow(group) {
    const row = group.querySelector("template").content.firstElementChild.cloneNode(true);
    rowsMade += 1;
    for (const element of row.querySelectorAll("*")) {
      for (const { name, value } of [...element.attributes]) {
        if (value.includes("-ROW")) element.setAttribute(name, value.replaceAll("-ROW", `-${rowsMade}`));
      }
    }
    group.querySelector(".propose-row-list").append(row);
    count(group);
    return row;
  }

  /** @param {any} row @returns {any} where the focus goes on */
  function removeRow(row) {
    const group = row.closest("[data-rows]");
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    count(group);
    return (next ?? group).querySelector("input, select, button");
  }

  /** The only row cannot be removed; several are told apart by number. @param {any} group */
  function count(group) {
    const rows = [...group.querySelectorAll("[data-row]")];
    rows.forEach((row, at) => {
      const button = row.querySelector(".propose-remove");
      const name = group.querySelector("legend").firstChild.textContent.trim();
      button.hidden = rows.length === 1;
      button.textContent = `Remove ${at + 1} of ${rows.length}`;
      row.setAttribute("role", "group");
      row.setAttribute("aria-label", `${name} ${at + 1} of ${rows.length}`);
    });
  }

  /**
   * The question that a finding is about, and the control that gets the focus.
   * @param {HTMLFormElement} form @param {string} key such as source.0.page
   */
  function place(form, key) {
    const [, rows, at, part] = /^(\w+)\.(\d+)\.(\w+)$/u.exec(key) ?? [];
    const row = rows && filledRows(form, rows)[Number(at)];
    const scope = row || form;
    const name = part ? (part === rows ? rows : `${rows}.${part}`) : key;
    const question = scope.querySelector(`[data-key="${name}"]:not([data-rows])`) ?? scope.querySelector(`[data-key="${name}"]`);
    return { question, control: question?.querySelector("input, select, textarea") };
  }

  /** Rows as the facts count them, without empty ones; the first where all are. @param {any} form @param {string} name */
  function filledRows(form, name) {
    const rows = [...form.querySelectorAll(`[data-rows="${name}"] [data-row]`)];
    const filled = rows.filter((row) => controls(row).some(({ value }) => value.trim()));
    return filled.length ? filled : rows;
  }

  Object.assign(globalThis.compendium.proposal, { read, write, addRow, removeRow, place });
})();
