/* Sentences of scripts: filled with their values, and spoken by a screen reader.

   saying.put(sentence, values) fills the %(names)s of a sentence
   saying.say(sentence)         speaks it */
(() => {
  "use strict";

  const put = (sentence, values) => interpolate(sentence, values, true);

  const say = (sentence) => {
    const place = document.querySelector(".desk-said");
    if (!place) return;
    // The same sentence twice is spoken twice only if it was gone in between.
    place.textContent = "";
    setTimeout(() => { place.textContent = sentence; }, 50);
  };

  window.saying = { put, say };
})();
