/* Offers words that this browser keeps of a form: each set of them, to take, to look at, to let go. */
(() => {
  "use strict";

  const { formAsItIs, keptWords: kept, ownChanges, keptLook } = window;
  const { form, entries } = formAsItIs;
  const notice = document.querySelector("[data-kept]");
  if (!form?.elements.form_key || !notice) return;

  const key = form.elements.form_key.value;
  const list = notice.querySelector("[data-kept-sets]");
  const template = notice.querySelector("template");
  const isFix = "waitingFixes" in notice.dataset;
  const waiting = (notice.dataset.waitingFixes || "").split(" ");
  // A fix that waits no more has no form: its words are offered as a fix of what is live.
  const isGone = (place) => {
    const other = isFix && place.split(`${kept.path}?revision=`)[1];
    return Boolean(other) && !waiting.includes(other);
  };

  /* What was changed in a set, as [[name, what it was], …]; a set of an older desk does not know. */
  const changesOf = ({ before, fields }) => before || differences(fields);
  const differences = (fields) => ownChanges.before(ownChanges.read(entries()), ownChanges.read(fields));

  const bringBack = ({ fields }) => {
    const back = document.createElement("form");
    back.method = "post";
    back.hidden = true;
    const token = form.elements.csrfmiddlewaretoken.value;
    for (const [name, value] of [...fields, ["csrfmiddlewaretoken", token], ["_bring_back", "1"]]) {
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      back.append(field);
    }
    document.body.append(back);
    window.dispatchEvent(new Event("memorial:leaving"));
    back.submit();
  };

  const from = ({ at, tab }) => {
    const when = { when: momentInWords(at) };
    if (!tab) return interpolate(gettext("From %(when)s."), when, true);
    if (tab === kept.tab()) return interpolate(gettext("From %(when)s, in this tab."), when, true);
    return interpolate(gettext("From %(when)s, in another tab."), when, true);
  };
  const saidOf = (set, count) => {
    const changed = ngettext("You changed %(count)s part.", "You changed %(count)s parts.", count);
    const sentences = [from(set), interpolate(changed, { count }, true)];
    if (set.version !== (form.elements.opened_version?.value || "")) {
      sentences.push(
        isFix
          ? gettext("What readers see was changed since: the next page says where your words do not fit it.")
          : gettext("The record was saved since: a save of yours will show both texts."),
      );
    }
    return sentences.join(" ");
  };

  const letGo = (set) => {
    kept.drop(set);
    offer();
    const next = list.querySelector("button") || form.querySelector("input:not([type=hidden]), textarea");
    next?.focus();
  };
  const shown = (set) => {
    const line = template.content.firstElementChild.cloneNode(true);
    const words = ownChanges.read(set.fields);
    const places = ownChanges.places(changesOf(set), words);
    const said = line.querySelector("[data-kept-set]");
    said.textContent = saidOf(set, places.length);
    // The same buttons stand in every set: what they are about is said with them.
    said.id = `kept-${set.key}`;
    for (const act of line.querySelectorAll("button, summary")) act.setAttribute("aria-describedby", said.id);
    line.querySelector("[data-bring-back]").onclick = () => bringBack(set);
    line.querySelector("[data-let-go]").onclick = () => letGo(set);
    const look = line.querySelector("details");
    look.addEventListener("toggle", () => look.querySelector("dl").replaceChildren(...keptLook(places, words)));
    return line;
  };

  const offer = () => {
    const sets = kept.find((place) => place === kept.path || isGone(place)).filter((each) => each.key !== key);
    const isNothing = (set) => !changesOf(set).length || !differences(set.fields).length;
    sets.filter(isNothing).forEach(kept.drop);
    const offered = sets.filter((set) => !isNothing(set));
    notice.hidden = !offered.length;
    list.replaceChildren(...offered.map(shown));
    // A screen reader hears what is written once the notice is there.
    notice.querySelector("[data-kept-words]").textContent = offered.length
      ? gettext("You have words here that were not saved.")
      : "";
  };

  const back = document.querySelector("[data-brought-back]");
  if (back) back.focus();
  else if (!form.querySelector(".errornote")) {
    // After the editors of the blocks are there: what they make of the form is no difference.
    if (document.readyState === "complete") offer();
    else window.addEventListener("load", () => setTimeout(offer, 0));
  }
})();
