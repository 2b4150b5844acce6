// Blur parts of a picked photo before it is sent, and send it re-drawn: no position, no time, at most 2048 pixels.
// Without this file the form sends the photo as it is, and the server takes everything but the pixels out of it.
(function () {
  "use strict";
  var LARGEST = 2048, MOST_CELLS = 5, QUALITY = 0.88;

  document.querySelectorAll("[data-blur-form]").forEach(function (form) {
    var input = form.querySelector("[data-blur-input]"), box = form.querySelector("[data-blur]");
    var view = box.querySelector("[data-blur-canvas]"), undo = box.querySelector("[data-blur-undo]");
    var status = box.querySelector("[data-blur-status]"), trouble = form.querySelector("[data-blur-trouble]");
    var original = document.createElement("canvas"), picture = document.createElement("canvas");
    var areas = [], frame = null, drag = null, isReady = false, mayGo = false;

    function say(words) { trouble.textContent = words || ""; trouble.hidden = !words; }

    function close() { isReady = false; box.hidden = true; areas = []; }

    // Picking the changed picture by hand below fires no "change", so this hears the person only.
    input.addEventListener("change", function () {
      close();
      say("");
      if (!input.files.length) return;
      var image = new Image(), address = URL.createObjectURL(input.files[0]);
      image.addEventListener("load", function () { URL.revokeObjectURL(address); open(image); });
      image.addEventListener("error", function () { URL.revokeObjectURL(address); say(box.dataset.unreadable); });
      image.src = address;
    });

    function open(image) {
      var scale = Math.min(1, LARGEST / Math.max(image.naturalWidth, image.naturalHeight));
      [original, picture, view].forEach(function (canvas) {
        canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
        canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
      });
      var pen = original.getContext("2d");
      pen.fillStyle = "#fff"; // behind what is transparent, as the server does
      pen.fillRect(0, 0, original.width, original.height);
      pen.drawImage(image, 0, 0, original.width, original.height);
      var side = Math.round(Math.min(view.width, view.height) / 6);
      frame = { x: (view.width - side) / 2, y: (view.height - side) / 2, w: side, h: side };
      isReady = true;
      box.hidden = false;
      redraw();
    }

    function redraw() {
      var pen = picture.getContext("2d", { willReadFrequently: true });
      pen.drawImage(original, 0, 0);
      areas.forEach(function (area) { pixelate(pen, area); });
      undo.disabled = !areas.length;
      status.textContent = areas.length ? box.dataset.blurred.replace("{n}", areas.length) : "";
      show();
    }

    function show() {
      var pen = view.getContext("2d"), shown = drag ? drag.area : document.activeElement === view ? frame : null;
      pen.drawImage(picture, 0, 0);
      if (!shown) return;
      var width = Math.max(2, view.width / 300);
      [["#000", width * 2], ["#fff", width]].forEach(function (line) {
        pen.strokeStyle = line[0];
        pen.lineWidth = line[1];
        pen.strokeRect(shown.x, shown.y, shown.w, shown.h);
      });
    }

    // At most five cells along the longer side, each the mean of its pixels: what was there cannot be made out.
    function pixelate(pen, area) {
      var cell = Math.max(8, Math.ceil(Math.max(area.w, area.h) / MOST_CELLS));
      for (var top = area.y; top < area.y + area.h; top += cell) {
        for (var left = area.x; left < area.x + area.w; left += cell) {
          var w = Math.min(cell, area.x + area.w - left), h = Math.min(cell, area.y + area.h - top);
          pen.fillStyle = mean(pen.getImageData(left, top, w, h).data);
          pen.fillRect(left, top, w, h);
        }
      }
    }

    function mean(bytes) {
      var sum = [0, 0, 0], count = bytes.length / 4;
      for (var i = 0; i < bytes.length; i += 4) { sum[0] += bytes[i]; sum[1] += bytes[i + 1]; sum[2] += bytes[i + 2]; }
      return "rgb(" + sum.map(function (one) { return Math.round(one / count); }).join(",") + ")";
    }

    function blur(area) {
      var left = Math.max(0, Math.floor(area.x)), top = Math.max(0, Math.floor(area.y));
      var right = Math.min(view.width, Math.ceil(area.x + area.w)), low = Math.min(view.height, Math.ceil(area.y + area.h));
      if (right - left < 1 || low - top < 1) return;
      areas.push({ x: left, y: top, w: right - left, h: low - top });
      redraw();
    }

    function takeBack() { areas.pop(); redraw(); }

    function at(event) {
      var edge = view.getBoundingClientRect();
      return {
        x: (event.clientX - edge.left) * view.width / edge.width,
        y: (event.clientY - edge.top) * view.height / edge.height,
      };
    }

    view.addEventListener("pointerdown", function (event) {
      if (event.button > 0) return;
      var start = at(event);
      drag = { start: start, area: { x: start.x, y: start.y, w: 0, h: 0 } };
      view.setPointerCapture(event.pointerId);
    });
    view.addEventListener("pointermove", function (event) {
      if (!drag) return;
      var now = at(event), start = drag.start;
      drag.area = {
        x: Math.min(start.x, now.x), y: Math.min(start.y, now.y),
        w: Math.abs(now.x - start.x), h: Math.abs(now.y - start.y),
      };
      show();
    });
    view.addEventListener("pointerup", function () {
      if (!drag) return;
      var drawn = drag.area, start = drag.start;
      drag = null;
      var isTap = Math.max(drawn.w, drawn.h) < view.width / 40;
      if (isTap) drawn = { x: start.x - frame.w / 2, y: start.y - frame.h / 2, w: frame.w, h: frame.h };
      blur(drawn);
    });
    view.addEventListener("pointercancel", function () { drag = null; show(); });
    view.addEventListener("focus", show);
    view.addEventListener("blur", show);

    function grow(factor) {
      var most = Math.min(view.width, view.height), side = Math.min(most, Math.max(16, frame.w * factor));
      place(frame.x + (frame.w - side) / 2, frame.y + (frame.h - side) / 2, side);
    }

    function place(x, y, side) {
      frame = {
        x: Math.min(view.width - side, Math.max(0, x)), y: Math.min(view.height - side, Math.max(0, y)),
        w: side, h: side,
      };
      show();
    }

    view.addEventListener("keydown", function (event) {
      if (!isReady || event.ctrlKey || event.metaKey || event.altKey) return;
      var step = Math.max(1, view.width / (event.shiftKey ? 200 : 40)), side = frame.w;
      var acts = {
        ArrowLeft: function () { place(frame.x - step, frame.y, side); },
        ArrowRight: function () { place(frame.x + step, frame.y, side); },
        ArrowUp: function () { place(frame.x, frame.y - step, side); },
        ArrowDown: function () { place(frame.x, frame.y + step, side); },
        "+": function () { grow(1.25); }, "=": function () { grow(1.25); }, "-": function () { grow(0.8); },
        Enter: function () { blur(frame); },
        Backspace: takeBack,
      };
      if (!acts[event.key]) return;
      event.preventDefault();
      event.stopPropagation(); // the desk's own keys
      acts[event.key]();
    });
    undo.addEventListener("click", takeBack);

    // What is sent is the drawing, never the file that was picked.
    form.addEventListener("submit", function (event) {
      if (!isReady || mayGo) return;
      event.preventDefault();
      picture.toBlob(function (drawn) {
        try {
          if (!drawn) throw new Error("no picture came out");
          var parcel = new DataTransfer();
          parcel.items.add(new File([drawn], "photo.jpg", { type: "image/jpeg" }));
          input.files = parcel.files;
        } catch (error) {
          say(box.dataset.unable);
          return;
        }
        mayGo = true;
        form.requestSubmit ? form.requestSubmit() : form.submit();
      }, "image/jpeg", QUALITY);
    });
    window.addEventListener("pageshow", function () { mayGo = false; });
  });
})();
