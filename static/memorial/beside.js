/* Puts the original beside each part of a translation's form, marked with what changed since. */
(() => {
  "use strict";

  const KEPT = "memorial-beside";
  const toggle = document.querySelector(".beside-toggle");
  if (!toggle) return;
  const said = document.querySelector(".beside-said");
  const added = [];

  const add = (element, place, before = null) => {
    place.insertBefore(element, before);
    added.push(() => element.remove());
  };

  const dress = (place) => {
    place.classList.add("has-beside");
    added.push(() => place.classList.remove("has-beside"));
  };

  const putField = (section) => {
    const row = document.querySelector(`.form-row.field-${CSS.escape(section.dataset.part)}`);
    if (!row) return;
    dress(row);
    add(section.querySelector(".src"), row, row.firstElementChild);
  };

  const putBlock = (section, block) => {
    dress(block);
    const source = section.querySelector(".src");
    const state = section.querySelector("h2 .st");
    if (state) source.prepend(state);
    add(source, block, block.querySelector(":scope > fieldset"));
  };

  const carry = (form, part) => {
    const asked = document.createElement("input");
    Object.assign(asked, { type: "hidden", name: "_carry_block", value: part });
    form.append(asked);
    form.requestSubmit(form.querySelector("[name=_continue]"));
    asked.remove();
  };

  // A button of the form itself: it saves what is typed first, then the block is put in.
  const putMissing = (section, after) => {
    const machine = document.querySelector(".order-machine");
    const place = document.createElement("section");
    place.className = "beside-missing";
    place.setAttribute("aria-label", section.querySelector(".pair-name").textContent);
    place.append(section.querySelector("h2"), section.querySelector(".src"));
    place.firstElementChild.removeAttribute("id");
    if (section.querySelector("button")) {
      const button = document.createElement("button");
      // Not a submit button: Enter in a field must save, not put a block in.
      Object.assign(button, { type: "button" });
      button.addEventListener("click", () => carry(machine.closest("form"), section.dataset.part));
      button.className = "button";
      button.textContent = gettext("Save, and add it here");
      place.append(button);
    }
    place.style.order = after ? after.style.order : 0;
    // Last in the page: of two at one place in the order, it stands second.
    add(place, machine);
  };

  const put = (page) => {
    let last = null;
    for (const section of page.querySelectorAll(".pair[data-part]")) {
      const block = window.formParts.withKey(section.dataset.part);
      if (block) putBlock(section, (last = block));
      else if (section.hasAttribute("data-missing")) putMissing(section, last);
      else putField(section);
    }
  };

  const show = async () => {
    toggle.setAttribute("aria-pressed", "true");
    try {
      const answer = await fetch(toggle.dataset.url, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (toggle.getAttribute("aria-pressed") === "true") put(page);
      said.textContent = "";
    } catch {
      toggle.setAttribute("aria-pressed", "false");
      said.textContent = gettext("The original could not be fetched. Try again in a moment.");
    }
  };

  const hide = () => {
    toggle.setAttribute("aria-pressed", "false");
    while (added.length) added.pop()();
  };

  toggle.addEventListener("click", () => {
    const shows = toggle.getAttribute("aria-pressed") === "true";
    localStorage.setItem(KEPT, shows ? "off" : "on");
    if (shows) hide();
    else show();
  });

  // The blocks have their places only when the content editor has put them there.
  document.addEventListener("content-editor:ready", () => {
    toggle.hidden = false;
    if (localStorage.getItem(KEPT) !== "off") show();
  });
})();
