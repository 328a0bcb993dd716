/* Bylines and sources: moved up and down instead of numbered by hand.

   When a source gets another number, the markers to it in the prose of the form follow. */
(() => {
  "use strict";

  const say = (detail) => document.dispatchEvent(new CustomEvent("desk:say", { detail }));
  const put = (sentence, values) => interpolate(sentence, values, true);
  const rowsOf = (group) => [...group.querySelectorAll("tr.form-row:not(.empty-form)")];
  const position = (row) => row.querySelector('input[name$="-position"]');
  const index = (row) => Number(/-(\d+)$/.exec(row.id)?.[1] ?? 0);
  const isKept = (row) => !row.querySelector('input[name$="-DELETE"]')?.checked;
  const choice = (row) => row.querySelector("select");
  const nameOf = (row) => choice(row)?.selectedOptions[0]?.textContent.trim() || gettext("new row");
  const inOrder = (group) => rowsOf(group).sort((one, other) => position(one).value - position(other).value || index(one) - index(other));

  /* Markers. */
  const editors = new Set();
  window.proseEditors.each((editor) => editors.add(editor));
  const numbers = (group) => inOrder(group).filter((row) => isKept(row) && choice(row)?.value);
  const follow = (before, after) => {
    const other = new Map(before.map((row, place) => [place + 1, after.indexOf(row) + 1]).filter(([from, to]) => to && from !== to));
    let changed = 0;
    for (const editor of other.size ? editors : []) changed += renumber(editor, other);
    return changed;
  };
  const renumber = (editor, other) => {
    const { tr, schema } = editor.state;
    const found = [];
    editor.state.doc.descendants((node, at) => {
      const mark = node.isText && node.marks.find(({ type, attrs }) => type.name === "link" && /^source:\d+$/.test(attrs.href || ""));
      const to = mark && other.get(Number(mark.attrs.href.slice(7)));
      if (to) found.push({ node, at, mark, to });
    });
    for (const { node, at, mark, to } of found.reverse()) {
      const words = node.text.replace(/\d+/, to);
      const marks = mark.type.create({ ...mark.attrs, href: `source:${to}` }).addToSet(mark.removeFromSet(node.marks));
      tr.replaceWith(at, at + node.nodeSize, schema.text(words, marks));
    }
    if (found.length) editor.view.dispatch(tr);
    return found.length;
  };

  /** Put rows on the page in an order; the focus stays where it is. */
  const place = (group, rows) => {
    if (rowsOf(group).every((row, at) => row === rows[at])) return;
    const held = document.activeElement;
    const end = group.querySelector("tr.empty-form, tr.add-row");
    for (const row of rows) end.before(row);
    if (held !== document.activeElement) held.focus();
  };

  const arrange = (group) => {
    place(group, inOrder(group));
    nameAll(group);
  };

  const nameAll = (group) => {
    inOrder(group).forEach((row, place) => {
      const name = { block: nameOf(row) };
      const [up, down] = row.querySelectorAll(".row-move");
      up.setAttribute("aria-label", put(gettext("Move up: %(block)s"), name));
      down.setAttribute("aria-label", put(gettext("Move down: %(block)s"), name));
      row.querySelector(".row-number").textContent = place + 1;
    });
  };

  const number = (rows) => rows.forEach((row, place) => { position(row).value = place + 1; });

  const move = (group, row, step) => {
    const before = numbers(group);
    const rows = inOrder(group);
    const to = rows.indexOf(row) + step;
    if (to < 0 || to >= rows.length) {
      say(step < 0 ? gettext("This row is the first already.") : gettext("This row is the last already."));
      return;
    }
    rows.splice(rows.indexOf(row), 1);
    rows.splice(to, 0, row);
    number(rows);
    arrange(group);
    position(row).dispatchEvent(new Event("change", { bubbles: true }));
    const changed = group.id === "sources-group" ? follow(before, numbers(group)) : 0;
    const moved = put(gettext("Moved: %(block)s is number %(place)s now."), { block: nameOf(row), place: to + 1 });
    const markers = put(ngettext("%(count)s marker in the prose follows.", "%(count)s markers in the prose follow.", changed), { count: changed });
    say(changed ? `${moved} ${markers}` : moved);
  };

  const equip = (group, row) => {
    if (row.querySelector(".row-move") || !position(row)) return;
    const cell = position(row).parentElement;
    position(row).hidden = true;
    cell.append(Object.assign(document.createElement("span"), { className: "row-number" }));
    for (const [step, sign] of [[-1, "↑"], [1, "↓"]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "row-move", textContent: sign });
      button.addEventListener("click", () => move(group, row, step));
      cell.append(button);
    }
  };

  const start = (group) => {
    const refresh = () => {
      rowsOf(group).forEach((row) => equip(group, row));
      arrange(group);
    };
    group.addEventListener("formset:added", ({ target }) => setTimeout(() => {
      position(target).value = Math.max(0, ...rowsOf(group).filter((row) => row !== target).map((row) => Number(position(row).value))) + 1;
      refresh();
      choice(target)?.parentElement.querySelector(".select2-selection")?.focus();
    }));
    // Removing a new row numbers the others as they stand on the page: for that they must stand
    // as they came.
    group.addEventListener("click", ({ target }) => {
      if (!target.closest(".inline-deletelink")) return;
      place(group, rowsOf(group).sort((one, other) => index(one) - index(other)));
      setTimeout(refresh);
    }, true);
    group.addEventListener("focusin", () => nameAll(group));
    group.addEventListener("change", ({ target }) => {
      if (group.id !== "sources-group" || !target.name?.endsWith("-DELETE")) return;
      const words = target.checked
        ? gettext("Removed: %(block)s. The sources after it move up by one: look at their markers in the prose.")
        : gettext("Put back: %(block)s. The sources after it move down by one: look at their markers in the prose.");
      say(put(words, { block: nameOf(target.closest("tr")) }));
    });
    refresh();
  };

  document.addEventListener("DOMContentLoaded", () => setTimeout(() => {
    for (const name of ["bylines", "sources"]) {
      const group = document.getElementById(`${name}-group`);
      if (group?.querySelector('input[name$="-position"]')) start(group);
    }
  }));
})();
