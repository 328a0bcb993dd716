/* Warns before a page with unsaved words is left by anything but saving. */
(() => {
  "use strict";

  let isDirty = false;
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("#content-main form");
    if (!form) return;
    const mark = (event) => event.isTrusted && (isDirty = true);
    form.addEventListener("input", mark);
    form.addEventListener("change", mark);
    // A form that was refused comes back with words that are not saved yet.
    if (form.querySelector(".errornote")) isDirty = true;
    form.addEventListener("submit", ({ submitter }) => {
      if (submitter?.formTarget !== "_blank") isDirty = false;
    });
  });
  window.addEventListener("beforeunload", (event) => isDirty && event.preventDefault());
})();
