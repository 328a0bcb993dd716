/* Tells that this form is open, and shows who else has it open or saved it meanwhile. */
(() => {
  "use strict";

  const EVERY = 30000;
  const { form, send, SignedOut } = window.formAsItIs;
  const place = document.querySelector("[data-presence]");
  if (!form || !place) return;

  const body = (fields) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    return data;
  };
  // A fix carries the number of the live edition there: it is not compared with the working copy.
  const version = () => ("fix" in place.dataset ? "" : form.elements.opened_version?.value || "");

  const show = (sentences) => {
    const shown = [...place.children];
    for (const line of shown) if (!sentences.includes(line.textContent)) line.remove();
    const left = [...place.children].map((line) => line.textContent);
    for (const sentence of sentences) {
      if (left.includes(sentence)) continue;
      const line = document.createElement("p");
      line.textContent = sentence;
      place.append(line);
    }
  };

  const tell = async () => {
    try {
      const answer = await send(place.dataset.presence, body({ version: version() }));
      if (answer.ok) show((await answer.json()).sentences);
      else if (answer.status === 404) show([gettext("This was deleted meanwhile. Copy your words before you leave the page.")]);
    } catch (error) {
      if (error instanceof SignedOut) {
        show([gettext("You are signed out. Your words are kept in this browser: sign in in another tab, then save here.")]);
      }
    }
  };

  tell();
  setInterval(tell, EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || tell());
  window.addEventListener("pageshow", ({ persisted }) => persisted && tell());
  window.addEventListener("pagehide", () => {
    const leave = { leave: "1", csrfmiddlewaretoken: window.sessionToken() };
    navigator.sendBeacon(place.dataset.presence, body(leave));
  });
})();
