/* Buttons and links beside the article's form that act on what is saved, and leave the form: what
   is typed is saved first.

   They are no submit buttons of that form: the first of those is pressed by Enter in any field.
   One whose words (data-words) speak of saving saves whatever there is; the others leave at once
   where there is nothing to save, so that no save stands in the history that nobody made. */
(() => {
  "use strict";

  const machine = document.getElementById("article_form");
  const save = machine?.querySelector("[name=_continue]");
  if (!save) return;
  for (const { dataset, elements } of document.querySelectorAll("form[data-save-first][data-words]")) {
    [...elements].at(-1).textContent = dataset.words;
  }

  const saveFirst = (event, { saveFirst: name, value, words }) => {
    if (!name) return;
    if (!words && !window.formAsItIs.isUnsaved()) {
      // What was typed and taken back is nothing to ask about.
      window.dispatchEvent(new Event("memorial:leaving"));
      return;
    }
    event.preventDefault();
    const asked = document.createElement("input");
    Object.assign(asked, { type: "hidden", name, value: value || "1" });
    machine.append(asked);
    machine.requestSubmit(save);
    asked.remove();
  };

  document.addEventListener("submit", (event) => saveFirst(event, event.target.dataset));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-save-first]");
    // Whoever opens it in a tab of its own does not leave the form.
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (link && !isElsewhere) saveFirst(event, link.dataset);
  });
})();
