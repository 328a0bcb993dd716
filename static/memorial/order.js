/* Rows with a place of their own (`…-position`): moved up and down by button instead of numbered by hand.

   Sends `order:moved` with the rows before and after; whoever has something to add to what is said
   of it adds a sentence to `sentences`. rowOrder.nameOf(row) is what a row is called. */
(() => {
  "use strict";

  const { put, say } = window.saying;
  const NUMBERS = 'input[type="number"][name$="-position"]';
  // Where readers or markers in the prose see the number, it is shown.
  const SHOWN = "#bylines-group, #sources-group";
  const rowOf = (input) => input.closest("tr.form-row, .inline-related.has_original, .inline-related[id]");
  const groupOf = (element) => element.closest(".inline-group");
  const indexOf = (row) => Number(row.id.slice(row.id.lastIndexOf("-") + 1));
  const position = (row) => row.querySelector(NUMBERS);
  const placeOf = (row) => Number(position(row).value) || 0;

  const rowsOf = (group) =>
    [...group.querySelectorAll(NUMBERS)].map(rowOf).filter((row) => row && !row.classList.contains("empty-form"));
  const inOrder = (group) => rowsOf(group).sort((one, other) => placeOf(one) - placeOf(other));

  const nameOf = (row) => row.querySelector("select")?.selectedOptions[0]?.textContent.trim() || gettext("new row");

  /** Put rows on the page in an order; the focus stays where it is. */
  const stand = (group, rows) => {
    const standing = rowsOf(group);
    if (standing.every((row, place) => row === rows[place])) return;
    const held = document.activeElement;
    const marker = document.createComment("");
    standing[0].before(marker);
    for (const row of rows) marker.before(row);
    marker.remove();
    if (held !== document.activeElement) held.focus();
  };

  const nameAll = (group) => {
    const rows = rowsOf(group);
    rows.forEach((row, place) => {
      const [up, down] = row.querySelectorAll(".order-button");
      const name = { block: nameOf(row) };
      up.setAttribute("aria-label", put(gettext("Move up: %(block)s"), name));
      down.setAttribute("aria-label", put(gettext("Move down: %(block)s"), name));
      up.setAttribute("aria-disabled", String(place === 0));
      down.setAttribute("aria-disabled", String(place === rows.length - 1));
      const shown = row.querySelector(".row-number");
      if (shown) shown.textContent = place + 1;
    });
  };

  const number = (rows) => rows.forEach((row, place) => {
    if (position(row).value === String(place + 1)) return;
    position(row).value = place + 1;
    position(row).dispatchEvent(new Event("change", { bubbles: true }));
  });

  const move = (row, step) => {
    const group = groupOf(row);
    const before = rowsOf(group);
    const from = before.indexOf(row);
    const to = from + step;
    if (to < 0 || to >= before.length) {
      say(step < 0 ? gettext("This row is the first already.") : gettext("This row is the last already."));
      return;
    }
    const after = before.filter((each) => each !== row);
    after.splice(to, 0, row);
    stand(group, after);
    number(after);
    nameAll(group);
    const place = { name: nameOf(row), place: to + 1, count: after.length };
    const sentences = [put(gettext("%(name)s is now number %(place)s of %(count)s."), place)];
    row.dispatchEvent(new CustomEvent("order:moved", { bubbles: true, detail: { before, after, sentences } }));
    say(sentences.join(" "));
  };

  const make = (tag, values) => Object.assign(document.createElement(tag), values);
  const equip = (row) => {
    if (row.querySelector(".order-button")) return;
    const input = position(row);
    input.hidden = true;
    input.after(
      make("button", { type: "button", className: "order-button order-up", textContent: "↑" }),
      make("button", { type: "button", className: "order-button order-down", textContent: "↓" }),
    );
    if (row.closest(SHOWN)) input.after(make("span", { className: "row-number" }));
  };

  const arrange = (group) => {
    rowsOf(group).forEach(equip);
    stand(group, inOrder(group));
    nameAll(group);
  };
  const groupWithOrder = (element) => {
    const group = groupOf(element);
    return group?.querySelector(NUMBERS) && group;
  };

  // Django numbers rows as they stand when a new one is taken away: let them stand as it made them.
  document.addEventListener("click", ({ target }) => {
    const group = target.closest(".inline-deletelink") && groupWithOrder(target);
    if (!group) return;
    stand(group, rowsOf(group).sort((one, other) => indexOf(one) - indexOf(other)));
    setTimeout(() => arrange(group));
  }, true);

  document.addEventListener("click", ({ target }) => {
    if (target.matches(".order-button")) move(rowOf(target), target.matches(".order-up") ? -1 : 1);
  });

  // Its fields are made by other scripts first.
  document.addEventListener("formset:added", ({ target }) => setTimeout(() => {
    const group = groupWithOrder(target);
    if (!group || !position(target)) return;
    const others = rowsOf(group).filter((row) => row !== target);
    position(target).value = Math.max(0, ...others.map(placeOf)) + 1;
    arrange(group);
    target.querySelector("select")?.parentElement.querySelector(".select2-selection")?.focus();
  }));

  // A row is called by what is chosen in it.
  for (const kind of ["focusin", "change"]) document.addEventListener(kind, ({ target }) => {
    const group = target.closest?.(".inline-group");
    if (group?.querySelector(".order-button")) nameAll(group);
  });

  window.rowOrder = { nameOf };
  addEventListener("load", () => new Set([...document.querySelectorAll(NUMBERS)].map(groupWithOrder)).forEach((group) => group && arrange(group)));
})();
