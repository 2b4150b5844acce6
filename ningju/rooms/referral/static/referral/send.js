// The sender's page: what is typed is sealed here, and only the sealed note travels. Without this file the page shows the phone.
(function () {
  "use strict";
  var form = document.querySelector("[data-seal]");
  if (!form || !window.NingjuSealing || !window.fetch) return;
  var told = form.querySelector("[data-told]"), button = form.querySelector("button[type=submit]");
  var contact = form.querySelector("[data-contact]"), words = form.querySelector("[data-words]");
  var key = { id: form.dataset.keyId, x: form.dataset.keyX, y: form.dataset.keyY };
  var formKey = form.dataset.formKey, former = null;

  document.querySelectorAll("[data-cannot-seal]").forEach(function (one) { one.hidden = true; });
  form.hidden = false;

  function say(text, where) {
    told.querySelector("span").textContent = text;
    told.hidden = !text;
    button.removeAttribute("aria-busy");
    if (where) { where.focus(); } else if (text) { told.focus(); }
  }

  // The same words are sealed once, so that a second try after a lost answer sends the very same note.
  async function sealedNote() {
    var typed = { contact: contact.value.trim(), words: words.value.trim() };
    var now = JSON.stringify([typed, key.id]);
    if (!former || former.now !== now) {
      former = { now: now, sealed: await NingjuSealing.seal(typed, key, form.dataset.community) };
    }
    return former.sealed;
  }

  async function send() {
    var body = new URLSearchParams({ form_key: formKey, key_id: key.id, sealed: await sealedNote() });
    var answer = await fetch(form.dataset.sendUrl, { method: "POST", body: body, credentials: "same-origin" });
    var isJson = (answer.headers.get("Content-Type") || "").indexOf("application/json") === 0;
    var said = isJson ? await answer.json() : {};
    if (answer.status === 201) {
      contact.value = words.value = "";
      location.assign(said.link);
      return;
    }
    if (said.key) key = said.key;
    if (said.form_key) formKey = said.form_key;
    say(said.message || (answer.status === 429 ? form.dataset.tooMany : form.dataset.notSent));
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (button.getAttribute("aria-busy") === "true") return;
    if (!contact.value.trim()) { say(form.dataset.noContact, contact); return; }
    say("");
    button.setAttribute("aria-busy", "true");
    send().catch(function (error) { say(error instanceof RangeError ? form.dataset.tooLong : form.dataset.notSent); });
  });
})();
