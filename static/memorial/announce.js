/* Says to a screen reader what a script did: any other script sends a `desk:say` event. */
(() => {
  "use strict";

  document.addEventListener("desk:say", ({ detail }) => {
    const place = document.querySelector(".desk-said");
    if (!place) return;
    // The same sentence twice is spoken twice only if it was gone in between.
    place.textContent = "";
    setTimeout(() => { place.textContent = detail; }, 50);
  });
})();
