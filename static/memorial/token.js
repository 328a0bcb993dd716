/* Every form goes with the token of this session: after a log-in in another tab a page's own is old,
   and the cookie has the new one. */
(() => {
  "use strict";

  const name = "csrfmiddlewaretoken";

  window.sessionToken = () =>
    document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ||
    document.querySelector(`input[name=${name}]`)?.value ||
    "";

  // Before anybody else reads the form.
  document.addEventListener(
    "submit",
    ({ target }) => {
      const field = target.querySelector(`input[name=${name}]`);
      if (field) field.value = window.sessionToken();
    },
    true
  );
})();
