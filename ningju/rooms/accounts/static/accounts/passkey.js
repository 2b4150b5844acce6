// Passkeys: say plainly what went wrong, where the library only writes to the console.
(function () {
  "use strict";
  var box = document.querySelector("[data-passkey-error]");
  if (!box) return;

  function say(which) {
    var words = box.querySelector("span");
    words.textContent = words.getAttribute("data-" + which);
    box.hidden = false;
  }

  document.addEventListener("allauth.error", function (event) {
    var name = event.detail && event.detail.exception && event.detail.exception.name;
    event.preventDefault();
    if (name === "NotAllowedError") say("refused");
    else if (name === "InvalidStateError") say("known");
    else if (!window.PublicKeyCredential || name === "SecurityError") say("unable");
    else say("other");
  });
})();
