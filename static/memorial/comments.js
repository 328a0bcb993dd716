/* Comments beside the form: written, resolved and found again without leaving it. */
(() => {
  "use strict";

  const panel = document.getElementById("comments");
  if (!panel) return;
  const list = panel.querySelector("[data-comments-list]");
  const form = panel.querySelector("[data-comments-form]");
  const about = panel.querySelector("[data-comments-about]");
  const whole = panel.querySelector("[data-comments-whole]");
  const said = panel.querySelector("[role=status]");
  const problem = panel.querySelector(".comment-problem");
  const fields = ["headline", "standfirst"];

  const keyOf = (block) => block.querySelector('input[name$="-key"]');
  const blocks = () => [...document.querySelectorAll(".order-machine .inline-related:not(.empty-form)")].filter(keyOf);
  const placeOf = (part) =>
    fields.includes(part) ? document.querySelector(`.field-${part}`) : blocks().find((block) => keyOf(block).value === part);
  const labelOf = (place) => {
    const title = place.querySelector(":scope > h3");
    if (!title) return place.querySelector("label").textContent.replace(/:$/, "").trim();
    return ["b", ".inline_label"].map((part) => title.querySelector(part)?.textContent.trim()).join(" ");
  };

  // A block that was just put in has the key of its empty form, as others have until they are saved.
  const known = new WeakSet();
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(5))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const nameBlocks = () => {
    const taken = new Set(blocks().filter((block) => known.has(block)).map((block) => keyOf(block).value));
    for (const block of blocks().filter((block) => !known.has(block))) {
      if (!keyOf(block).value || taken.has(keyOf(block).value)) keyOf(block).value = newKey();
      taken.add(keyOf(block).value);
      known.add(block);
    }
  };

  const aim = (part, label) => {
    form.part.value = part;
    about.textContent = label || about.dataset.whole;
    whole.hidden = !part;
  };

  const write = (button) => {
    const place = button.closest(".inline-related") || button.closest(".form-row");
    aim(button.dataset.field || keyOf(place).value, labelOf(place));
    form.text.focus();
    panel.scrollIntoView({ block: "nearest" });
  };

  const goTo = (part) => {
    const place = placeOf(part);
    if (!place) return;
    place.classList.remove("collapsed");
    document.querySelectorAll(".is-pointed-at").forEach((other) => other.classList.remove("is-pointed-at"));
    place.classList.add("is-pointed-at");
    place.scrollIntoView({ block: "center" });
    const words = place.querySelector(".tiptap") || place.querySelector("textarea, input[type=text], .select2-selection, select");
    words?.focus();
  };

  const count = (button, part) => {
    const waiting = [...list.querySelectorAll(".comment[data-open]")].filter((one) => one.dataset.part === part).length;
    const text = waiting ? interpolate(gettext("Comment (%s)"), [waiting]) : gettext("Comment");
    // The list of changes below watches the form: write only what differs.
    if (button.textContent !== text) button.textContent = text;
    button.classList.toggle("has-comments", waiting > 0);
    const place = button.closest(".inline-related") || button.closest(".form-row");
    button.setAttribute("aria-label", interpolate(gettext("%s on %s"), [text, labelOf(place)]));
  };

  const buttonIn = (place, home) => {
    const found = place.querySelector(":scope > h3 > .comment-on, :scope > .comment-on");
    if (found) return found;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "comment-on";
    // The title that it stands in folds the block when it is clicked.
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      write(button);
    });
    home.append(button);
    return button;
  };

  const dress = () => {
    nameBlocks();
    for (const block of blocks()) count(buttonIn(block, block.querySelector(":scope > h3")), keyOf(block).value);
    for (const field of fields) {
      const place = document.querySelector(`.form-row.field-${field}`);
      if (!place) continue;
      const button = buttonIn(place, place);
      button.dataset.field = field;
      count(button, field);
    }
    for (const one of list.querySelectorAll(".comment")) {
      const place = one.dataset.part && placeOf(one.dataset.part);
      if (!place) continue;
      one.querySelector("[data-about]").textContent = labelOf(place);
      one.querySelector("[data-go-to]").hidden = false;
    }
  };

  const post = async (asked) => {
    const token = asked.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(asked.action, {
      method: "POST",
      body: new FormData(asked),
      headers: { "X-Requested-With": "fetch", "X-CSRFToken": token },
    });
    if (answer.redirected || ![200, 422].includes(answer.status)) throw new Error(answer.status);
    list.innerHTML = await answer.text();
    dress();
    said.textContent = gettext("The list of comments is up to date.");
    return list.querySelector("[data-comments-problem]")?.textContent || "";
  };

  const lost = () => gettext("Nothing was sent: you may be logged out, or the network is gone. Your words are still here.");

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const part = form.part.value;
    try {
      problem.textContent = await post(form);
    } catch {
      problem.textContent = lost();
    }
    if (problem.textContent) {
      form.text.focus();
      return;
    }
    form.text.value = "";
    aim("", "");
    const place = part && placeOf(part);
    (place ? place.querySelector(".comment-on") : form.text).focus();
  });

  list.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const place = [...list.querySelectorAll(".comment")].indexOf(event.target.closest(".comment"));
    try {
      problem.textContent = await post(event.target);
    } catch {
      problem.textContent = lost();
    }
    const next = list.querySelectorAll(".comment button")[place] || form.text;
    (next.offsetParent ? next : form.text).focus();
  });

  whole.addEventListener("click", () => {
    aim("", "");
    form.text.focus();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-go-to]");
    if (!link) return;
    event.preventDefault();
    goTo(link.dataset.goTo);
  });

  const start = () => {
    dress();
    new MutationObserver(dress).observe(document.querySelector(".order-machine"), { childList: true });
  };
  document.addEventListener("content-editor:ready", start);
})();
