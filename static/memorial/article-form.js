/* Shows each block in its material, and leads from a check's "Go to it" to its place.

   Whose account a block is, is asked of patina only: no other prose has to pass these fields. */
(() => {
  "use strict";

  const materials = ["granite", "bronze", "patina"];
  const dress = (select) => {
    const block = select.closest(".inline-related");
    for (const material of materials) block.classList.toggle(`is-${material}`, select.value === material);
    for (const row of block.querySelectorAll(".field-account_of, .field-account_line")) {
      const isFilled = row.querySelector("select, input")?.value || row.querySelector(".errorlist");
      row.hidden = select.value !== "patina" && !isFilled;
    }
  };
  const isMaterial = (element) => element.matches('select[name$="-material"]');
  document.addEventListener("change", ({ target }) => isMaterial(target) && dress(target));
  document.addEventListener("content-editor:ready", () => {
    document.querySelectorAll('select[name$="-material"]').forEach(dress);
  });
  document.addEventListener("formset:added", ({ target }) => target.querySelectorAll?.('select[name$="-material"]').forEach(dress));

  const find = (part) => {
    const key = [...document.querySelectorAll('input[name$="-key"]')].find(({ value }) => value === part);
    if (key) return key.closest(".inline-related");
    const name = CSS.escape(part);
    if (part === "blocks") return document.querySelector(".order-machine");
    return document.querySelector(`.field-${name}, #${name}-group`);
  };

  const fields = "textarea, input[type=text], .select2-selection, select, [role=button], a";
  const goTo = (part) => {
    const place = find(part);
    if (!place) return;
    document.querySelector(".is-pointed-at")?.classList.remove("is-pointed-at");
    place.closest("details")?.setAttribute("open", "");
    place.classList.remove("collapsed");
    place.classList.add("is-pointed-at");
    place.scrollIntoView({ block: "center" });
    const first = [...place.querySelectorAll(fields)].find((each) => each.offsetParent);
    (place.querySelector(".tiptap") || first)?.focus();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#part-"]');
    if (!link) return;
    event.preventDefault();
    goTo(decodeURIComponent(link.hash.slice(6)));
  });
  if (location.hash.startsWith("#part-")) {
    const part = decodeURIComponent(location.hash.slice(6));
    document.addEventListener("content-editor:ready", () => setTimeout(() => goTo(part), 300));
  }
})();
