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

  const { keyIn, keyOf, withKey, goTo } = window.formParts;
  const blocks = () => window.formParts.blocks().filter(keyIn);
  const placeOf = (part) => (fields.includes(part) ? document.querySelector(`.field-${part}`) : withKey(part));
  const labelOf = (place) => {
    const title = place.querySelector(":scope > h3");
    if (!title) return place.querySelector("label").textContent.replace(/:$/, "").trim();
    return ["b", ".inline_label"].map((part) => title.querySelector(part)?.textContent.trim()).join(" ");
  };

  // A block that was just put in has the key of its empty form, as others have until they are saved.
  const known = new WeakSet();
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(5))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const nameBlocks = () => {
    const taken = new Set(blocks().filter((block) => known.has(block)).map(keyOf));
    for (const block of blocks().filter((block) => !known.has(block))) {
      if (!keyOf(block) || taken.has(keyOf(block))) keyIn(block).value = newKey();
      taken.add(keyOf(block));
      known.add(block);
    }
  };

  const aim = (part, label) => {
    form.part.value = part;
    about.textContent = label || about.dataset.whole;
    whole.hidden = !part;
    form.dispatchEvent(new Event("input"));
  };

  const write = (button) => {
    const place = button.closest(".inline-related") || button.closest(".form-row");
    aim(button.dataset.field || keyOf(place), labelOf(place));
    form.text.focus();
    panel.scrollIntoView({ block: "nearest" });
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
    const found = place.querySelector(":scope > h3 .comment-on, :scope > .comment-on");
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
    for (const block of blocks()) {
      const head = block.querySelector(":scope > h3");
      count(buttonIn(block, head.querySelector(".block-acts") || head), keyOf(block));
    }
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
    const answer = await window.session.send(asked.action, new FormData(asked), { "X-Requested-With": "fetch" });
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
    const sent = form.text.value;
    try {
      problem.textContent = await post(form);
    } catch {
      problem.textContent = lost();
    }
    if (problem.textContent) {
      form.text.focus();
      return;
    }
    // Who went on writing meanwhile has a comment left to send.
    if (form.text.value !== sent) return;
    form.text.value = "";
    aim("", "");
    const place = part && placeOf(part);
    (place ? place.querySelector(".comment-on") : form.text).focus();
  });

  const waiting = () => [...list.querySelectorAll(".comment[data-open]")];
  /* On with the next that waits; after the last one, back to what it was about. */
  const afterResolving = (part, place) => {
    const left = waiting().map((one) => one.querySelector("button")).filter(Boolean);
    if (left.length) return left[Math.min(place, left.length - 1)];
    return (part && placeOf(part)?.querySelector(".comment-on")) || form.text;
  };
  const addressOf = (one) => one.querySelector("form")?.action.replace(/\w+\/$/, "");

  list.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const one = event.target.closest(".comment");
    const place = waiting().indexOf(one);
    try {
      problem.textContent = await post(event.target);
    } catch {
      problem.textContent = lost();
      return;
    }
    const again = waiting().find((each) => addressOf(each) === addressOf(one));
    const next = again ? again.querySelector("button") : afterResolving(one.dataset.part, place);
    next.focus();
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
    // What was begun before stands in its field: say of what it is.
    const { value: part } = form.part;
    const place = part && placeOf(part);
    if (part) aim(part, place ? labelOf(place) : gettext("a block that is gone"));
    new MutationObserver(dress).observe(document.querySelector(".order-machine"), { childList: true });
  };
  document.addEventListener("content-editor:ready", start);
})();
