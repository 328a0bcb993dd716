/* Moments that only the browser knows, said as the rest of the desk says them: in the site's zone. */
(() => {
  "use strict";

  const { zone, written, withZone } = document.querySelector("[data-zone]").dataset;
  const parts = (language, at, asked) =>
    Object.fromEntries(
      new Intl.DateTimeFormat(language, { timeZone: zone, ...asked }).formatToParts(at).map(({ type, value }) => [type, value]),
    );

  /* The letters of Django's `date` that our formats have; a month beside its day takes its case. */
  const letters = (at) => {
    const numbers = parts("en-GB", at, { day: "numeric", month: "numeric", year: "numeric" });
    const clock = parts("en-GB", at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const { month } = parts(document.documentElement.lang, at, { day: "numeric", month: "long" });
    const [j, n] = [Number(numbers.day), Number(numbers.month)];
    return { j, n, Y: numbers.year, F: month, E: month, H: clock.hour, i: clock.minute };
  };
  const zoneAt = (at) => {
    if (zone === "UTC") return zone;
    const { timeZoneName } = parts("en-GB", at, { timeZoneName: "longOffset" });
    const [, sign, hours, minutes] = timeZoneName.match(/([+−-])(\d\d):(\d\d)/) || ["", "+", "0", "00"];
    const distance = minutes === "00" ? Number(hours) : `${Number(hours)}:${minutes}`;
    return `${zone}, UTC${sign === "+" ? "+" : "−"}${distance}`;
  };

  window.momentInWords = (at) => {
    const said = letters(at);
    const moment = written.replace(/[jnYFEHi]/g, (letter) => said[letter]);
    return interpolate(withZone, { moment, zone: zoneAt(at) }, true);
  };
})();
