/* The page beside the form, as it would be with the words that stand in the form now. */
(() => {
  "use strict";

  const PAUSE = 900;
  const HEIGHT = 720;
  const CHOICE = "memorial:preview";
  const { form, post, watch } = window.formAsItIs;
  const { blockOf, keyOf } = window.formParts;
  const panel = document.querySelector("[data-preview]");
  if (!form || !panel) return;

  const place = panel.querySelector(".preview-place");
  const said = panel.querySelector(".preview-said");
  const buttons = [...panel.querySelectorAll("[data-width]")];
  const say = (sentence) => (said.textContent = sentence);

  const choice = { width: 390, open: matchMedia("(min-width: 70rem)").matches };
  try {
    Object.assign(choice, JSON.parse(localStorage.getItem(CHOICE)));
  } catch {
    /* no storage: the choice is not remembered */
  }
  const remember = () => {
    try {
      localStorage.setItem(CHOICE, JSON.stringify(choice));
    } catch {
      /* nor here */
    }
  };

  /* The frame is as wide as the device, and drawn to fit the panel. */
  const fit = () => {
    const scale = Math.min(1.1, place.clientWidth / choice.width) || 1;
    place.style.setProperty("--preview-width", `${choice.width}px`);
    place.style.setProperty("--preview-scale", scale);
    place.style.setProperty("--preview-height", `${Math.round((place.clientHeight || HEIGHT) / scale)}px`);
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.width) === choice.width));
    }
  };

  const frame = () => place.querySelector("iframe:not(.is-coming)");
  const editedPart = () => {
    const block = blockOf(document.activeElement);
    return block ? keyOf(block) : "";
  };

  /* Links open beside the desk, never in the frame; those within the page move it. */
  const tame = (page) => {
    for (const link of page.querySelectorAll("a[href], area[href]")) {
      if (link.getAttribute("href").startsWith("#")) continue;
      link.target = "_blank";
      link.rel = "noopener";
    }
    for (const each of page.querySelectorAll("script, form, meta[http-equiv]")) each.remove();
    return `<!doctype html>${page.documentElement.outerHTML}`;
  };

  const move = (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    const to = event.currentTarget.getElementById(link.getAttribute("href").slice(1));
    to?.scrollIntoView();
    to?.focus({ preventScroll: true });
  };

  const settle = (coming, scrolled, part) => {
    const { contentDocument: page, contentWindow: view } = coming;
    page.addEventListener("click", move);
    page.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") panel.querySelector("[data-refresh]").focus();
    });
    const there = part && page.getElementById(part);
    view.scrollTo({ top: scrolled, behavior: "instant" });
    if (there) {
      const { top } = there.getBoundingClientRect();
      if (top < 0 || top > view.innerHeight) view.scrollTo({ top: scrolled + top - 40, behavior: "instant" });
    }
  };

  /* A new frame takes the place of the old one when it is there: nothing blinks, and the
     browser's Back button does not walk through previews. */
  const show = (html) => {
    place.querySelector(".is-coming")?.remove();
    const old = frame();
    const coming = document.createElement("iframe");
    coming.title = panel.dataset.title;
    coming.setAttribute("sandbox", "allow-same-origin allow-popups allow-popups-to-escape-sandbox");
    coming.className = "is-coming";
    coming.addEventListener("load", () => {
      settle(coming, old?.contentWindow?.scrollY || 0, editedPart());
      coming.classList.remove("is-coming");
      old?.remove();
      panel.removeAttribute("aria-busy");
      say("");
    });
    coming.srcdoc = html;
    place.append(coming);
  };

  let asked = 0;
  let isBehind = true;
  const fail = (sentence) => {
    panel.removeAttribute("aria-busy");
    isBehind = true;
    say(sentence);
  };

  const refresh = async () => {
    if (!panel.open) return;
    const mine = ++asked;
    isBehind = false;
    panel.setAttribute("aria-busy", "true");
    if (!frame()) say(gettext("The preview is being made."));
    try {
      const answer = await post(panel.dataset.preview);
      const html = await answer.text();
      if (mine !== asked) return;
      if (answer.ok) show(tame(new DOMParser().parseFromString(html, "text/html")));
      else if (answer.status === 403) fail(gettext("You may not see this preview: sign in again in another tab."));
      else if (answer.status === 404) fail(gettext("The article was deleted meanwhile: there is nothing to preview."));
      else fail(gettext("The preview could not be made. Your words are not touched by it; try again."));
    } catch (error) {
      if (mine !== asked) return;
      const isOut = error instanceof window.session.SignedOut;
      fail(isOut ? gettext("You are signed out: sign in in another tab, then refresh.") : gettext("There is no connection. Try again in a moment."));
    }
  };

  let timer = 0;
  watch(() => {
    isBehind = true;
    clearTimeout(timer);
    if (panel.open) timer = setTimeout(refresh, PAUSE);
  });
  panel.querySelector("[data-refresh]").addEventListener("click", refresh);
  for (const button of buttons) {
    button.addEventListener("click", () => {
      choice.width = Number(button.dataset.width);
      remember();
      fit();
    });
  }
  panel.addEventListener("toggle", () => {
    if (choice.open !== panel.open && matchMedia("(min-width: 70rem)").matches) {
      choice.open = panel.open;
      remember();
    }
    fit();
    if (panel.open && isBehind) refresh();
  });
  new ResizeObserver(fit).observe(place);

  panel.hidden = false;
  // Under the form of a small screen it waits to be asked.
  panel.open = choice.open && matchMedia("(min-width: 70rem)").matches;
  fit();
})();
