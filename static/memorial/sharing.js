/* Makes, copies and revokes share links without leaving the form that is being written. */
(() => {
  "use strict";

  const panel = () => document.querySelector("[data-sharing]");
  const say = (words) => (panel().querySelector(".sharing-said").textContent = words);
  const reveal = () => {
    for (const button of panel().querySelectorAll("[data-copy]")) button.hidden = false;
  };

  const copy = async (button) => {
    const address = button.parentElement.querySelector("input");
    address.select();
    try {
      await navigator.clipboard.writeText(address.value);
      say(gettext("The address is copied."));
    } catch {
      // Without the clipboard the address stays selected for the keys.
      say(gettext("The address is selected: copy it with Ctrl+C."));
    }
  };

  const send = async (form, submitter) => {
    const focused = submitter?.closest(".share-form") ? ".share-form button" : "h2";
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-sharing]");
    if (!fresh) return say(gettext("This did not work. Are you signed out? Sign in in another tab, then try again."));
    const said = [...page.querySelectorAll(".messagelist li")].map((each) => each.textContent.trim());
    panel().replaceWith(fresh);
    reveal();
    say(said.at(-1) || "");
    const place = panel().querySelector(".errorlist + * input, [aria-invalid]") || panel().querySelector(focused);
    if (place.matches("h2")) place.tabIndex = -1;
    place.focus();
    return undefined;
  };

  document.addEventListener("click", ({ target }) => {
    if (target.matches?.("[data-copy]")) copy(target);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("[data-sharing]")) return;
    event.preventDefault();
    send(event.target, event.submitter).catch(() => say(gettext("There is no connection. Try again in a moment.")));
  });
  if (panel()) reveal();
})();
