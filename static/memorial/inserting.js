/* Inserting a block: its kinds open between the blocks, where the new one will stand.

   The content editor lays them over the page, and its places and buttons listen to the mouse only. */
(() => {
  "use strict";

  const PLACE = ".order-machine-insert-target";
  const CHOICE = ".plugin-buttons .plugin-button";
  const reachable = `${PLACE}, ${CHOICE}`;
  const { put, say } = window.saying;
  let opener = null;

  const reach = () => {
    for (const element of document.querySelectorAll(reachable)) {
      // Of the kinds one is a stop of Tab; the arrows lead to the others.
      element.tabIndex = element.matches(`${CHOICE} ~ .plugin-button`) ? -1 : 0;
      element.setAttribute("role", "button");
      element.querySelectorAll(".material-icons").forEach((sign) => sign.setAttribute("aria-hidden", "true"));
    }
    const last = document.querySelector(`.order-machine > ${PLACE}.last`);
    last?.setAttribute("aria-label", gettext("Insert a block at the end"));
    // After the last block on the page as well as to the eye.
    if (last?.nextElementSibling) last.parentElement.append(last);
  };

  const first = (block) => [...block.querySelectorAll("fieldset :is(input:not([type=hidden]), textarea, select, .tiptap)")]
    .map((field) => (field.matches(".select2-hidden-accessible") ? field.parentElement.querySelector(".select2-selection") : field))
    .find((field) => field && !field.closest("template") && field.offsetParent !== null);

  /* The kinds stand in the line of blocks, before the block that the new one goes before. */
  const place = (target) => {
    const kinds = document.querySelector(".plugin-buttons");
    const block = window.formParts.blockOf(target);
    (block || document.querySelector(`${PLACE}.last`)).before(kinds);
    kinds.style.order = block ? block.style.order - 1 : 100000;
    opener = target;
    kinds.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("content-editor:ready", () => {
    reach();
    // Registered now, it comes after the content editor's own.
    document.addEventListener("click", ({ target }) => {
      if (target.matches?.(`${PLACE}.selected`)) place(target);
    });
    new MutationObserver(reach).observe(document.querySelector(".order-machine"), { childList: true });
    document.querySelector(".plugin-buttons").setAttribute("role", "group");
    document.querySelector(".plugin-buttons").setAttribute("aria-label", gettext("Kinds of block"));
  });

  const step = (event) => {
    const choices = [...document.querySelectorAll(`${CHOICE}:not(.content-editor-hide)`)];
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    choices.at((choices.indexOf(event.target) + by) % choices.length).focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest?.(".plugin-buttons")) opener?.focus();
    if (!event.target.matches?.(reachable)) return;
    if (event.target.matches(CHOICE)) step(event);
    if (!["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    event.target.click();
    if (!event.target.matches(`${PLACE}.selected`)) return;
    document.querySelector(`${CHOICE}:not(.content-editor-hide)`)?.focus();
  });

  document.addEventListener("desk:block-added", ({ detail }) => {
    // The prose editor is made a moment later; until then its field has no place to write.
    setTimeout(() => {
      first(detail.block)?.focus();
      detail.block.scrollIntoView({ block: "nearest" });
    }, 50);
    say(put(gettext("Inserted: %(block)s."), { block: detail.name }));
  });
})();
