/* Dates as they are typed: under the field stands how the desk reads them, or why it cannot. */
(() => {
  "use strict";

  const PAUSE = 300;
  const FIELD = "input[data-reads-date]";
  const admin = location.pathname.split("/memorial/")[0];
  const turns = new WeakMap();

  const lineOf = (field) => {
    const known = document.getElementById(`${field.id}_understood`);
    if (known) return known;
    const line = Object.assign(document.createElement("span"), { className: "understood", id: `${field.id}_understood` });
    (field.closest("p.datetime") || field.closest(".flex-container") || field).append(line);
    if (!line.isConnected) field.after(line);
    return line;
  };

  const show = (field, words, isRefused) => {
    const line = lineOf(field);
    // Said when it changes; what stood there when the form was opened is read with the field.
    line.setAttribute("role", "status");
    line.classList.toggle("is-refused", isRefused);
    line.textContent = words;
    const described = new Set((field.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
    field.setAttribute("aria-describedby", [...described.add(line.id)].join(" "));
  };

  /** Ask how a text is read; while it is still being typed, what cannot be read is left alone. */
  const ask = async (field, isDone) => {
    const turn = (turns.get(field) || 0) + 1;
    turns.set(field, turn);
    const text = field.value.trim();
    if (!text) return show(field, "", false);
    const asked = new URLSearchParams({ q: text, kind: field.dataset.readsDate });
    try {
      const answer = await fetch(`${admin}/dates/?${asked}`);
      const { understood, refused } = answer.ok ? await answer.json() : {};
      if (turns.get(field) === turn) show(field, understood || (isDone && refused) || "", !understood && isDone);
    } catch {
      // Without an answer nothing is said: the save says it.
      if (turns.get(field) === turn) show(field, "", false);
    }
  };

  const timers = new WeakMap();
  const soon = (field, pause, isDone) => {
    clearTimeout(timers.get(field));
    timers.set(field, setTimeout(() => ask(field, isDone), pause));
  };
  document.addEventListener("input", ({ target }) => target.matches?.(FIELD) && soon(target, PAUSE, false));
  document.addEventListener("change", ({ target }) => target.matches?.(FIELD) && soon(target, 0, true));
})();
