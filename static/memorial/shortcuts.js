/* Keys of the desk: find, go, save, and the list of them all; the side bar's button on a phone. */
(() => {
  "use strict";

  const PAUSE = 900;
  const dialog = document.querySelector("#shortcuts");
  const find = document.querySelector("#find");
  const form = document.querySelector("#content-main form[method=post][id$=_form]");
  const typing =
    "input, textarea, select, [contenteditable], [contenteditable] *, [role=textbox], [role=combobox], .select2-container *";
  let typed = "";
  let timer = 0;

  // The key itself, whatever the layout writes with it: "ы" is S on a Russian keyboard.
  const letter = ({ code }) => (code.startsWith("Key") ? code.slice(3).toLowerCase() : "");

  const save = () =>
    (form.querySelector("[name=_continue]") || form.querySelector(".submit-row [type=submit]"))?.click();

  const follow = (keys) => {
    const link = keys && dialog?.querySelector(`[data-keys="${CSS.escape(keys)}"]`);
    if (link) location.assign(link.href);
    return Boolean(link);
  };

  const type = (key) => {
    clearTimeout(timer);
    typed = follow(typed + key) || follow(key) ? "" : key;
    timer = setTimeout(() => (typed = ""), PAUSE);
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && letter(event) === "s") {
      // Only a form that is written in is saved: on other pages the button decides something.
      if (!form || !(form.contains(event.target) || event.target === document.body)) return;
      event.preventDefault();
      save();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches(typing)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "/" && find) {
      event.preventDefault();
      find.focus();
    } else if (event.key === "?" && dialog) {
      event.preventDefault();
      dialog.showModal();
    } else if (!form?.contains(event.target)) type(letter(event));
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
