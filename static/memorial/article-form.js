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

  const { goTo } = window.formParts;
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
