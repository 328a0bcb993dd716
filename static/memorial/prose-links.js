/* The prose toolbar's own buttons: a marker to a numbered source, a link to a record. */
import { Extension } from "django-prose-editor/editor";

const gettext = window.gettext || ((text) => text);
const make = (tag, attributes = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), attributes);
  element.append(...children);
  return element;
};

/** Open a dialog with a heading; it closes with Escape and goes when it is closed. */
const openDialog = (title, ...children) => {
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

/** Walk a list of buttons with the arrow keys. */
const walkable = (list, first) => list.addEventListener("keydown", (event) => {
  const buttons = [...list.querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const next = buttons[buttons.indexOf(document.activeElement) + step];
  (next || (step < 0 && first) || buttons.at(step < 0 ? 0 : -1))?.focus();
});

const choice = (words, about, choose) => {
  const button = make("button", { type: "button", className: "link-dialog__choice" }, make("span", { textContent: words }));
  if (about) button.append(make("small", { textContent: about }));
  button.addEventListener("click", choose);
  return make("li", {}, button);
};

/* Sources, numbered as they stand in the form, saved or not. */
const sourcesInForm = () => [...document.querySelectorAll("#sources-group tr.form-row:not(.empty-form)")]
  .filter((row) => !row.querySelector('input[name$="-DELETE"]')?.checked)
  .map((row, place) => ({ place, order: Number(row.querySelector('[name$="-position"]')?.value) || 0, select: row.querySelector('select[name$="-source"]') }))
  .filter(({ select }) => select?.value)
  .sort((one, other) => one.order - other.order || one.place - other.place)
  .map(({ select }) => select.selectedOptions[0].textContent.trim());

const linked = (words, href) => ({ type: "text", text: words, marks: [{ type: "link", attrs: { href } }] });
const insert = (editor, words, href) => editor.chain().focus().insertContent(linked(words, href)).unsetMark("link").run();

const chooseSource = (editor) => {
  const titles = sourcesInForm();
  const list = make("ol", { className: "link-dialog__list" });
  const intro = titles.length
    ? gettext("The marker stands where the cursor is.")
    : gettext("The article lists no source yet. Add one under “Sources”, then come back.");
  const dialog = openDialog(gettext("Mark a source"), make("p", { textContent: intro }), list);
  titles.forEach((title, place) => list.append(choice(`${place + 1}. ${title}`, "", () => {
    dialog.close();
    editor.chain().focus().setTextSelection(editor.state.selection.to).run();
    insert(editor, String(place + 1), `source:${place + 1}`);
  })));
  walkable(list);
  list.querySelector("button")?.focus();
};

const link = (editor, { ref, name }) => {
  const href = `record:${ref}`;
  if (editor.state.selection.empty) insert(editor, name, href);
  else editor.chain().focus().setLink({ href }).run();
};

/* Records, found as one types; the newest question wins. */
const searchRecords = async (words, show) => {
  const { recordsUrl, language } = document.querySelector("[data-records-url]").dataset;
  const inForm = document.querySelector('select[name="language"]')?.value || language;
  const answer = await fetch(`${recordsUrl}?${new URLSearchParams({ q: words, language: inForm })}`);
  show(answer.ok ? (await answer.json()).results : null);
};

const chooseRecord = (editor) => {
  // Not a search field: there the first Escape empties it.
  const input = make("input", { type: "text", id: "link-dialog-words", autocomplete: "off" });
  const label = make("label", { htmlFor: input.id, textContent: gettext("Name, in any script") });
  const said = make("p", { className: "link-dialog__said" });
  said.setAttribute("role", "status");
  const list = make("ul", { className: "link-dialog__list" });
  const dialog = openDialog(gettext("Link to a record"), label, input, said, list);
  let asked = 0;
  let timer;
  const show = (number, words) => (results) => {
    if (number !== asked) return;
    list.replaceChildren(...(results || []).map((found) => choice(found.name, found.about, () => {
      dialog.close();
      link(editor, found);
    })));
    if (!results) said.textContent = gettext("The search did not answer. Try again.");
    else if (!results.length) said.textContent = interpolate(gettext("Nothing on the register is called “%(words)s”."), { words }, true);
    else said.textContent = interpolate(ngettext("%(count)s record found", "%(count)s records found", results.length), { count: results.length }, true);
  };
  const clear = () => {
    asked += 1;
    clearTimeout(timer);
    list.replaceChildren();
    said.textContent = "";
  };
  const ask = () => {
    const words = input.value.trim();
    const number = ++asked;
    clearTimeout(timer);
    if (!words) clear();
    else timer = setTimeout(() => searchRecords(words, show(number, words)).catch(() => show(number, words)(null)), 200);
  };
  input.addEventListener("input", ask);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "Enter") return;
    event.preventDefault();
    list.querySelector("button")?.[event.key === "Enter" ? "click" : "focus"]();
  });
  walkable(list, input);
  // The first Escape puts away what was found, the next one the dialog.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !list.firstChild) return;
    event.preventDefault();
    clear();
    input.focus();
  });
  const { from, to } = editor.state.selection;
  input.value = editor.state.doc.textBetween(from, to, " ").slice(0, 100);
  input.focus();
  ask();
};

export const DeskLinks = Extension.create({
  name: "deskLinks",
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "deskSource",
      groups: "link",
      button: buttons.text(gettext("Source"), gettext("Mark a source (Ctrl+Alt+S)")),
      command: chooseSource,
    });
    menu.defineItem({
      name: "deskRecord",
      groups: "link",
      button: buttons.text(gettext("Record"), gettext("Link to a record (Ctrl+Alt+R)")),
      command: chooseRecord,
    });
  },
  addKeyboardShortcuts() {
    return {
      "Mod-Alt-s": () => { chooseSource(this.editor); return true; },
      "Mod-Alt-r": () => { chooseRecord(this.editor); return true; },
    };
  },
});
