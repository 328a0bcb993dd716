/* A form that was refused: its list of what to mend is spoken first, leads to each field, and says
   of each that was changed since that it is not saved yet. */
(() => {
  "use strict";

  const list = document.getElementById("refused");
  if (!list) return;
  const fields = ".tiptap, .select2-selection, input, textarea, select, button";

  const boxOf = (place) => place.closest(".fieldBox, .block-row__cell, td, .form-row, .inline-related") || place;
  const placeOf = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));

  const saysNow = (box) => JSON.stringify([...box.querySelectorAll("input, textarea, select")].map(
    (each) => (each.type === "checkbox" || each.type === "radio" ? each.checked : [each.name, each.value])));

  const noteChange = (item, box, before) => {
    const isChanged = saysNow(box) !== before;
    if (item.classList.contains("is-changed") === isChanged) return;
    item.classList.toggle("is-changed", isChanged);
    box.classList.toggle("is-changed", isChanged);
    for (const field of box.querySelectorAll("[aria-invalid]")) field.setAttribute("aria-invalid", String(!isChanged));
    if (isChanged) item.append(Object.assign(document.createElement("small"), { textContent: gettext("Changed since; not saved yet.") }));
    else item.querySelector("small").remove();
  };

  const watchChanges = () => {
    const changes = [...list.querySelectorAll('li > a[href^="#"]')].flatMap((link) => {
      const place = placeOf(link);
      const box = place && boxOf(place);
      return box ? [[link.parentElement, box, saysNow(box)]] : [];
    });
    const said = document.querySelector(".savebar-said.is-refused strong");
    const refused = said?.textContent;
    window.formAsItIs.watch(() => {
      for (const change of changes) noteChange(...change);
      if (!said) return;
      const isAll = list.querySelectorAll("li").length === list.querySelectorAll("li.is-changed").length;
      said.textContent = isAll ? gettext("Not saved yet: save again.") : refused;
    });
  };

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
    const place = link && placeOf(link);
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
  window.addEventListener("load", () => {
    list.focus();
    if (window.formAsItIs?.form) watchChanges();
  });
})();
