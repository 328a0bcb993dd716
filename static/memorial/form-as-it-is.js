/* The form as it is, unsaved: one reading of it for previews, checks and kept words.

   formAsItIs.form      the record's own form (null where the page has none)
   formAsItIs.entries() its named fields as [name, value], without files, passwords, tokens
   formAsItIs.post(url) sends it by session.send
   formAsItIs.watch(f)  calls f soon after anything of it changed, by whatever hand or script */
(() => {
  "use strict";

  const EVERY = 2000;
  const SOON = 250;
  const form = document.querySelector("#content-main form[method=post][id$=_form]");

  const isPrivate = (name) => {
    const field = form.elements[name];
    return field?.type === "password";
  };

  const entries = () => {
    const kept = [];
    for (const [name, value] of new FormData(form)) {
      if (typeof value !== "string" || name === "csrfmiddlewaretoken") continue;
      if (name.includes("__prefix__") || isPrivate(name)) continue;
      kept.push([name, value]);
    }
    return kept;
  };

  const post = (url, more = {}) => {
    const body = new FormData();
    for (const [name, value] of [...entries(), ...Object.entries(more)]) body.append(name, value);
    return window.session.send(url, body);
  };

  const watchers = [];
  let seen = "";
  let timer = 0;
  const look = () => {
    timer = 0;
    const now = JSON.stringify(entries());
    if (now === seen) return;
    seen = now;
    for (const watcher of watchers) watcher();
  };
  const lookSoon = () => (timer ||= setTimeout(look, SOON));
  const start = () => {
    seen = JSON.stringify(entries());
    form.addEventListener("input", lookSoon);
    form.addEventListener("change", lookSoon);
    // Moving a block or choosing a record tells nobody: look now and then.
    setInterval(() => document.hidden || look(), EVERY);
  };
  const watch = (watcher) => {
    if (!watchers.push(watcher) || watchers.length > 1) return;
    start();
  };

  window.formAsItIs = { form, entries, post, watch, look };
})();
