/* Whoever gives a moment wants to schedule: title and button of the page follow what is chosen. */
(() => {
  "use strict";

  document.addEventListener("input", ({ target }) => {
    if (target.name !== "at" || !target.value) return;
    target.form.querySelector('input[name="when"][value="later"]').checked = true;
  });
})();
