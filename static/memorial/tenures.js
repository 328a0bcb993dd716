/* Offers the offices that a person held on the day, as soon as person or day is chosen. */
(() => {
  "use strict";

  const near = (select, name) => {
    const prefix = select.name.replace(/tenure$/, "");
    return document.querySelector(`[name="${prefix}${name}"]`);
  };

  const day = (select) => {
    const date = near(select, "date") || document.querySelector('[name="date"]');
    if (date && date.value) return `date=${encodeURIComponent(date.value)}`;
    const unveiling = document.querySelector('[name="unveiling"]');
    return unveiling && unveiling.value ? `unveiling=${unveiling.value}` : "";
  };

  const offer = async (select) => {
    const person = near(select, "person") || near(select, "speaker");
    const admin = location.pathname.split("/memorial/")[0];
    if (!person || !person.value || !day(select)) return;
    const answer = await fetch(`${admin}/memorial/person/${person.value}/offices/?${day(select)}`);
    if (!answer.ok) return;
    const { offices } = await answer.json();
    const chosen = select.value;
    select.replaceChildren(select.options[0], ...offices.map(({ id, text }) => new Option(text, id)));
    if ([...select.options].some(({ value }) => value === chosen)) select.value = chosen;
    else if (offices.length === 1) select.value = offices[0].id;
  };

  const offerAll = () => {
    for (const select of document.querySelectorAll('select[name$="tenure"]')) {
      if (!select.name.includes("__prefix__")) offer(select);
    }
  };

  const asks = /(^|-)(person|speaker|date|unveiling)$/;
  const asked = (event) => asks.test(event.target.name || "") && offerAll();
  document.addEventListener("change", asked);
  // The autocomplete fields tell only jQuery of a choice.
  if (window.django && django.jQuery) django.jQuery(document).on("select2:select", asked);
})();
