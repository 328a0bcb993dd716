/* Nothing that has the focus stands under the bar of buttons, however many lines the bar has. */
(() => {
  "use strict";

  const bar = document.querySelector(".savebar");
  if (!bar) return;
  const GAP = 16;

  const makeRoom = () => {
    const sticks = getComputedStyle(bar).position === "sticky";
    document.documentElement.style.scrollPaddingBlockEnd = `${sticks ? bar.offsetHeight + GAP : GAP}px`;
  };
  new ResizeObserver(makeRoom).observe(bar);
  window.addEventListener("resize", makeRoom);

  // The browser is content when it shows a part of a field.
  document.addEventListener("focusin", ({ target }) => {
    const isText = target.closest(".tiptap") || target.offsetHeight > innerHeight / 2;
    if (isText || bar.contains(target) || !target.matches(":focus-visible")) return;
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
})();
