/* Buttons beside the article's form that would leave it: what is typed is saved first.

   They are no submit buttons of that form: the first of those is pressed by Enter in any field. */
(() => {
  "use strict";

  const machine = document.getElementById("article_form");
  const save = machine?.querySelector("[name=_continue]");
  if (!save) return;
  const asking = document.querySelectorAll("form[data-save-first]");
  for (const { dataset, elements } of asking) [...elements].at(-1).textContent = dataset.words;

  document.addEventListener("submit", (event) => {
    const { saveFirst: name, value } = event.target.dataset;
    if (!name) return;
    event.preventDefault();
    const asked = document.createElement("input");
    Object.assign(asked, { type: "hidden", name, value: value || "1" });
    machine.append(asked);
    machine.requestSubmit(save);
    asked.remove();
  });
})();
