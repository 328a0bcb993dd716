/* Blocks of the article: moved, removed and put back by mouse and keyboard, each control named.

   The content editor orders its blocks by style alone; here they also stand in that order on the
   page, so that Tab follows the eye. */
(() => {
  "use strict";

  const { blocks: standing, blockOf } = window.formParts;
  const { put, say } = window.saying;
  const inOrder = () => standing().sort((one, other) => one.style.order - other.style.order);
  const lower = (word) => word.charAt(0).toLocaleLowerCase() + word.slice(1);

  /** What a block is called: its type and its first words, as they stand now. */
  const nameOf = (block) => {
    const type = lower(block.querySelector("h3 > b").textContent.replace(/:\s*$/, "").trim());
    const words = wordsOf(block);
    return words ? put(gettext("%(type)s, %(words)s"), { type, words }) : type;
  };
  const wordsOf = (block) => {
    for (const field of block.querySelectorAll('input[name$="-heading"], .tiptap, fieldset textarea:not([data-django-prose-editor-configurable]), select.admin-autocomplete')) {
      const text = field.matches("select") ? field.selectedOptions[0]?.textContent : field.value ?? field.textContent;
      const words = (text || "").trim().split(/\s+/).slice(0, 8).join(" ").replace(/[.,;:!?…]+$/, "");
      if (words) return words;
    }
    return "";
  };

  const isRemoved = (block) => block.classList.contains("for-deletion");
  const nameControls = (block) => {
    const name = { block: nameOf(block) };
    const bar = block.querySelector("h3 .block-acts");
    if (!bar) return;
    const [fold, up, down, remove] = bar.querySelectorAll(".block-act");
    window.deskToolbar(bar, put(gettext("Controls of the block: %(block)s"), name));
    fold.setAttribute("aria-label", put(gettext("Show or fold: %(block)s"), name));
    up.setAttribute("aria-label", put(gettext("Move up: %(block)s"), name));
    down.setAttribute("aria-label", put(gettext("Move down: %(block)s"), name));
    const words = isRemoved(block) ? gettext("Put back: %(block)s") : gettext("Remove: %(block)s");
    remove.setAttribute("aria-label", put(words, name));
    remove.textContent = isRemoved(block) ? gettext("Put back") : gettext("Remove");
    block.querySelector(":scope > .order-machine-insert-target")
      ?.setAttribute("aria-label", put(gettext("Insert a block before: %(block)s"), name));
  };

  /* Order. Numbers and style are the content editor's; the place on the page is ours. */
  const settle = (blocks) => {
    const machine = document.querySelector(".order-machine");
    blocks.forEach((block, place) => {
      block.style.order = 10 * (place + 1);
      block.querySelector(".order-machine-ordering").value = 10 * (place + 1);
    });
    if (standing().every((block, place) => block === blocks[place])) return;
    const held = document.activeElement;
    for (const block of [...blocks].reverse()) {
      // What holds the focus stays; the others go round it.
      if (!block.contains(held)) machine.prepend(block);
      else for (const after of blocks.slice(blocks.indexOf(block) + 1).reverse()) block.after(after);
    }
  };

  const move = (block, step) => {
    const blocks = inOrder();
    const from = blocks.indexOf(block);
    const to = from + step;
    if (to < 0 || to >= blocks.length) {
      say(step < 0 ? gettext("This block is the first already.") : gettext("This block is the last already."));
      return;
    }
    blocks.splice(from, 1);
    blocks.splice(to, 0, block);
    settle(blocks);
    blocks.forEach(nameControls);
    document.activeElement.scrollIntoView({ block: "nearest" });
    block.querySelector(".order-machine-ordering").dispatchEvent(new Event("change", { bubbles: true }));
    say(put(gettext("Moved: %(block)s. It is block %(place)s of %(count)s."), { block: nameOf(block), place: to + 1, count: blocks.length }));
  };

  /* Removal. A saved block is ticked for deletion; a new one says the same in a field of its own. */
  const deletion = (block) => {
    const prefix = block.querySelector(".order-machine-ordering").name.replace(/ordering$/, "");
    return { name: `${prefix}DELETE`, box: block.querySelector(`input[type=checkbox][name="${prefix}DELETE"]`) };
  };
  const remove = (block) => {
    const { name, box } = deletion(block);
    if (box) box.click();
    else {
      const mark = block.querySelector(`input[type=hidden][name="${name}"]`);
      if (mark) mark.remove();
      else block.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: "on" }));
      block.classList.toggle("for-deletion", !mark);
      block.dispatchEvent(new Event("change", { bubbles: true }));
    }
    nameControls(block);
    const words = isRemoved(block)
      ? gettext("Removed: %(block)s. It goes when you save; “Put back” keeps it.")
      : gettext("Put back: %(block)s.");
    say(put(words, { block: nameOf(block) }));
  };

  /* The material of a type stands on the group that its blocks were taken from. */
  const dress = (block) => {
    const group = document.getElementById(block.id.replace(/-\d+$/, "-group"));
    const material = [...(group?.querySelector("fieldset").classList || [])].find((name) => name.startsWith("is-"));
    if (material) block.classList.add(material);
  };

  const fold = (block) => block.classList.toggle("collapsed");
  const acts = { fold, up: (block) => move(block, -1), down: (block) => move(block, 1), remove };
  const equip = (block) => {
    const head = block.querySelector("h3");
    if (head.querySelector(".block-act")) return;
    const bar = document.createElement("span");
    bar.className = "block-acts";
    for (const [act, sign] of [["fold", ""], ["up", "↑"], ["down", "↓"], ["remove", ""]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "block-act", textContent: sign });
      button.dataset.act = act;
      bar.append(button);
    }
    // What is said of a block stands with what is done with it: one stop of Tab for both.
    bar.append(...head.querySelectorAll(":scope > .comment-on"));
    bar.querySelector("[data-act=fold]").setAttribute("aria-expanded", String(!block.classList.contains("collapsed")));
    head.append(bar);
    // Where something is inserted before a block, Tab comes before the block.
    block.prepend(...block.querySelectorAll(":scope > .order-machine-insert-target"));
    dress(block);
    head.querySelectorAll(".material-icons").forEach((sign) => sign.setAttribute("aria-hidden", "true"));
    nameControls(block);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".block-act");
    if (!button) return;
    // The head of a block folds it when clicked: a button in it does not.
    event.preventDefault();
    event.stopPropagation();
    acts[button.dataset.act](blockOf(button));
  }, true);

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    // A choice opens with Alt and an arrow everywhere else, so here too.
    const block = blockOf(event.target);
    if (!block || event.target.closest("select, .select2-container")) return;
    event.preventDefault();
    move(block, event.key === "ArrowUp" ? -1 : 1);
  }, true);

  const arrange = () => {
    standing().forEach(equip);
    settle(inOrder());
  };
  document.addEventListener("content-editor:ready", () => {
    if (!window.ContentEditor.allowChange) return;
    const machine = document.querySelector(".order-machine");
    arrange();
    machine.addEventListener("focusin", ({ target }) => {
      const block = blockOf(target);
      if (block) nameControls(block);
    });
    for (const change of ["input", "change"]) machine.addEventListener(change, ({ target }) => {
      const block = blockOf(target);
      if (block) nameControls(block);
    });
    machine.addEventListener("drop", () => setTimeout(arrange));
    document.addEventListener("formset:added", ({ target }) => {
      if (!target.closest?.(".order-machine")) return;
      setTimeout(() => {
        arrange();
        standing().forEach(nameControls);
        document.dispatchEvent(new CustomEvent("desk:block-added", { detail: { block: target, name: nameOf(target) } }));
      });
    });
    // Labels of chosen records and the words of editors come a little later.
    setTimeout(() => standing().forEach(nameControls), 500);
  });
})();
