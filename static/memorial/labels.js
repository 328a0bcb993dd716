/* Names for what Django's widgets leave nameless: cells of rows, autocompletes, prose editors. */
(() => {
  "use strict";

  // Pages without a form have no catalog.
  const gettext = window.gettext ?? ((text) => text);

  const words = (element) => element?.textContent.replace(/[:*]\s*$/, "").trim() ?? "";

  /** The label of the field that an element stands in: its column's head, or its own label. */
  const nameOf = (element) => {
    const cell = element.closest("td");
    if (cell && cell.closest(".tabular")) {
      const name = [...cell.classList].find((each) => each.startsWith("field-"));
      const head = name && cell.closest("table").querySelector(`th.column-${name.slice(6)}`);
      return head ? words(head.firstChild) : "";
    }
    const row = element.closest(".block-row__cell, .fieldBox, .form-row");
    if (row) return words(row.querySelector("label, legend"));
    // A form that is none of Django's: the select that the autocomplete hides has a label.
    return words(element.closest(".select2-container")?.previousElementSibling?.labels?.[0]);
  };

  const name = (element, text) => {
    if (text && element.getAttribute("aria-label") !== text) element.setAttribute("aria-label", text);
  };

  const plain = ["role", "aria-readonly", "aria-label"];

  const nameAll = () => {
    for (const field of document.querySelectorAll(".tabular td :is(input, select, textarea):not([type=hidden])")) {
      if (field.matches("[name$='-DELETE']")) name(field, gettext("Delete this row"));
      else if (!field.closest("label") && !field.matches(".select2-search__field")) name(field, nameOf(field));
    }
    for (const part of document.querySelectorAll(".datetime :is(.vDateField, .vTimeField)")) {
      const kind = part.matches(".vDateField") ? gettext("day") : gettext("time");
      name(part, `${nameOf(part)}: ${kind}`);
    }
    for (const box of document.querySelectorAll(".select2-selection")) {
      box.removeAttribute("aria-labelledby");
      const chosen = words(box.querySelector(".select2-selection__rendered"));
      name(box, [nameOf(box), chosen].filter(Boolean).join(": "));
    }
    for (const shown of document.querySelectorAll(".select2-selection__rendered")) {
      for (const attribute of plain) shown.removeAttribute(attribute);
      if (shown.matches("ul")) {
        shown.setAttribute("role", "none");
        for (const item of shown.children) item.setAttribute("role", "none");
      }
    }
    for (const search of document.querySelectorAll(".select2-search__field")) {
      name(search, nameOf(search) || gettext("Search"));
    }
    const sought = document.querySelector("#searchbar");
    if (sought) name(sought, sought.labels[0]?.querySelector("img")?.alt);
    for (const editor of document.querySelectorAll(".tiptap[role=textbox]")) name(editor, nameOf(editor));
    for (const head of document.querySelectorAll(".tabular th.original:empty")) {
      const hidden = document.createElement("span");
      hidden.className = "visually-hidden";
      hidden.textContent = gettext("Row");
      head.append(hidden);
    }
  };

  let isAsked = false;
  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      nameAll();
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    ask();
    new MutationObserver(ask).observe(document.body, { childList: true, subtree: true });
  });
})();
