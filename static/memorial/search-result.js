/* How a search engine would show the page, and how long headline and standfirst are. */
(() => {
  "use strict";

  const panel = document.querySelector("[data-search]");
  if (!panel) return;

  const WIDTH = 600, HEADLINE = 110, STANDFIRST = 200, SHOWN = 160;
  const field = (name) => document.querySelector(`[name="${name}"]`);
  const part = (name) => panel.querySelector(`[data-${name}]`);
  const host = part("address").textContent.trim();
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "20px Arial, sans-serif";

  const cut = (text, fits) => {
    if (fits(text)) return text;
    let words = [...text];
    while (words.length && !fits(`${words.join("")} …`)) words = words.slice(0, -1);
    const kept = words.join("");
    const space = kept.lastIndexOf(" ");
    return `${space > kept.length / 2 ? kept.slice(0, space) : kept} …`;
  };
  const fits_line = (text) => pen.measureText(text).width <= WIDTH;
  const fits_lines = (text) => [...text].length <= SHOWN;

  const show = () => {
    const language = field("language")?.value || panel.dataset.language || "en";
    const headline = field("headline")?.value.trim() || "";
    const standfirst = field("standfirst")?.value.trim() || "";
    panel.querySelector(".serp").lang = language;
    part("address").textContent = [host, language, "articles", field("slug")?.value || "…"].join(" › ");
    part("headline").textContent = cut(headline, fits_line) || gettext("The headline stands here");
    part("standfirst").textContent = cut(standfirst, fits_lines)
      || gettext("The standfirst stands here. Without one, the search engine chooses words of its own.");
  };

  const count = (input, most) => {
    const counter = document.createElement("p");
    counter.className = "help counter";
    counter.id = `${input.id}_counter`;
    (input.closest(".flex-container") || input).after(counter);
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") || ""} ${counter.id}`.trim());
    const say = () => {
      const length = [...input.value].length;
      const words = ngettext("%(count)s of %(most)s character", "%(count)s of %(most)s characters", most);
      counter.textContent = interpolate(words, { count: length, most }, true);
      counter.classList.toggle("is-over", length > most);
    };
    input.addEventListener("input", say);
    say();
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const [name, most] of [["headline", HEADLINE], ["standfirst", STANDFIRST]]) {
      if (field(name)) count(field(name), most);
    }
    document.addEventListener("input", ({ target }) => /^(headline|standfirst|slug|language)$/.test(target.name) && show());
    show();
  });
})();
