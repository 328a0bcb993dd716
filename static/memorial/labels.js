/* Names for what Django's widgets leave nameless: cells of rows, autocompletes, prose editors. */
(() => {
  "use strict";

  // Pages without a form have no catalog.
  const gettext = window.gettext ?? ((text) => text);

  const words = (element) => element?.textContent.replace(/[:*]\s*$/, "").trim() ?? "";

  /** "Picture 2: alt text here"; a column that is called as its row is, is the row. */
  const rowAndColumn = (row, column) => {
    const name = row.getAttribute("aria-label") || "";
    if (name.toLowerCase().startsWith(column.toLowerCase())) return name;
    return name ? interpolate(gettext("%(row)s: %(column)s"), { row: name, column }, true) : column;
  };

  /** What is chosen, without the sign that takes it out. */
  const chosenIn = (box) => {
    const several = [...box.querySelectorAll(".select2-selection__choice")];
    if (several.length) return several.map(({ title }) => title).join(", ");
    const shown = box.querySelector(".select2-selection__rendered");
    return shown?.title || words(shown);
  };

  /** The label of the field that an element stands in: its column's head, or its own label. */
  const nameOf = (element) => {
    const cell = element.closest("td");
    if (cell && cell.closest(".tabular")) {
      const name = [...cell.classList].find((each) => each.startsWith("field-"));
      const head = name && cell.closest("table").querySelector(`th.column-${name.slice(6)}`);
      return head ? words(head.firstChild) : "";
    }
    const inRow = element.closest(".block-row__cell");
    if (inRow) return rowAndColumn(inRow.closest(".block-row"), words(inRow.querySelector("label")));
    const row = element.closest(".fieldBox, .form-row");
    if (row) return words(row.querySelector("label, legend"));
    // A form that is none of Django's: the select that the autocomplete hides has a label.
    return words(element.closest(".select2-container")?.previousElementSibling?.labels?.[0]);
  };

  const name = (element, text) => {
    if (text && element.getAttribute("aria-label") !== text) element.setAttribute("aria-label", text);
  };

  /* On a phone a row has its heads beside its fields: the style sheet takes them from here. */
  const putHead = (field) => {
    const cell = field.closest("td");
    const head = words(cell.closest("table").querySelector("thead tr")?.cells[cell.cellIndex]?.firstChild);
    if (head && cell.dataset.head !== head) cell.dataset.head = head;
  };

  const plain = ["role", "aria-readonly", "aria-label"];

  const nameAll = () => {
    for (const field of document.querySelectorAll(".tabular td :is(input, select, textarea):not([type=hidden])")) {
      putHead(field);
      if (field.matches("[name$='-DELETE']")) name(field, gettext("Delete this row"));
      else if (!field.closest("label") && !field.matches(".select2-search__field")) name(field, nameOf(field));
    }
    for (const part of document.querySelectorAll(".datetime :is(.vDateField, .vTimeField)")) {
      const kind = part.matches(".vDateField") ? gettext("day") : gettext("time");
      name(part, `${nameOf(part)}: ${kind}`);
    }
    for (const box of document.querySelectorAll(".select2-selection")) {
      box.removeAttribute("aria-labelledby");
      name(box, [nameOf(box), chosenIn(box)].filter(Boolean).join(": "));
    }
    for (const shown of document.querySelectorAll(".select2-selection__rendered")) {
      for (const attribute of plain) shown.removeAttribute(attribute);
      if (shown.matches("ul")) {
        shown.setAttribute("role", "none");
        for (const item of shown.children) item.setAttribute("role", "none");
      }
    }
    for (const field of document.querySelectorAll(".block-row__cell :is(input, textarea):not(.select2-search__field)")) {
      name(field, nameOf(field));
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
