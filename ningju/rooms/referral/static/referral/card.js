// A card made on this device: drawn on a canvas, saved as a picture or printed. Nothing of it is sent or stored.
(function () {
  "use strict";
  var root = document.querySelector("[data-card]");
  if (!root) return;
  var canvas = root.querySelector("canvas"), pen = canvas.getContext("2d");
  var fields = { name: root.querySelector("[data-name]"), line: root.querySelector("[data-line]"), promise: root.querySelector("[data-promise]") };
  var SANS = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
  var WIDE = 1012, HIGH = 638, EDGE = 64; // 85.6 × 54 mm at 300 dots an inch
  if (!pen) return;
  root.hidden = false;

  function ink(name) { return getComputedStyle(root).getPropertyValue("--" + name).trim(); }

  // Chinese breaks anywhere, other words at spaces.
  function lines(text, most) {
    var found = [], line = "";
    (text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) || []).forEach(function (piece) {
      if (line && pen.measureText(line + piece.trimEnd()).width > most) { found.push(line.trimEnd()); line = ""; }
      line += line ? piece : piece.trimStart();
    });
    return line ? found.concat(line.trimEnd()) : found;
  }

  function write(text, size, weight, colour, top, rows) {
    pen.font = weight + " " + size + "px " + SANS;
    pen.fillStyle = colour;
    lines(text, WIDE - 2 * EDGE).slice(0, rows).forEach(function (line) {
      pen.fillText(line, EDGE, top);
      top += size * 1.35;
    });
    return top;
  }

  function draw() {
    pen.fillStyle = ink("paper-card");
    pen.fillRect(0, 0, WIDE, HIGH);
    pen.fillStyle = ink("mark");
    pen.fillRect(0, 0, WIDE, 18);
    pen.textBaseline = "top";
    pen.font = "400 30px " + SANS;
    pen.fillStyle = ink("quiet-ink");
    pen.fillText(root.dataset.place, EDGE, HIGH - EDGE - 20);
    var top = write(fields.name.value.trim() || fields.name.dataset.blank, 84, 700, ink("card-ink"), EDGE + 12, 1);
    top = write(fields.line.value.trim(), 38, 400, ink("quiet-ink"), top + 4, 1);
    write(fields.promise.value.trim() || fields.promise.dataset.blank, 48, 600, ink("mark"), Math.max(top + 24, 268), 4);
    canvas.setAttribute("aria-label", [fields.name.value, fields.line.value, fields.promise.value].filter(Boolean).join(" · ") || root.dataset.empty);
  }

  root.addEventListener("input", draw);
  root.querySelector("[data-save]").addEventListener("click", function () {
    canvas.toBlob(function (picture) {
      var link = document.createElement("a");
      link.href = URL.createObjectURL(picture);
      link.download = "card.png";
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    });
  });
  draw();
})();
