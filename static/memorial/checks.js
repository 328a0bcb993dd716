/* The checks beside the form: asked anew when typing stops, of the form as it is, unsaved. */
(() => {
  "use strict";

  const { form, post, watch } = window.formAsItIs;
  const panel = document.querySelector("[data-checks]");
  if (!panel || !form) return;

  const PAUSE = 1500;
  const AGAIN = 15000;
  const part = (name) => panel.querySelector(`[data-${name}]`);
  const inBar = document.querySelector("[data-blocks-publishing]");
  let blocking = null;
  let turn = 0;
  let timer = 0;

  const say = (...nodes) => {
    part("state").hidden = !nodes.length;
    part("state").replaceChildren(...nodes);
  };

  const askToLogIn = () => {
    const link = document.createElement("a");
    Object.assign(link, { href: panel.dataset.login, target: "_blank", rel: "noopener" });
    link.textContent = gettext("Log in in a new tab");
    say(gettext("You are logged out. What you typed is still here."), " ", link);
  };

  const show = (html) => {
    const found = new DOMParser().parseFromString(html, "text/html").querySelector("[data-blocking]");
    if (!found) return askToLogIn();
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

  const askSoon = (pause = PAUSE) => {
    // An answer that is still on its way is of another form.
    turn += 1;
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  };

  const ask = async () => {
    const mine = turn;
    try {
      const answer = await post(panel.dataset.checks);
      const html = await answer.text();
      if (mine !== turn) return;
      if (answer.status === 403) return askToLogIn();
      if (!answer.ok) throw new Error(answer.status);
      show(html);
    } catch (error) {
      if (mine !== turn) return;
      if (error instanceof window.session.SignedOut) return askToLogIn();
      say(gettext("The checks cannot be asked just now. What you typed is still here."));
      askSoon(AGAIN);
    }
  };

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !part("state").hidden) askSoon(0);
  });
  document.addEventListener("DOMContentLoaded", () => {
    watch(() => askSoon());
    askSoon();
  });
})();
