/* Toolbars: one stop of the Tab key each; the arrows, Home and End go from tool to tool.

   deskToolbar(element, name) makes one of what stands in an element. */
(() => {
  "use strict";

  const BAR = "[role=toolbar]";
  const toolsOf = (bar) => [...bar.querySelectorAll("button")].filter((tool) => !tool.closest("[popover]"));
  const isShown = (tool) => tool.getClientRects().length > 0;

  /** Leave one tool for Tab: the one that was used last, or the first that is there. */
  const settle = (bar, wanted) => {
    const tools = toolsOf(bar);
    const now = wanted || tools.find((tool) => tool.tabIndex === 0 && tool.dataset.isStop && isShown(tool));
    const stop = now || tools.find(isShown) || tools[0];
    for (const tool of tools) {
      tool.tabIndex = tool === stop ? 0 : -1;
      if (tool === stop) tool.dataset.isStop = "true";
      else delete tool.dataset.isStop;
    }
  };

  window.deskToolbar = (bar, name) => {
    if (bar.getAttribute("aria-label") !== name) bar.setAttribute("aria-label", name);
    if (bar.matches(BAR)) return;
    bar.setAttribute("role", "toolbar");
    settle(bar);
    // Tools come and go with what is selected.
    const watched = { childList: true, subtree: true, attributeFilter: ["class", "hidden"] };
    new MutationObserver(() => settle(bar)).observe(bar, watched);
  };

  document.addEventListener("focusin", ({ target }) => {
    const bar = target.matches("button") && !target.closest("[popover]") && target.closest(BAR);
    if (bar) settle(bar, target);
  });

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !event.target.matches?.(`${BAR} button`)) return;
    const tools = toolsOf(event.target.closest(BAR)).filter(isShown);
    const here = tools.indexOf(event.target);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
    if (here < 0 || to === undefined) return;
    event.preventDefault();
    tools.at(to % tools.length).focus();
  });
})();
