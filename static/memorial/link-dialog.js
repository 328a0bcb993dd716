/* The dialogs of the prose toolbar: a list to choose from, by name, and how the choice gets into the text.

   linkDialog.open(title, ...children) opens a dialog; it closes with Escape and goes when it is closed
   linkDialog.choice(words, about, f)  makes an entry of its list
   linkDialog.search({…})              finds entries as one types
   linkDialog.insert(editor, words, href) writes a link where the cursor is */
(() => {
  "use strict";

  const make = (tag, attributes = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  };

  const open = (title, ...children) => {
    const close = make("button", { type: "button", className: "link-dialog__close", textContent: gettext("Close") });
    const dialog = make("dialog", { className: "link-dialog" }, make("h2", { id: "link-dialog-title", textContent: title }), ...children, close);
    dialog.setAttribute("aria-labelledby", "link-dialog-title");
    // Beside the form, not in it: nothing in the dialog is saved or sent.
    document.body.append(dialog);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    dialog.showModal();
    return dialog;
  };

  const choice = (words, about, choose) => {
    const button = make("button", { type: "button", className: "link-dialog__choice" }, make("span", { textContent: words }));
    if (about) button.append(make("small", { textContent: about }));
    button.addEventListener("click", choose);
    return make("li", {}, button);
  };

  /** Walk a list of buttons with the arrow keys; whoever types goes on in the field above it. */
  const walkable = (list, input) => list.addEventListener("keydown", (event) => {
    const { key } = event;
    if (key.length === 1 && key !== " " && !event.ctrlKey && !event.altKey && !event.metaKey) return input?.focus();
    const buttons = [...list.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (!step) return;
    event.preventDefault();
    const next = buttons[buttons.indexOf(document.activeElement) + step];
    (next || (step < 0 && input) || buttons.at(step < 0 ? 0 : -1))?.focus();
  });

  // Not a search field: there the first Escape empties it.
  const field = () => make("input", { type: "text", id: "link-dialog-words", autocomplete: "off" });
  const status = () => {
    const said = make("p", { className: "link-dialog__said" });
    said.setAttribute("role", "status");
    return said;
  };

  /** Fill a list as one types: `find` asks for records, `entry` draws one of them, `standing` draws
      what is there without asking; the newest question wins. Returns what asks. */
  const search = ({ dialog, input, said, list, find, entry, standing = () => [], none, count }) => {
    let asked = 0;
    let timer;
    let isFound = false;
    let answered = "";
    const show = (number, words) => (results) => {
      if (number !== asked) return;
      list.replaceChildren(...standing(words), ...(results || []).map(entry));
      isFound = Boolean(list.firstChild);
      answered = words;
      const found = list.children.length;
      said.textContent = !results ? gettext("The search did not answer. Try again.") : found ? count(found) : none(words);
    };
    const clear = () => {
      asked += 1;
      clearTimeout(timer);
      isFound = false;
      answered = input.value.trim();
      list.replaceChildren(...standing(""));
      said.textContent = "";
    };
    const ask = () => {
      const words = input.value.trim();
      const number = ++asked;
      clearTimeout(timer);
      if (!words) clear();
      else timer = setTimeout(() => find(words).then(show(number, words)).catch(() => show(number, words)(null)), 200);
    };
    input.addEventListener("input", ask);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "Enter") return;
      event.preventDefault();
      // What still stands there of other words is not what was asked for.
      if (event.key === "Enter" && answered !== input.value.trim()) return;
      list.querySelector("button")?.[event.key === "Enter" ? "click" : "focus"]();
    });
    walkable(list, input);
    // The first Escape puts away what was found, the next one the dialog.
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !isFound) return;
      event.preventDefault();
      clear();
      input.focus();
    });
    return ask;
  };

  const linked = (words, href) => ({ type: "text", text: words, marks: [{ type: "link", attrs: { href } }] });
  const insert = (editor, words, href) => editor.chain().focus().insertContent(linked(words, href)).unsetMark("link").run();

  window.linkDialog = { make, open, choice, field, status, search, walkable, insert };
})();
