/* Menus that open over the page: Escape closes them, back at their button, and so does a click beside. */
(() => {
  "use strict";

  const open = () => [...document.querySelectorAll("details[data-menu][open]")];

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open().filter((each) => each.contains(event.target))) {
      menu.open = false;
      menu.querySelector("summary").focus();
      event.stopPropagation();
    }
  });
  document.addEventListener("click", ({ target }) => {
    for (const menu of open()) if (!menu.contains(target)) menu.open = false;
  });
})();
