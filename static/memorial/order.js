/* Moves the rows of a record up and down by button, in the place of typed numbers (`…-position`). */
(() => {
  "use strict";

  const numbers = 'input[type="number"][name$="-position"]';
  const rowOf = (input) => input.closest("tr.form-row, .inline-related.has_original, .inline-related[id]");
  const isTemplate = (row) => row.classList.contains("empty-form");
  const groupOf = (element) => element.closest(".inline-group");
  const indexOf = (row) => Number(row.id.slice(row.id.lastIndexOf("-") + 1));
  const place = (row) => row.querySelector(numbers);

  const rowsOf = (group) =>
    [...group.querySelectorAll(numbers)].map(rowOf).filter((row) => row && !isTemplate(row));

  const put = (rows) => {
    const marker = document.createComment("");
    rows[0]?.parentNode.insertBefore(marker, rowsOf(groupOf(rows[0]))[0]);
    for (const row of rows) marker.parentNode.insertBefore(row, marker);
    marker.remove();
  };

  const nameOf = (row) => {
    const select = row.querySelector("select");
    return select?.selectedOptions[0]?.textContent.trim() || gettext("this row");
  };

  const label = (group) => {
    const rows = rowsOf(group);
    rows.forEach((row, index) => {
      for (const [button, words, isEnd] of [
        [row.querySelector(".order-up"), gettext("Move %s up"), index === 0],
        [row.querySelector(".order-down"), gettext("Move %s down"), index === rows.length - 1],
      ]) {
        button.setAttribute("aria-label", interpolate(words, [nameOf(row)]));
        button.setAttribute("aria-disabled", String(isEnd));
      }
    });
  };

  const number = (group) => {
    rowsOf(group).forEach((row, index) => {
      const input = place(row);
      if (input.value === String(index + 1)) return;
      input.value = index + 1;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    label(group);
  };

  const say = (group, row) => {
    const rows = rowsOf(group);
    group.querySelector(".order-said").textContent = interpolate(
      gettext("%(name)s is now number %(place)s of %(count)s."),
      { name: nameOf(row), place: rows.indexOf(row) + 1, count: rows.length },
      true,
    );
  };

  const move = (button) => {
    const group = groupOf(button);
    const row = rowOf(button);
    const rows = rowsOf(group);
    const from = rows.indexOf(row);
    const to = from + (button.classList.contains("order-up") ? -1 : 1);
    if (to < 0 || to >= rows.length) return;
    [rows[from], rows[to]] = [rows[to], rows[from]];
    put(rows);
    number(group);
    button.focus();
    say(group, row);
    button.dispatchEvent(new CustomEvent("order:moved", { bubbles: true }));
  };

  const makeButton = (kind, sign) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `order-button order-${kind}`;
    button.textContent = sign;
    return button;
  };

  const dress = (row) => {
    const input = place(row);
    if (!input || row.querySelector(".order-button")) return;
    input.hidden = true;
    input.after(makeButton("up", "↑"), makeButton("down", "↓"));
  };

  const prepare = (group) => {
    const rows = rowsOf(group);
    if (!group.querySelector(".order-said")) {
      const said = document.createElement("p");
      said.className = "order-said";
      said.setAttribute("role", "status");
      group.append(said);
    }
    rows.forEach(dress);
    put(rows.sort((one, other) => (Number(place(one).value) || 0) - (Number(place(other).value) || 0)));
    label(group);
  };

  const groups = () => new Set([...document.querySelectorAll(numbers)].map(groupOf).filter(Boolean));

  // Django renumbers rows as they stand when a new one is taken away: let them stand as it made them.
  document.addEventListener("click", (event) => {
    const group = event.target.closest(".inline-deletelink") && groupOf(event.target);
    if (!group || !group.querySelector(numbers)) return;
    put(rowsOf(group).sort((one, other) => indexOf(one) - indexOf(other)));
    setTimeout(() => prepare(group));
  }, true);

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".order-button");
    if (button) move(button);
  });

  document.addEventListener("formset:added", ({ target }) => {
    const group = groupOf(target);
    if (!group || !target.querySelector(numbers)) return;
    dress(target);
    number(group);
  });

  document.addEventListener("change", ({ target }) => {
    const group = target.matches("select") && groupOf(target);
    if (group && group.querySelector(".order-button")) label(group);
  });

  addEventListener("load", () => groups().forEach(prepare));
})();
