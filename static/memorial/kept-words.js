/* The words that this browser keeps: where they are, when they go. On every page of the desk.

   An entry is {path, key, at, sent, version, tab, before, fields: [[name, value], …]}: `path` says
   what work it is (of a fix that waits with its number), `key` is the form's own, `at` the moment
   of its newest words, `sent` that of its last submission, `tab` where they were typed, `before`
   what the changed fields were opened with (own-changes.js). `keptWords.path` is that of this page. */
(() => {
  "use strict";

  const PREFIX = "memorial:words:";
  const OUT = "memorial:logged-out:";
  const DAYS = 14;
  const { user } = document.currentScript.dataset;
  const opened = Date.now();

  // Two fixes of one article are two pieces of work, at one path.
  const fix = new URLSearchParams(location.search).get("revision");
  const path = location.pathname + (fix ? `?revision=${fix}` : "");

  /* A browser without storage keeps nothing, and says so where words would be kept. */
  const storage = (() => {
    try {
      return window.localStorage;
    } catch {
      return null;
    }
  })();
  const names = () => (storage ? Object.keys(storage).filter((name) => name.startsWith(PREFIX)) : []);
  const place = (path, key) => `${PREFIX}${user}:${path}:${key}`;
  const read = (name) => {
    try {
      return JSON.parse(storage.getItem(name));
    } catch {
      return null;
    }
  };

  const drop = (entry) => storage?.removeItem(place(entry.path, entry.key));
  const keep = (entry) => {
    // After a log-out nothing is written any more, by a tab that was left open either.
    if (!user || Number(storage.getItem(OUT + user)) > opened) return;
    storage.setItem(place(entry.path, entry.key), JSON.stringify(entry));
  };
  const find = (isWanted) =>
    names()
      .filter((name) => name.startsWith(`${PREFIX}${user}:`))
      .map(read)
      .filter((entry) => entry && isWanted(entry.path))
      .sort((one, other) => other.at - one.at);

  const forget = (whose) => {
    for (const name of names()) if (name.startsWith(`${PREFIX}${whose}:`)) storage.removeItem(name);
    storage?.setItem(OUT + whose, String(Date.now()));
  };

  /* The server names each form that it saved in a cookie; words typed after the sending stay. */
  const dropSaved = () => {
    for (const [cookie, key] of document.cookie.matchAll(/saved-([0-9a-f]{32})=1/g)) {
      for (const name of names().filter((each) => each.endsWith(`:${key}`))) {
        const entry = read(name);
        if (!entry || entry.at <= (entry.sent || 0)) storage.removeItem(name);
      }
      document.cookie = `${cookie.split("=")[0]}=; max-age=0; path=${admin()}; samesite=lax`;
    }
  };
  const admin = () => location.pathname.match(/^.*?\/admin\//)?.[0] || "/admin/";

  const dropOld = () => {
    for (const name of names()) {
      const entry = read(name);
      if (!entry || Date.now() - entry.at > DAYS * 86400000) storage.removeItem(name);
    }
  };

  dropSaved();
  dropOld();
  if (user) storage?.removeItem(OUT + user);
  // Words go once the log-out has happened: one that was called off, or refused, costs nothing.
  const LEAVING = "memorial:logging-out";
  document.addEventListener("submit", ({ target }) => {
    if (target.id === "logout-form" && user) sessionStorage.setItem(LEAVING, user);
  });
  addEventListener("DOMContentLoaded", () => {
    const leaving = storage && sessionStorage.getItem(LEAVING);
    if (!leaving || user || document.querySelector("[data-refused]")) return;
    sessionStorage.removeItem(LEAVING);
    if (location.pathname.endsWith("/logout/")) forget(leaving);
  });

  /* A name of this tab, which a reload keeps and another tab has not. */
  const TAB = "memorial:tab";
  const tab = () => {
    try {
      if (!sessionStorage.getItem(TAB)) sessionStorage.setItem(TAB, String(Math.random()));
      return sessionStorage.getItem(TAB);
    } catch {
      return "";
    }
  };

  window.keptWords = { keep, drop, find, tab, path };
})();
