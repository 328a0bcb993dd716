/* The markers to sources in the prose of a form: when a source gets another number, they follow. */
(() => {
  "use strict";

  const { put, say } = window.saying;
  const editors = new Set();
  window.proseEditors.each((editor) => editors.add(editor));

  const isKept = (row) => !row.querySelector('input[name$="-DELETE"]')?.checked;
  const numbered = (rows) => rows.filter((row) => isKept(row) && row.querySelector("select")?.value);

  const renumber = (editor, other) => {
    const { tr, schema } = editor.state;
    const found = [];
    editor.state.doc.descendants((node, at) => {
      const mark = node.isText && node.marks.find(({ type, attrs }) => type.name === "link" && /^source:\d+$/.test(attrs.href || ""));
      const to = mark && other.get(Number(mark.attrs.href.slice(7)));
      if (to) found.push({ node, at, mark, to });
    });
    for (const { node, at, mark, to } of found.reverse()) {
      const words = node.text.replace(/\d+/, to);
      const marks = mark.type.create({ ...mark.attrs, href: `source:${to}` }).addToSet(mark.removeFromSet(node.marks));
      tr.replaceWith(at, at + node.nodeSize, schema.text(words, marks));
    }
    if (found.length) editor.view.dispatch(tr);
    return found.length;
  };

  /** Let every marker follow its source; return how many had another number. */
  const follow = (before, after) => {
    const other = new Map(before.map((row, place) => [place + 1, after.indexOf(row) + 1]).filter(([from, to]) => to && from !== to));
    let changed = 0;
    for (const editor of other.size ? editors : []) changed += renumber(editor, other);
    return changed;
  };

  const SOURCES = "#sources-group";
  document.addEventListener("order:moved", ({ target, detail: { before, after, sentences } }) => {
    if (!target.closest(SOURCES)) return;
    const count = follow(numbered(before), numbered(after));
    if (!count) return;
    sentences.push(put(ngettext("%(count)s marker in the prose follows.", "%(count)s markers in the prose follow.", count), { count }));
  });

  document.addEventListener("change", ({ target }) => {
    if (!target.closest?.(SOURCES) || !target.name?.endsWith("-DELETE")) return;
    const words = target.checked
      ? gettext("Removed: %(block)s. The sources after it move up by one: look at their markers in the prose.")
      : gettext("Put back: %(block)s. The sources after it move down by one: look at their markers in the prose.");
    say(put(words, { block: window.rowOrder.nameOf(target.closest("tr")) }));
  });
})();
