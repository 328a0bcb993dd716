/* The rows of a block: added, moved, removed and put back; `rows` keeps their order. */
(() => {
  "use strict";

  // This comes with the field, before the scripts of the page.
  const say = (sentence) => window.saying.say(sentence);
  const put = (sentence, values) => window.saying.put(sentence, values);
  const rowsOf = (editor) => [...editor.querySelectorAll(":scope > .rows-list > .block-row")];
  const orderOf = (editor) => editor.querySelector("[data-rows-order]");
  const isRemoved = (row) => row.classList.contains("is-removed");

  /** Number the rows as they stand, name their controls, and keep their order. */
  const settle = (editor) => {
    const rows = rowsOf(editor);
    rows.forEach((row, place) => {
      const name = put(gettext("%(row)s %(place)s"), { row: editor.dataset.rowName, place: place + 1 });
      row.setAttribute("aria-label", name);
      row.querySelector(".block-row__name").textContent = name;
      const [up, down, remove] = row.querySelectorAll("[data-act]");
      window.deskToolbar?.(up.parentElement, name);
      up.setAttribute("aria-label", put(gettext("Move up: %(block)s"), { block: name }));
      down.setAttribute("aria-label", put(gettext("Move down: %(block)s"), { block: name }));
      const words = isRemoved(row) ? gettext("Put back: %(block)s") : gettext("Remove: %(block)s");
      remove.setAttribute("aria-label", put(words, { block: name }));
      remove.textContent = isRemoved(row) ? "↶" : "✕";
    });
    const order = rows.filter((row) => !isRemoved(row)).map((row) => row.dataset.row).join(",");
    if (orderOf(editor).value === order) return;
    orderOf(editor).value = order;
    orderOf(editor).dispatchEvent(new Event("change", { bubbles: true }));
  };

  const first = (row) => row.querySelector(".select2-selection, input:not([type=hidden]), textarea");

  const add = (editor) => {
    const number = Math.max(-1, ...rowsOf(editor).map((row) => Number(row.dataset.row))) + 1;
    const blank = document.createElement("template");
    blank.innerHTML = editor.querySelector("template").innerHTML
      .replaceAll("__name__", orderOf(editor).name).replaceAll("__row__", number);
    const row = blank.content.firstElementChild;
    editor.querySelector(".rows-list").append(row);
    django.jQuery(row).find(".admin-autocomplete").djangoAdminSelect2();
    settle(editor);
    first(row).focus();
    say(put(gettext("Inserted: %(block)s."), { block: row.getAttribute("aria-label") }));
  };

  const move = (row, step) => {
    const editor = row.closest(".rows-editor");
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) {
      say(step < 0 ? gettext("This row is the first already.") : gettext("This row is the last already."));
      return;
    }
    // The other one goes round, so that this one keeps the focus.
    row[step < 0 ? "after" : "before"](other);
    settle(editor);
    say(put(gettext("Moved: it is %(block)s now."), { block: row.getAttribute("aria-label") }));
  };

  const remove = (row) => {
    row.classList.toggle("is-removed");
    settle(row.closest(".rows-editor"));
    const words = isRemoved(row) ? gettext("Removed: %(block)s.") : gettext("Put back: %(block)s.");
    say(put(words, { block: row.getAttribute("aria-label") }));
  };

  const acts = { up: (row) => move(row, -1), down: (row) => move(row, 1), remove };
  document.addEventListener("click", ({ target }) => {
    if (target.matches?.(".rows-add")) add(target.closest(".rows-editor"));
    else if (target.matches?.(".block-row [data-act]")) acts[target.dataset.act](target.closest(".block-row"));
  });

  const settleAll = (root) => root.querySelectorAll(".rows-editor").forEach((editor) => {
    if (orderOf(editor).name.includes("__prefix__")) return;
    settle(editor);
  });
  document.addEventListener("DOMContentLoaded", () => settleAll(document));
  document.addEventListener("formset:added", ({ target }) => settleAll(target));
})();
