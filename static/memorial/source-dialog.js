/* Marking a source in the prose: one that the article lists, one of the register, or a new one.

   What the article does not list yet becomes the last of its sources, and is marked in one go. */
(() => {
  "use strict";

  const { make, open, choice, field, status, search, walkable, insert } = window.linkDialog;
  const { put, say } = window.saying;
  const ROWS = "#sources-group tr.form-row:not(.empty-form)";

  /* The selects of the sources, in the order of their numbers, saved or not. */
  const listed = () => [...document.querySelectorAll(ROWS)]
    .filter((row) => !row.querySelector('input[name$="-DELETE"]')?.checked)
    .map((row, place) => ({ place, order: Number(row.querySelector('[name$="-position"]')?.value) || 0, select: row.querySelector('select[name$="-source"]') }))
    .filter(({ select }) => select?.value)
    .sort((one, other) => one.order - other.order || one.place - other.place)
    .map(({ select }) => select);
  const titleOf = (select) => select.selectedOptions[0].textContent.trim();

  const mark = (editor, number) => {
    editor.chain().focus().setTextSelection(editor.state.selection.to).run();
    insert(editor, String(number), `source:${number}`);
  };

  const add = (editor, { id, text }) => {
    document.addEventListener("formset:added", ({ target }) => setTimeout(() => {
      const select = target.querySelector('select[name$="-source"]');
      select.append(new Option(text, id, true, true));
      select.dispatchEvent(new Event("change", { bubbles: true }));
      const number = listed().indexOf(select) + 1;
      mark(editor, number);
      say(put(gettext("Added as source %(number)s, and marked: %(source)s."), { number, source: text }));
      // By then the row has its place, and the focus that a new row gets has moved on to the text.
    }), { once: true });
    document.querySelector("#sources-group .add-row a").click();
  };

  /* As the search of the register compares them. */
  const bare = (words) => words.normalize("NFD").replace(/[\p{M}\s'’ʼ‘-]/gu, "").toLowerCase();
  const fits = (title, words) => words.split(/\s+/).every((word) => bare(title).includes(bare(word)));

  const find = async (words) => {
    const asks = (name) => document.querySelector('#sources-empty select[name$="-source"]').getAttribute(`data-${name}`);
    const asked = { app_label: asks("app-label"), model_name: asks("model-name"), field_name: asks("field-name"), term: words };
    const answer = await fetch(`${asks("ajax--url")}?${new URLSearchParams(asked)}`);
    if (!answer.ok) return null;
    // Listed ones stand there by their titles; by publisher or author they are found here.
    const shown = new Set(listed().filter((select) => fits(titleOf(select), words)).map(({ value }) => value));
    return (await answer.json()).results.filter(({ id }) => !shown.has(id));
  };

  /** Return the link that opens Django's form of a new source, if the visitor may make one. */
  const newSource = (take) => {
    const ready = document.querySelector("#sources-empty .add-related");
    if (!ready) return [];
    document.getElementById("link-dialog-new")?.remove();
    // Django puts what was made into the field that the link is named after.
    const made = make("select", { id: "link-dialog-new", hidden: true });
    document.body.append(made);
    django.jQuery(made).on("change", () => take({ id: made.value, text: titleOf(made) }));
    const link = make("a", { id: "add_link-dialog-new", className: "related-widget-wrapper-link link-dialog__new", textContent: gettext("New source") });
    link.href = ready.href;
    link.dataset.popup = "yes";
    return [link];
  };

  const entries = (choose) => (words) => listed().flatMap((select, place) => (
    fits(titleOf(select), words) ? [choice(`${place + 1}. ${titleOf(select)}`, "", () => choose(place + 1))] : []
  ));

  /** The list alone, for whoever may not add to it. */
  const chooseListed = (standing, begin) => {
    const list = make("ol", { className: "link-dialog__list" }, ...standing(""));
    const intro = list.firstChild
      ? gettext("The marker stands where the cursor is.")
      : gettext("The article lists no source yet. Add one under “Sources”, then come back.");
    begin(make("p", { textContent: intro }), list);
    walkable(list);
    list.querySelector("button")?.focus();
  };

  const chooseSource = (editor) => {
    let dialog;
    const closing = (act) => (...values) => {
      // A new source that comes after the dialog was closed is on the register, and not marked.
      if (!dialog.open) return;
      dialog.close();
      act(editor, ...values);
    };
    const marked = closing(mark);
    const standing = entries(marked);
    const begin = (...children) => (dialog = open(gettext("Mark a source"), ...children));
    if (!document.querySelector("#sources-group .add-row a")) return chooseListed(standing, begin);
    const take = closing(add);
    const [input, said] = [field(), status()];
    const list = make("ol", { className: "link-dialog__list" }, ...standing(""));
    const label = make("label", { htmlFor: input.id, textContent: gettext("Title, publisher or author of a source") });
    const intro = make("p", { textContent: gettext("The marker stands where the cursor is. A source that the article does not list yet is added to its sources.") });
    begin(intro, label, input, said, list, ...newSource(take));
    search({
      dialog, input, said, list, find, standing,
      entry: (found) => {
        const number = listed().findIndex(({ value }) => value === found.id) + 1;
        if (number) return choice(`${number}. ${found.text}`, "", () => marked(number));
        return choice(found.text, gettext("On the register; added to the sources of the article"), () => take(found));
      },
      none: (words) => put(gettext("No source on the register is called “%(words)s”. “New source” makes one."), { words }),
      count: (count) => put(ngettext("%(count)s source found", "%(count)s sources found", count), { count }),
    });
    (list.querySelector("button") || input).focus();
  };

  window.chooseSource = chooseSource;
})();
