/* A form that was refused: its list of what to mend is spoken first, and leads to each field. */
(() => {
  "use strict";

  const list = document.getElementById("refused");
  if (!list) return;
  const fields = ".tiptap, .select2-selection, input, textarea, select, button";

  const goTo = (place) => {
    for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    place.closest(".inline-related")?.classList.remove("collapsed");
    const row = place.closest(".form-row, td, .inline-related") || place;
    row.scrollIntoView({ block: "center" });
    const shown = [place, ...row.querySelectorAll(fields)];
    shown.find((each) => each.offsetParent && each.tabIndex >= 0)?.focus({ preventScroll: true });
  };

  list.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const place = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!place) return;
    event.preventDefault();
    goTo(place);
  });
  // The editor of blocks goes back to where the form was sent from: here the list is what matters.
  const state = new URLSearchParams(location.hash.slice(1));
  if (state.has("scrollY")) {
    state.delete("scrollY");
    history.replaceState(history.state, "", `#${state}`);
  }
  window.addEventListener("load", () => list.focus());
})();
