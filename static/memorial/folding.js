/* Folding blocks: a button for all of them, and the state of each said at its own. */
(() => {
  "use strict";

  const { blocks } = window.formParts;
  const isFolded = (block) => block.classList.contains("collapsed");

  /* The content editor folds all by a box that it hides and nobody can reach by keyboard. */
  const replaceBox = () => {
    const box = document.querySelector(".collapse-items input");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "fold-all" });
    button.addEventListener("click", () => {
      box.checked = !blocks().every(isFolded);
      box.dispatchEvent(new Event("change"));
    });
    box.closest("label").replaceWith(button);
    return button;
  };

  document.addEventListener("content-editor:ready", () => {
    const all = replaceBox();
    const say = () => {
      const words = blocks().length && blocks().every(isFolded) ? gettext("Unfold all blocks") : gettext("Fold all blocks");
      if (all.textContent !== words) all.textContent = words;
      for (const block of blocks()) {
        block.querySelector("[data-act=fold]")?.setAttribute("aria-expanded", String(!isFolded(block)));
      }
    };
    say();
    // Folded by whatever hand: its head, this button, a way to a comment.
    const seen = (changes) => changes.some(({ target }) => target.matches(".order-machine, .inline-related")) && say();
    const watched = { childList: true, subtree: true, attributeFilter: ["class"] };
    new MutationObserver(seen).observe(document.querySelector(".order-machine"), watched);
  });
})();
