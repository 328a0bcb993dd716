/* Shows each block in its material, and leads from a check's "Go to it" to its block. */
(() => {
  "use strict";

  const materials = ["granite", "bronze", "patina"];
  const dress = (select) => {
    const block = select.closest(".inline-related");
    for (const material of materials) block.classList.toggle(`is-${material}`, select.value === material);
  };
  const isMaterial = (element) => element.matches('select[name$="-material"]');
  document.addEventListener("change", ({ target }) => isMaterial(target) && dress(target));
  document.addEventListener("content-editor:ready", () => {
    document.querySelectorAll('select[name$="-material"]').forEach(dress);
  });

  // The content editor listens to the mouse only: give its places and buttons a focus and keys.
  const reachable = ".order-machine-insert-target, .plugin-button";
  const reach = () => {
    for (const element of document.querySelectorAll(reachable)) {
      element.tabIndex = 0;
      element.setAttribute("role", "button");
      if (!element.textContent) element.setAttribute("aria-label", gettext("Insert a block here"));
    }
  };
  document.addEventListener("content-editor:ready", () => {
    reach();
    new MutationObserver(reach).observe(document.querySelector(".order-machine"), { childList: true });
  });
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches(reachable) || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    const inserts = event.target.matches(".order-machine-insert-target");
    event.target.click();
    if (inserts) document.querySelector(".plugin-button")?.focus();
  });

  const part = location.hash.startsWith("#part-") ? location.hash.slice(6) : "";
  if (!part) return;

  const find = () => {
    const key = [...document.querySelectorAll('input[name$="-key"]')].find(({ value }) => value === part);
    if (key) return key.closest(".inline-related");
    return document.querySelector(`.field-${CSS.escape(part)}`);
  };

  document.addEventListener("content-editor:ready", () => {
    setTimeout(() => {
      const place = find();
      if (!place) return;
      place.classList.remove("collapsed");
      place.classList.add("is-pointed-at");
      place.scrollIntoView({ block: "center" });
      place.querySelector(".tiptap, textarea, input[type=text], .select2-selection, select")?.focus();
    }, 300);
  });
})();
