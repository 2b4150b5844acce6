// Size and theme, remembered on this device only. Runs in <head> before the first paint.
(function () {
  "use strict";
  var root = document.documentElement;
  var allowed = { size: ["large"], theme: ["day", "night"] };

  function remembered(name) {
    try {
      var value = window.localStorage.getItem("ningju-" + name);
      return allowed[name].indexOf(value) >= 0 ? value : "";
    } catch (refused) {
      return ""; // storage is blocked on this device: the choice lasts for this page only
    }
  }

  function put(name, value) {
    if (value) root.setAttribute("data-" + name, value);
    else root.removeAttribute("data-" + name);
  }

  function keep(name, value) {
    put(name, value);
    try {
      if (value) window.localStorage.setItem("ningju-" + name, value);
      else window.localStorage.removeItem("ningju-" + name);
    } catch (refused) {
      return; // as above: shown now, not remembered
    }
  }

  function show() {
    var switches = document.querySelectorAll("[data-set-size], [data-set-theme]");
    for (var i = 0; i < switches.length; i += 1) {
      var one = switches[i];
      var name = one.hasAttribute("data-set-size") ? "size" : "theme";
      var current = root.getAttribute("data-" + name) || "";
      one.setAttribute("aria-pressed", String(one.getAttribute("data-set-" + name) === current));
    }
  }

  root.classList.add("js");
  put("size", remembered("size"));
  put("theme", remembered("theme"));

  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("click", function (event) {
    var one = event.target.closest && event.target.closest("[data-set-size], [data-set-theme]");
    if (!one) return;
    var name = one.hasAttribute("data-set-size") ? "size" : "theme";
    var value = one.getAttribute("data-set-" + name);
    // The size button switches off again; a theme is one of three.
    if (name === "size" && root.getAttribute("data-size") === value) value = "";
    keep(name, value);
    show();
    document.dispatchEvent(new CustomEvent("ningju:mode"));
  });
})();
