/* Keeps the words of an open form in this browser, and offers them again if they were not saved. */
(() => {
  "use strict";

  const { form, entries, watch, look } = window.formAsItIs;
  const kept = window.keptWords;
  if (!form || !form.elements.form_key) return;

  const WAIT = 1500;
  const isFix = Boolean(document.querySelector("[data-kept][data-waiting-fixes]"));
  // Two fixes of one article are two pieces of work, at one path.
  const fix = new URLSearchParams(location.search).get("revision");
  const path = location.pathname + (fix ? `?revision=${fix}` : "");
  const key = form.elements.form_key.value;
  const isOwn = (name) => !["form_key", "opened_version"].includes(name) && !name.startsWith("_");
  const words = () => JSON.stringify(entries().filter(([name]) => isOwn(name)));

  // Refused or brought back: what stands in the form is saved nowhere, touched or not.
  const isUnsaved = Boolean(form.querySelector(".errornote, [data-brought-back]"));
  let clean = isUnsaved ? null : words();
  let isTouched = isUnsaved;
  let sent = 0;
  let sentWords = "";
  let timer = 0;

  const say = (sentence) => {
    if (document.querySelector("[data-not-kept]")) return;
    const notice = document.createElement("p");
    notice.className = "notice kept";
    notice.dataset.notKept = "";
    notice.setAttribute("role", "status");
    notice.textContent = sentence;
    form.prepend(notice);
  };

  const entry = () => ({
    path,
    key,
    sent,
    at: sent && words() === sentWords ? sent : Date.now(),
    version: form.elements.opened_version?.value || "",
    fields: entries().filter(([name]) => !name.startsWith("_")),
  });

  const write = () => {
    clearTimeout(timer);
    timer = 0;
    try {
      if (words() === clean) kept.drop({ path, key });
      else kept.keep(entry());
    } catch {
      say(gettext("This browser has no room to keep your words: save often."));
    }
  };
  const changed = () => {
    // What scripts tidy before anybody touched the form is no work of the editor's.
    if (!isTouched) settle();
    else timer ||= setTimeout(write, WAIT);
  };
  const settle = () => isTouched || (clean = words());
  const touch = ({ isTrusted, type }) => {
    if (!isTrusted || isTouched) return;
    // A key or the mouse comes before what it changes; `input` alone comes after.
    if (type !== "input") settle();
    isTouched = true;
  };

  for (const kind of ["keydown", "pointerdown", "input"]) document.addEventListener(kind, touch, true);
  document.addEventListener("content-editor:ready", settle);
  window.addEventListener("load", () => setTimeout(settle, 0));
  watch(changed);
  if (isUnsaved) write();
  const writeNow = () => {
    look();
    if (timer) write();
  };
  window.addEventListener("pagehide", writeNow);
  document.addEventListener("visibilitychange", () => document.hidden && writeNow());
  form.addEventListener("submit", ({ submitter, defaultPrevented }) => {
    if (defaultPrevented || submitter?.formTarget === "_blank") return;
    look();
    clearTimeout(timer);
    timer = 0;
    sent = Date.now();
    isTouched = true;
    clean = null;
    sentWords = words();
    write();
    // Other scripts put the last touches to what is sent: they are no words typed after it.
    setTimeout(() => (sentWords = words()), 0);
  });

  /* The offer. */
  const notice = document.querySelector("[data-kept]");
  const waiting = (notice?.dataset.waitingFixes || "").split(" ");
  // A fix that waits no more has no form: its words are offered as a fix of what is live.
  const isGone = (place) => {
    const other = isFix && !fix && place.split(`${path}?revision=`)[1];
    return Boolean(other) && !waiting.includes(other);
  };
  const differing = (fields) => {
    const groups = (list) => {
      const found = new Map();
      for (const [name, value] of list.filter(([each]) => isOwn(each))) {
        found.set(name, [...(found.get(name) || []), value]);
      }
      return found;
    };
    const [mine, shown] = [groups(fields), groups(entries())];
    const names = new Set([...mine.keys(), ...shown.keys()]);
    return [...names].filter((name) => String(mine.get(name) || "") !== String(shown.get(name) || "")).length;
  };

  const bringBack = ({ fields }) => {
    const back = document.createElement("form");
    back.method = "post";
    back.hidden = true;
    const token = form.elements.csrfmiddlewaretoken.value;
    for (const [name, value] of [...fields, ["csrfmiddlewaretoken", token], ["_bring_back", "1"]]) {
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      back.append(field);
    }
    document.body.append(back);
    window.dispatchEvent(new Event("memorial:leaving"));
    back.submit();
  };

  const offer = () => {
    const found = kept.find((place) => place === path || isGone(place)).find((each) => each.key !== key);
    notice.hidden = !found;
    if (!found) return;
    const count = differing(found.fields);
    if (!count) {
      kept.drop(found);
      return offer();
    }
    const sentences = [
      interpolate(gettext("You have words here that were not saved, from %(when)s."), { when: momentInWords(found.at) }, true),
      interpolate(ngettext("%(count)s field differs.", "%(count)s fields differ.", count), { count }, true),
    ];
    const version = form.elements.opened_version?.value || "";
    if (found.version !== version) {
      sentences.push(
        isFix
          ? gettext("What readers see was changed since: the next page says where your words do not fit it.")
          : gettext("The record was saved since: a save of yours will show both texts."),
      );
    }
    notice.querySelector("[data-kept-words]").textContent = sentences.join(" ");
    notice.querySelector("[data-bring-back]").onclick = () => bringBack(found);
    notice.querySelector("[data-let-go]").onclick = () => {
      kept.drop(found);
      offer();
      if (notice.hidden) form.querySelector("input:not([type=hidden]), textarea")?.focus();
    };
    return undefined;
  };

  const back = document.querySelector("[data-brought-back]");
  if (back) back.focus();
  else if (notice && !isUnsaved) {
    // After the editors of the blocks are there: what they make of the form is no difference.
    if (document.readyState === "complete") offer();
    else window.addEventListener("load", () => setTimeout(offer, 0));
  }
})();
