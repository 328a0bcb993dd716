/* The toolbar of a prose editor: named in the language of the desk, and walked by keyboard.

   The library draws it; here it gets names, states and one stop of the Tab key. Escape in the text
   lets the next Tab leave it, also from a list or a table, which take Tab for themselves. */
(() => {
  "use strict";

  const put = (sentence, values) => interpolate(sentence, values, true);
  const names = {
    heading3: gettext("Heading"),
    heading4: gettext("Subheading"),
    paragraph: gettext("Paragraph"),
    bulletList: gettext("Bulleted list"),
    orderedList: gettext("Numbered list"),
    orderedListProperties: gettext("Numbers of the list"),
    blockquote: gettext("Quotation"),
    bold: gettext("Bold (Ctrl+B)"),
    italic: gettext("Italic (Ctrl+I)"),
    subscript: gettext("Subscript"),
    superscript: gettext("Superscript"),
    link: gettext("Link to an address (Ctrl+K)"),
    unlink: gettext("Take the link out"),
    table: gettext("Insert a table"),
    "table:addColumnAfter": gettext("Add a column"),
    "table:deleteColumn": gettext("Take the column out"),
    "table:addRowAfter": gettext("Add a table row"),
    "table:deleteRow": gettext("Take the table row out"),
    "table:mergeCells": gettext("Join the cells"),
    "table:splitCell": gettext("Part the cell"),
    "table:toggleHeaderCell": gettext("Head cell, or not"),
    "table:deleteTable": gettext("Take the table out"),
    "history:undo": gettext("Undo (Ctrl+Z)"),
    "history:redo": gettext("Do it again (Ctrl+Y)"),
  };
  const states = ["bold", "italic", "subscript", "superscript", "blockquote", "orderedList"];

  const set = (element, attribute, value) => {
    if (element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
  };
  const nameTool = (tool) => {
    const { name } = tool.dataset;
    if (names[name]) for (const attribute of ["aria-label", "title"]) set(tool, attribute, names[name]);
    set(tool, "aria-disabled", String(tool.classList.contains("disabled")));
    if (states.includes(name)) set(tool, "aria-pressed", String(tool.classList.contains("active")));
  };

  /* The choice between paragraph and headings: its button is drawn anew whenever it changes. */
  const kinds = ["heading3", "heading4", "paragraph"];
  const kindOf = (button) => (button.dataset.level ? `heading${button.dataset.level}` : "paragraph");
  const nameChoice = (choice) => {
    const button = choice.querySelector(".prose-menubar__selected button");
    if (!button) return;
    const name = put(gettext("Kind of paragraph: %(kind)s"), { kind: names[kindOf(button)] });
    for (const attribute of ["aria-label", "title"]) set(button, attribute, name);
    set(button, "aria-haspopup", "true");
    set(button, "aria-expanded", String(choice.querySelector("[popover]").matches(":popover-open")));
  };
  const equipChoice = (choice) => {
    const list = choice.querySelector("[popover]");
    for (const option of list.querySelectorAll("[data-name]")) {
      if (kinds.includes(option.dataset.name)) option.firstElementChild.textContent = names[option.dataset.name];
    }
    list.addEventListener("toggle", ({ newState }) => {
      nameChoice(choice);
      if (newState === "open") list.querySelector("button:not(.hidden)").focus();
    });
    list.addEventListener("keydown", (event) => {
      const options = [...list.querySelectorAll("button:not(.hidden)")];
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") event.stopPropagation();
      if (!by) return;
      event.preventDefault();
      options.at((options.indexOf(document.activeElement) + by) % options.length).focus();
    });
  };

  const dress = (bar) => {
    bar.querySelectorAll("[data-name]:not(.prose-menubar__option)").forEach(nameTool);
    bar.querySelectorAll(".prose-menubar__dropdown").forEach(nameChoice);
  };
  const equip = (editor) => {
    const bar = editor.options.element.closest(".prose-editor")?.querySelector(".prose-menubar");
    if (!bar || bar.matches("[role=toolbar]")) return;
    const described = bar.closest(".prose-editor").querySelector("textarea").getAttribute("aria-describedby");
    editor.view.dom.setAttribute("aria-multiline", "true");
    if (described) editor.view.dom.setAttribute("aria-describedby", described);
    bar.querySelectorAll(".prose-menubar__dropdown").forEach(equipChoice);
    dress(bar);
    window.deskToolbar(bar, gettext("Tools for the text"));
    const watched = { childList: true, subtree: true, attributeFilter: ["class"] };
    new MutationObserver(() => dress(bar)).observe(bar, watched);
  };

  window.proseEditors.each((editor) => {
    equip(editor);
    editor.on("create", () => equip(editor));
  });

  let isLeaving = false;
  document.addEventListener("keydown", (event) => {
    const isInText = event.target.closest?.(".tiptap");
    // The editor never sees this Tab, so it does what Tab does everywhere else.
    if (isInText && isLeaving && event.key === "Tab") event.stopPropagation();
    if (event.key !== "Shift") isLeaving = Boolean(isInText && event.key === "Escape");
  }, true);
})();
