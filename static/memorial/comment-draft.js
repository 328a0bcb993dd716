/* A comment that is being written outlives a save of the article, a closed tab and a crash.

   It is kept with the words of the form (kept-words.js), and stands in its field again. */
(() => {
  "use strict";

  const form = document.querySelector("[data-comments-form]");
  if (!form) return;
  const kept = window.keptWords;
  const notice = form.querySelector("[data-comments-kept]");
  const path = `${location.pathname}#comment`;
  // Two tabs of one article keep two comments.
  const key = crypto.randomUUID?.() ?? String(Math.random());
  let isKept = true;

  const draft = () => ({
    path,
    key,
    at: Date.now(),
    fields: [["part", form.part.value], ["text", form.text.value]],
  });
  const keep = () => {
    if (!form.text.value.trim()) notice.hidden = true;
    try {
      if (form.text.value.trim()) kept.keep(draft());
      else kept.drop({ path, key });
      isKept = true;
    } catch {
      isKept = false;
    }
  };

  const [found] = kept.find((place) => place === path);
  if (found) {
    const words = Object.fromEntries(found.fields);
    form.part.value = words.part;
    form.text.value = words.text;
    notice.hidden = false;
    keep();
    kept.drop(found);
  }
  form.addEventListener("input", keep);
  window.addEventListener("beforeunload", (event) => isKept || event.preventDefault());
})();
