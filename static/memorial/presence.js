/* Tells that this form is open, and shows who else has it open or saved it meanwhile. */
(() => {
  "use strict";

  const EVERY = 30000;
  const { form } = window.formAsItIs;
  const { send, SignedOut, token } = window.session;
  const place = document.querySelector("[data-presence]");
  if (!form || !place) return;

  const body = (fields) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    return data;
  };
  // A fix carries the number of the live edition there: it is not compared with the working copy.
  const version = () => ("fix" in place.dataset ? "" : form.elements.opened_version?.value || "");

  /* Other tabs of this browser are asked directly: the server knows people, not tabs. */
  const fix = new URLSearchParams(location.search).get("revision") || "";
  const tabs = "BroadcastChannel" in window && new BroadcastChannel(`memorial:${location.pathname}:${fix}`);
  let told = [...place.children].map((line) => line.textContent);
  let isElsewhere = false;

  const show = () => {
    const here = isElsewhere ? [gettext("You have this open in another tab too: write in one of them only.")] : [];
    say([...told, ...here]);
  };

  const say = (sentences) => {
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

  const ANSWER_WITHIN = 1000;
  let isHeard = false;
  const find = (heard) => {
    if (isElsewhere === heard) return;
    isElsewhere = heard;
    show();
  };
  /* Now and again: a tab that crashed says no farewell. */
  const ask = () => {
    if (!tabs) return;
    isHeard = false;
    tabs.postMessage("here?");
    setTimeout(() => find(isHeard), ANSWER_WITHIN);
  };
  if (tabs) {
    tabs.onmessage = ({ data }) => {
      if (data === "gone") {
        ask();
        return;
      }
      if (data === "here?") tabs.postMessage("here");
      isHeard = true;
      find(true);
    };
  }

  const tell = async () => {
    ask();
    try {
      const answer = await send(place.dataset.presence, body({ version: version() }));
      if (answer.ok) told = (await answer.json()).sentences;
      else if (answer.status === 404) told = [gettext("This was deleted meanwhile. Copy your words before you leave the page.")];
    } catch (error) {
      if (error instanceof SignedOut) {
        told = [gettext("You are signed out. Your words are kept in this browser: sign in in another tab, then save here.")];
      }
    }
    show();
  };

  tell();
  setInterval(tell, EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || tell());
  window.addEventListener("pageshow", ({ persisted }) => persisted && tell());
  window.addEventListener("pagehide", () => {
    if (tabs) tabs.postMessage("gone");
    const leave = { leave: "1", csrfmiddlewaretoken: token() };
    navigator.sendBeacon(place.dataset.presence, body(leave));
  });
})();
