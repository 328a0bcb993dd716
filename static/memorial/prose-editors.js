/* The prose editors of the page. Loaded before all else and at once: from a warm cache the editors
   are ready before any script that waits its turn.

   proseEditors.each(f) calls f for each editor that is there, and for each that comes. */
(() => {
  "use strict";

  const editors = new Set();
  const callers = [];
  document.addEventListener("prose-editor:ready", ({ detail: { editor } }) => {
    editors.add(editor);
    for (const caller of callers) caller(editor);
  });

  window.proseEditors = {
    each: (caller) => {
      callers.push(caller);
      editors.forEach((editor) => caller(editor));
    },
  };
})();
