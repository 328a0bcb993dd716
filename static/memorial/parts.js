/* The parts of an article's form, by the names that its story gives them: a block's key, or a field.

   formParts.blocks()        the blocks as they stand on the page, without the empty ones
   formParts.blockOf(place)  the block that something stands in
   formParts.keyIn(block)    the field of its key; whoever may only read has none
   formParts.keyOf(block)    the key itself
   formParts.withKey(key)    the block of a key
   formParts.find(part)      a block, a field, a group of rows, or the place of all blocks
   formParts.goTo(part)      shows a part, marks it and puts the caret in it */
(() => {
  "use strict";

  const blocks = () => [...document.querySelectorAll(".order-machine .inline-related:not(.empty-form)")];
  const blockOf = (place) => place?.closest?.(".order-machine .inline-related") || null;
  const keyIn = (block) => block.querySelector('input[name$="-key"]');
  const keyOf = (block) => keyIn(block)?.value || "";
  const withKey = (key) => blocks().find((block) => key && keyOf(block) === key);

  const find = (part) => {
    if (part === "blocks") return document.querySelector(".order-machine");
    const name = CSS.escape(part);
    return withKey(part) || document.querySelector(`.field-${name}, #${name}-group`);
  };

  const fields = "textarea, input[type=text], .select2-selection, select, [role=button], a";
  const goTo = (part) => {
    const place = find(part);
    if (!place) return;
    document.querySelector(".is-pointed-at")?.classList.remove("is-pointed-at");
    place.closest("details")?.setAttribute("open", "");
    place.classList.remove("collapsed");
    place.classList.add("is-pointed-at");
    place.scrollIntoView({ block: "center" });
    const first = [...place.querySelectorAll(fields)].find((each) => each.offsetParent);
    (place.querySelector(".tiptap") || first)?.focus();
  };

  window.formParts = { blocks, blockOf, keyIn, keyOf, withKey, find, goTo };
})();
