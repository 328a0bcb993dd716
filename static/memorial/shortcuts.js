/* Keys of the desk: find, go, save, and the list of them all; the side bar's button on a phone. */
(() => {
  "use strict";

  const PAUSE = 900;
  const dialog = document.querySelector("#shortcuts");
  const find = document.querySelector("#find");
  let typed = "";
  let timer = 0;

  const isWriting = (element) =>
    element.matches("input, textarea, select, [contenteditable], [contenteditable] *, [role=textbox]");

  const save = () =>
    document.querySelector(".submit-row .default, .submit-row [name=_save]")?.click();

  const follow = (keys) => {
    const link = dialog?.querySelector(`[data-keys="${CSS.escape(keys)}"]`);
    if (link) location.assign(link.href);
    return Boolean(link);
  };

  const type = (key) => {
    clearTimeout(timer);
    typed = follow(typed + key) || follow(key) ? "" : key;
    timer = setTimeout(() => (typed = ""), PAUSE);
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
      if (!document.querySelector(".submit-row")) return;
      event.preventDefault();
      save();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    if (dialog?.open || document.querySelector("dialog[open]")) return;
    if (event.key === "/" && find) {
      event.preventDefault();
      find.focus();
    } else if (event.key === "?" && dialog) {
      event.preventDefault();
      dialog.showModal();
    } else if (event.key.length === 1) type(event.key);
  });

  const button = document.querySelector(".shortcuts-button");
  if (button && dialog) {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }

  const menu = document.querySelector(".menu-button");
  const nav = document.querySelector("#desk-nav");
  menu?.addEventListener("click", () => {
    const isOpen = nav.classList.toggle("is-open");
    menu.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) nav.querySelector("a").focus();
  });
})();
