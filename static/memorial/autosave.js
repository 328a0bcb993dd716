/* Keeps the words of an open form in this browser; kept-offer.js offers them again.

   formAsItIs.isUnsaved() says whether the form holds words that are saved nowhere. */
(() => {
  "use strict";

  const { formAsItIs, keptWords: kept } = window;
  const { form, entries, watch, look } = formAsItIs;
  if (!form || !form.elements.form_key) return;

  const WAIT = 1500;
  const { read, before, opened: openedOf } = window.ownChanges;
  const { path } = kept;
  const key = form.elements.form_key.value;
  const now = () => read(entries());
  const words = () => JSON.stringify([...now()]);

  // Refused or brought back: what stands in the form is saved nowhere, touched or not.
  const isUnsaved = Boolean(form.querySelector(".errornote, [data-brought-back]"));
  let clean = isUnsaved ? null : words();
  // What it was first opened with is known by what was kept of it.
  const [known] = isUnsaved ? kept.find((place) => place === path).filter((each) => each.key === key) : [];
  let opened = isUnsaved ? known?.before && openedOf(now(), known.before) : now();
  const tab = kept.tab();
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
    tab,
    before: opened && before(opened, now()),
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
  const settle = () => {
    if (isTouched) return;
    clean = words();
    opened = now();
  };
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
  formAsItIs.isUnsaved = () => isTouched && words() !== clean;
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
})();
