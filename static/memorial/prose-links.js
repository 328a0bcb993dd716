/* The prose toolbar's own buttons: a marker to a numbered source, a link to a record. */
import { Extension } from "django-prose-editor/editor";

const gettext = window.gettext || ((text) => text);

const link = (editor, { ref, name }) => {
  const href = `record:${ref}`;
  if (editor.state.selection.empty) window.linkDialog.insert(editor, name, href);
  else editor.chain().focus().setLink({ href }).run();
};

const findRecords = async (words) => {
  const { recordsUrl, language } = document.querySelector("[data-records-url]").dataset;
  const inForm = document.querySelector('select[name="language"]')?.value || language;
  const answer = await fetch(`${recordsUrl}?${new URLSearchParams({ q: words, language: inForm })}`);
  return answer.ok ? (await answer.json()).results : null;
};

const chooseRecord = (editor) => {
  const { make, open, choice, field, status, search } = window.linkDialog;
  const [input, said] = [field(), status()];
  const label = make("label", { htmlFor: input.id, textContent: gettext("Name, in any script") });
  const list = make("ul", { className: "link-dialog__list" });
  const dialog = open(gettext("Link to a record"), label, input, said, list);
  const ask = search({
    dialog, input, said, list, find: findRecords,
    entry: (found) => choice(found.name, found.about, () => {
      dialog.close();
      link(editor, found);
    }),
    none: (words) => interpolate(gettext("Nothing on the register is called “%(words)s”."), { words }, true),
    count: (count) => interpolate(ngettext("%(count)s record found", "%(count)s records found", count), { count }, true),
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
      command: (editor) => window.chooseSource(editor),
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
      "Mod-Alt-s": () => { window.chooseSource(this.editor); return true; },
      "Mod-Alt-r": () => { chooseRecord(this.editor); return true; },
    };
  },
});
