/* Warns before unsaved words are left by anything but saving, and lets a form be sent once only. */
(() => {
  "use strict";

  /* If no answer came by then, the button may be pressed again. */
  const GIVE_UP = 15000;
  const { form } = window.formAsItIs;
  let isDirty = false;
  let sentAt = 0;

  const send = (event) => {
    if (event.defaultPrevented || event.submitter?.formTarget === "_blank") return;
    if (Date.now() - sentAt < GIVE_UP) {
      // Nobody else may take this for a form that was sent.
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    sentAt = Date.now();
    isDirty = false;
  };

  if (form) {
    const mark = (event) => event.isTrusted && (isDirty = true);
    form.addEventListener("input", mark);
    form.addEventListener("change", mark);
    form.addEventListener("order:moved", () => (isDirty = true));
    // A form that was refused or brought back comes with words that are not saved yet.
    if (form.querySelector(".errornote, [data-brought-back]")) isDirty = true;
    form.addEventListener("submit", send, true);
  }
  // Back to a page that was sent: it may be sent again.
  window.addEventListener("pageshow", () => (sentAt = 0));
  window.addEventListener("memorial:leaving", () => (isDirty = false));
  window.addEventListener("beforeunload", (event) => isDirty && event.preventDefault());
})();
