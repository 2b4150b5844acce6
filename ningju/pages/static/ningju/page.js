// Small manners of every page: a sent form shows that it works, errors get the focus, a code can be copied.
(function () {
  "use strict";

  document.addEventListener("submit", function (event) {
    if (event.defaultPrevented) return;
    var button = event.submitter || event.target.querySelector("[type=submit]");
    if (!button) return;
    if (button.getAttribute("aria-busy") === "true") {
      event.preventDefault(); // a second tap while the first is on its way
      return;
    }
    button.setAttribute("aria-busy", "true");
  });

  // Coming back with the back button: the page is as it was, nothing is on its way.
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("[aria-busy=true]").forEach(function (one) {
      one.removeAttribute("aria-busy");
    });
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button || !navigator.clipboard) return;
    navigator.clipboard.writeText(button.getAttribute("data-copy")).then(function () {
      var words = button.querySelector("[data-words]") || button;
      words.textContent = button.getAttribute("data-done");
    });
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print();
  });

  var errors = document.querySelector(".errors");
  if (errors) errors.focus();
})();
