/* What stands in kept words, to be read before they are taken: keptLook(places, words) returns the
   terms and descriptions of a list, from `ownChanges.places` and the words as a Map. */
(() => {
  "use strict";

  const MOST = 400;

  /* A row that was put in has no place in this form: its empty row is labelled the same. */
  const inEmptyRow = (name) => name.replace(/-\d+-/, "-__prefix__-");
  const fieldOf = (name) => document.getElementsByName(name)[0] || document.getElementsByName(inEmptyRow(name))[0];
  const textOf = (element) => element?.textContent.replace(/\s+/g, " ").trim().replace(/:$/, "") || "";

  const labelOf = (name) => {
    const field = fieldOf(name);
    const column = field?.closest("table")?.querySelector(`th.column-${name.split("-").at(-1)}`);
    const place = column || field?.closest(".fieldBox, .form-row")?.querySelector("label, legend");
    return textOf(field?.labels?.[0]) || textOf(place);
  };
  const headOf = (row) => {
    const box = document.getElementById(row) || document.getElementById(row.replace(/-\d+$/, "-empty"));
    const head = box?.querySelector("h3");
    if (!head) return textOf(box?.closest(".inline-group")?.querySelector("h2"));
    // The number of the empty row is nobody's.
    const own = box.id === row ? [...head.querySelectorAll("b, .inline_label")] : [head.querySelector("b")];
    return textOf({ textContent: own.map(textOf).join(": ") });
  };

  const plain = (value) => {
    if (!/^<\w/.test(value)) return value;
    return new DOMParser().parseFromString(value.replace(/<\/(p|li|h\d)>/g, "$& "), "text/html").body.textContent;
  };
  const valueOf = (field, value) => {
    if (field?.type === "checkbox") return gettext("ticked");
    if (!field?.options) return plain(value);
    const option = [...field.options].find((each) => each.value === value);
    return value && (option?.text || gettext("another record"));
  };
  const wordsOf = (name, values) => {
    const field = fieldOf(name);
    const said = (values || []).map((value) => valueOf(field, value)).join(", ").trim();
    return said.length > MOST ? `${said.slice(0, MOST)}…` : said;
  };
  const rowWords = (row, words) =>
    [...words]
      .filter(([name]) => name.startsWith(`${row}-`) && !ownChanges.isBeside(name))
      .filter(([name]) => fieldOf(name)?.type !== "hidden")
      .map(([name, values]) => wordsOf(name, values))
      .filter(Boolean)
      .join(" · ");

  const described = ({ kind, name, row }, words) => {
    if (kind === "order") return [gettext("Order"), gettext("other than it was")];
    if (kind === "out") return [headOf(row), gettext("taken out")];
    if (kind === "new") return [headOf(row), rowWords(row, words)];
    return [[row && headOf(row), labelOf(name)].filter(Boolean).join(", "), wordsOf(name, words.get(name))];
  };

  window.keptLook = (places, words) =>
    places.flatMap((place) =>
      described(place, words).map((text, number) => {
        const line = document.createElement(number ? "dd" : "dt");
        line.textContent = text || (number ? gettext("nothing") : place.name);
        return line;
      }),
    );
})();
