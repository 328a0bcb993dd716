/* What somebody changed in a form, told apart from what others changed in the record since.

   ownChanges.read(entries)        its words as a Map, name → values; what is the form's own is none
   ownChanges.before(opened, now)  [[name, values it was opened with, or null], …] where they differ
   ownChanges.opened(now, before)  the Map that it was opened with, from the other two
   ownChanges.places(before, now)  what a person would count: each field, a row put in or taken out,
                                   the order, as {kind, name, row}
   ownChanges.isBeside(name)       whether a field of a row is none of its words */
(() => {
  "use strict";

  const OWN = /^(_|initial-|(form_key|opened_version|opened_save)$)/;
  /* Beside the words of a row, and counted by no person. */
  const BESIDE = /-((TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS|id|key|region|parent|article|rows)$/;
  const ORDER = /-(ordering|position)$/;
  // Of a block with rows of its own it is the block.
  const rowOf = (name) => name.match(/^(.+?-\d+)-/)?.[1] || "";

  const read = (entries) => {
    const found = new Map();
    for (const [name, value] of entries) if (!OWN.test(name)) found.set(name, [...(found.get(name) || []), value]);
    return found;
  };

  const before = (opened, now) =>
    [...new Set([...opened.keys(), ...now.keys()])]
      // A field of a new row is one more, empty or not.
      .filter((name) => String(opened.get(name)) !== String(now.get(name)))
      .map((name) => [name, opened.get(name) || null]);

  const opened = (now, changed) => {
    const found = new Map(now);
    for (const [name, values] of changed) {
      if (values) found.set(name, values);
      else found.delete(name);
    }
    return found;
  };

  const places = (changed, now) => {
    const was = opened(now, changed);
    const rowsOf = (words) => new Set([...words.keys()].filter((name) => !name.endsWith("-DELETE")).map(rowOf));
    const [stood, stands] = [rowsOf(was), rowsOf(now)];
    const found = new Map();
    for (const [name] of changed) {
      const row = rowOf(name);
      const isNew = row && stands.has(row) && !stood.has(row);
      const isOut = row && now.has(`${row}-DELETE`);
      if (isOut && !isNew) found.set(row, { kind: "out", name, row });
      else if (isNew && !isOut) found.set(row, { kind: "new", name, row });
      else if (ORDER.test(name)) found.set("order", { kind: "order", name, row });
      else if (!isNew && !BESIDE.test(name)) found.set(name, { kind: "field", name, row });
    }
    const seen = [...found.values()];
    // A row that comes or goes moves the others.
    return seen.some(({ kind }) => kind === "new" || kind === "out") ? seen.filter(({ kind }) => kind !== "order") : seen;
  };

  const isBeside = (name) => BESIDE.test(name) || ORDER.test(name);

  window.ownChanges = { read, before, opened, places, isBeside };
})();
