/* After a save the form opens anew: whoever saved goes on where they were, caret and all. */
(() => {
  "use strict";

  const KEPT = "memorial:place";
  const { form } = window.formAsItIs;
  const { blockOf, keyOf, withKey } = window.formParts;
  if (!form) return;
  const editors = new Map();

  /** A field by its name (in a block, by the end of it), or the text of a block. */
  const fieldOf = (held, block) => {
    if (held.matches(".tiptap")) return ".tiptap";
    const field = held.matches(".select2-selection") ? held.closest(".select2-container").previousElementSibling : held;
    if (!field.name) return "";
    return block ? `[name$="${CSS.escape(field.name.replace(/^.*_set-\d+/, ""))}"]` : `[name="${CSS.escape(field.name)}"]`;
  };

  const note = () => {
    const held = document.activeElement;
    if (!form.contains(held)) return sessionStorage.removeItem(KEPT);
    const block = blockOf(held);
    const place = { from: location.pathname, key: block && keyOf(block), field: fieldOf(held, block), caret: editors.get(held)?.state.selection.from };
    return sessionStorage.setItem(KEPT, JSON.stringify(place));
  };
  form.addEventListener("submit", ({ submitter }) => submitter?.formTarget === "_blank" || note());

  const find = ({ key, field }) => {
    const home = key ? withKey(key) : form;
    const found = field && home?.querySelector(field);
    return found?.matches(".select2-hidden-accessible") ? found.parentElement.querySelector(".select2-selection") : found;
  };
  const goBack = (place) => {
    const found = find(place);
    if (!found || document.activeElement !== document.body) return;
    found.focus({ preventScroll: true });
    if (place.caret) editors.get(found)?.commands.setTextSelection(place.caret);
  };

  const kept = JSON.parse(sessionStorage.getItem(KEPT) || "null");
  sessionStorage.removeItem(KEPT);
  const cameFrom = document.referrer && new URL(document.referrer).pathname;
  const isSaved = document.querySelector(".messagelist .success");
  window.proseEditors.each((editor) => editors.set(editor.view.dom, editor));
  // When the editors of the blocks are there.
  if (kept && isSaved && kept.from === cameFrom) window.addEventListener("load", () => setTimeout(() => goBack(kept), 300));
})();
