// Say it: suggests a kind while one types, and lets one tap the place on a map. The form works without this file.
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
    fetch(form.dataset.suggestUrl, { method: "POST", body: new URLSearchParams({ words: text }), credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (html) { if (html && !chosenByHand && words.value.trim() === text) guess.innerHTML = html; })
      .catch(function () { last = ""; }); // without a network the form still sends; the kind is asked then
  }

  words.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(ask, 400); });
  words.addEventListener("change", ask);
  guess.addEventListener("change", function () { chosenByHand = true; });
  if (words.value && !guess.textContent.trim()) ask();

  // The map is fetched when somebody wants to tap, not before.
  var frame = form.querySelector("[data-pick]"), opener = form.querySelector("[data-pick-open]");
  var everywhere = new Proxy({}, { get: function () { return true; } });

  function loadNext(sources, done) {
    if (!sources.length) { done(); return; }
    var script = document.createElement("script");
    script.src = sources[0];
    script.addEventListener("load", function () { loadNext(sources.slice(1), done); });
    script.addEventListener("error", function () { opener.removeAttribute("aria-busy"); frame.hidden = true; });
    document.head.appendChild(script);
  }

  opener.addEventListener("click", function () {
    frame.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    if (frame.dataset.asked) return;
    frame.dataset.asked = "yes";
    frame.dataset.styles.split(" ").forEach(function (source) {
      var sheet = document.createElement("link");
      sheet.rel = "stylesheet";
      sheet.href = source;
      document.head.appendChild(sheet);
    });
    loadNext(frame.dataset.scripts.split(" "), function () { frame.scrollIntoView({ block: "center" }); });
  });

  document.addEventListener("ningju:tap", function (event) {
    var at = event.detail;
    form.elements.lat.value = at.lat.toFixed(6);
    form.elements.lon.value = at.lon.toFixed(6);
    form.elements.place.value = "";
    if (at.label || !form.elements.where.value.trim()) form.elements.where.value = at.label || frame.dataset.tapped;
    document.dispatchEvent(new CustomEvent("ningju:nearby", {
      detail: { origin: { lat: at.lat, lon: at.lon, label: frame.dataset.here }, shown: everywhere },
    }));
  });
})();
