/* The checks beside the form: asked anew when typing stops, of the form as it is, unsaved. */
(() => {
  "use strict";

  const panel = document.querySelector("[data-checks]");
  const form = document.querySelector("#content-main form[method=post][id$=_form]");
  if (!panel || !form) return;

  const PAUSE = 1500;
  const part = (name) => panel.querySelector(`[data-${name}]`);
  const inBar = document.querySelector("[data-blocks-publishing]");
  let seen = "", changedAt = 0, asked = null, blocking = null, asking = null;

  const values = () => {
    const given = new FormData(form);
    for (const [name, value] of [...given]) if (value instanceof File) given.delete(name);
    return given;
  };

  // After a login in another tab the form's own token is old; the cookie has the new one.
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

  const say = (...nodes) => {
    part("state").hidden = !nodes.length;
    part("state").replaceChildren(...nodes);
  };

  const ask_to_log_in = () => {
    const link = document.createElement("a");
    Object.assign(link, { href: panel.dataset.login, target: "_blank", rel: "noopener" });
    link.textContent = gettext("Log in in a new tab");
    say(gettext("You are logged out. What you typed is still here."), " ", link);
  };

  const show = (html) => {
    const found = new DOMParser().parseFromString(html, "text/html").querySelector("[data-blocking]");
    if (!found) return ask_to_log_in();
    const summary = found.querySelector("[data-summary]").textContent;
    part("words").textContent = found.querySelector("[data-words]").textContent;
    const focused = panel.contains(document.activeElement) && document.activeElement.getAttribute("href");
    part("list").replaceChildren(found.querySelector("[data-list]"));
    if (focused) panel.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
    say();
    if (inBar) inBar.textContent = found.dataset.blocking === "0" ? "" : summary;
    if (blocking !== null && blocking !== found.dataset.blocking) part("said").textContent = summary;
    blocking = found.dataset.blocking;
  };

  const ask = async () => {
    const body = values();
    if (token()) body.set("csrfmiddlewaretoken", token());
    asking = new AbortController();
    try {
      const answer = await fetch(panel.dataset.checks, {
        method: "POST", body, redirect: "manual", signal: asking.signal,
      });
      if (answer.type === "opaqueredirect" || answer.status === 403) return ask_to_log_in();
      if (!answer.ok) throw new Error(answer.status);
      show(await answer.text());
    } catch (error) {
      if (error.name === "AbortError") return;
      say(gettext("The checks cannot be asked just now. What you typed is still here."));
      // Asked again with the next change, or after a while.
      setTimeout(() => (asked = null), 15000);
    }
  };

  // Typing, choosing, inserting and moving all end in the form's values: they are looked at.
  const look = () => {
    if (document.hidden) return;
    const now = new URLSearchParams(values()).toString();
    if (now !== seen) {
      seen = now;
      changedAt = Date.now();
      asking?.abort();
    } else if (now !== asked && Date.now() - changedAt >= PAUSE) {
      asked = now;
      ask();
    }
  };

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !part("state").hidden) asked = null;
  });
  document.addEventListener("DOMContentLoaded", () => {
    setInterval(look, 500);
  });
})();
