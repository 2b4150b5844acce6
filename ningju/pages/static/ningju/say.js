// Say it: suggests a kind while one types, and lets one tap the place on a small map. The form works without this file.
(function () {
  "use strict";
  var form = document.querySelector("[data-say]");
  if (!form || !window.fetch) return;
  var words = form.elements.words, guess = form.querySelector("[data-guess]");
  var waiting = null, last = "", chosenByHand = false;

  function ask() {
    var text = words.value.trim();
    if (text === last || chosenByHand) return;
    last = text;
    if (text.length < 2) { guess.textContent = ""; return; }
    var body = new URLSearchParams({ words: text });
    fetch(form.dataset.suggestUrl, { method: "POST", body: body, credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (html) { if (html && !chosenByHand && words.value.trim() === text) guess.innerHTML = html; })
      .catch(function () { last = ""; }); // without a network the form still sends; the kind is asked afterwards
  }

  words.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(ask, 500); });
  words.addEventListener("change", ask);
  guess.addEventListener("change", function () { chosenByHand = true; });
  if (words.value && !guess.textContent.trim()) ask();
  form.addEventListener("submit", function (event) {
    if (form.dataset.sending) { event.preventDefault(); return; }
    form.dataset.sending = "1";
    form.querySelector("button[type=submit]").setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", function () {
    delete form.dataset.sending;
    form.querySelector("button[type=submit]").removeAttribute("aria-busy");
  });
})();
