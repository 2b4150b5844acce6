// "Tell me on this device": asks the browser for a push subscription, only after a tap, and sends it with the form.
(function () {
  "use strict";
  var fold = document.querySelector("[data-push]");
  if (!fold || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  var form = fold.querySelector("form"), trouble = fold.querySelector("[data-push-trouble]");
  fold.hidden = false;

  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (one) { return one.charCodeAt(0); });
  }

  function active(registration) {
    if (registration.active) return registration;
    return new Promise(function (done, failed) {
      var worker = registration.installing || registration.waiting;
      worker.addEventListener("statechange", function () {
        if (worker.state === "activated") done(registration);
        if (worker.state === "redundant") failed(new Error("no worker"));
      });
    });
  }

  form.addEventListener("submit", function (event) {
    if (form.elements.subscription.value || !form.elements.consent.checked) return;
    event.preventDefault();
    trouble.hidden = true;
    navigator.serviceWorker.register(fold.dataset.worker).then(active).then(function (registration) {
      return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(fold.dataset.key) });
    }).then(function (subscription) {
      form.elements.subscription.value = JSON.stringify(subscription);
      form.requestSubmit();
    }).catch(function () { trouble.hidden = false; trouble.focus(); });
  });
})();
