// The desk by keyboard: j and k walk the inbox, a marked key presses its button, Ctrl+Enter sends.
(function () {
  "use strict";

  function typing(target) {
    return target.closest("input, textarea, select, [contenteditable]");
  }

  function walk(step) {
    var links = Array.prototype.slice.call(document.querySelectorAll(".inbox a"));
    if (!links.length) return;
    var at = links.indexOf(document.activeElement);
    if (at < 0) at = links.findIndex(function (link) { return link.hasAttribute("aria-current"); }) - (step > 0 ? 0 : -1);
    var next = links[Math.min(Math.max(at + step, 0), links.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  // On a phone the menu is one line that scrolls: begin at the page that is open.
  var menu = document.querySelector(".desk-nav");
  var open = menu && menu.querySelector("[aria-current]");
  if (open && menu.scrollWidth > menu.clientWidth) menu.scrollLeft = open.offsetLeft - menu.offsetLeft - 16;

  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      var form = event.target.closest("form");
      if (form) form.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      walk(event.key === "j" ? 1 : -1);
      return;
    }
    if (!/^[a-z]$/.test(event.key)) return;
    var target = document.querySelector("[data-key=" + event.key + "]");
    if (!target) return;
    event.preventDefault();
    if (target.matches("input, textarea")) target.focus();
    else target.click();
  });
})();
