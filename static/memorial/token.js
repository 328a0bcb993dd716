/* Every form goes with the token of this session: after a log-in in another tab a page's own is old,
   and the cookie has the new one.

   session.token()         the token
   session.send(url, body) posts a FormData with it, answers with the response
   session.SignedOut       what `send` throws after a log-out */
(() => {
  "use strict";

  const NAME = "csrfmiddlewaretoken";

  class SignedOut extends Error {}

  const token = () =>
    document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ||
    document.querySelector(`input[name=${NAME}]`)?.value ||
    "";

  const send = async (url, body, headers = {}) => {
    body.set(NAME, token());
    const answer = await fetch(url, { method: "POST", body, headers, credentials: "same-origin" });
    if (answer.redirected && new URL(answer.url).pathname.includes("/login/")) throw new SignedOut();
    return answer;
  };

  // Before anybody else reads the form.
  document.addEventListener(
    "submit",
    ({ target }) => {
      const field = target.querySelector(`input[name=${NAME}]`);
      if (field) field.value = token();
    },
    true
  );

  window.session = { token, send, SignedOut };
})();
