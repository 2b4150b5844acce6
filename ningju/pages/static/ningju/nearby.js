// The list of places: filters, and sorting by walking minutes from a tapped, typed or own point. All on this device.
(function () {
  "use strict";
  var list = document.querySelector("[data-nearby]");
  if (!list) return;
  var words = list.dataset;
  var items = Array.prototype.slice.call(list.querySelectorAll("[data-lat]"));
  var form = document.querySelector("[data-filters]");
  var find = document.querySelector("[data-find]");
  var status = list.querySelector("[data-status]");
  var from = list.querySelector("[data-from]");
  var names = [];
  var origin = null;

  items.forEach(function (item, i) { item.order = i; });

  function metres(lat1, lon1, lat2, lon2) {
    var rad = Math.PI / 180, dLat = (lat2 - lat1) * rad, dLon = (lon2 - lon1) * rad;
    var a = Math.pow(Math.sin(dLat / 2), 2) + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.pow(Math.sin(dLon / 2), 2);
    return 6371008.8 * 2 * Math.asin(Math.sqrt(a));
  }

  // 80 m a minute; streets are about 1.3 times as long as the straight line. The same rule as the server's.
  function walkMin(item) {
    var far = metres(origin.lat, origin.lon, Number(item.dataset.lat), Number(item.dataset.lon));
    return Math.ceil(far * 1.3 / 80 - 1e-9);
  }

  function wanted() {
    if (!form) return [];
    return Array.prototype.map.call(form.querySelectorAll("input[name=with]:checked"), function (box) { return box.value; });
  }

  function fits(item, codes) {
    var has = (item.dataset.amenities || "").split(" ");
    return codes.every(function (code) { return has.indexOf(code) >= 0; });
  }

  function count(n) {
    return (n === 1 ? words.countOne : words.countMany).replace("{n}", n);
  }

  function sort() {
    items.forEach(function (item) {
      var walk = item.querySelector("[data-walk]");
      item.minutes = origin ? walkMin(item) : item.order;
      if (walk && origin) walk.textContent = words.walkText.replace("{n}", item.minutes);
      if (walk && !origin) walk.textContent = "";
    });
    items.slice().sort(function (a, b) { return a.minutes - b.minutes || a.order - b.order; }).forEach(function (item) {
      item.parentNode.appendChild(item);
    });
  }

  function show() {
    var codes = wanted(), shown = {}, open = 0, shut = 0;
    items.forEach(function (item) {
      var yes = fits(item, codes);
      item.hidden = !yes;
      if (!yes) return;
      shown[item.dataset.slug] = true;
      if (item.dataset.open === "1") open += 1;
      else shut += 1;
    });
    put("[data-count]", count(open));
    put("[data-count-shut]", String(shut));
    list.querySelector("[data-none]").hidden = open > 0;
    var closed = list.querySelector("[data-shut]");
    if (closed) closed.hidden = shut === 0;
    from.hidden = !origin;
    if (origin) put("[data-from-name]", origin.label);
    document.dispatchEvent(new CustomEvent("ningju:nearby", { detail: { origin: origin, shown: shown } }));
  }

  function put(where, text) {
    var element = list.querySelector(where);
    if (element) element.textContent = text;
  }

  function say(text) { status.textContent = text; }

  // own: a point from the device's own position is kept in this page only, not even on the device.
  function start(point, own) {
    origin = point;
    try {
      if (point && !own) window.sessionStorage.setItem("ningju-origin", JSON.stringify(point));
      else window.sessionStorage.removeItem("ningju-origin");
    } catch (refused) {
      say(""); // storage is blocked on this device: the point lasts for this page only
    }
    sort();
    show();
    if (point) say(words.sortedText.replace("{place}", point.label));
  }

  function remembered() {
    if (words.originLat) return { lat: Number(words.originLat), lon: Number(words.originLon), label: words.originName };
    try {
      return JSON.parse(window.sessionStorage.getItem("ningju-origin"));
    } catch (refused) {
      return null;
    }
  }

  function plain(text) { return text.toLowerCase().replace(/[\s,，.。·・\-—]+/g, ""); }

  function lookUp(text) {
    var asked = plain(text);
    var known = items.map(function (item) {
      return { name: item.dataset.name, lat: Number(item.dataset.lat), lon: Number(item.dataset.lon) };
    }).concat(names);
    var exact = known.filter(function (one) { return plain(one.name) === asked; });
    var part = known.filter(function (one) { return plain(one.name).indexOf(asked) >= 0 || asked.indexOf(plain(one.name)) >= 0; });
    return exact[0] || part[0] || null;
  }

  document.addEventListener("ningju:names", function (event) {
    names = event.detail.map(function (one) { return { name: one.name, lat: one.at.lat, lon: one.at.lng }; });
  });
  document.addEventListener("ningju:tap", function (event) {
    var tap = event.detail;
    start({ lat: tap.lat, lon: tap.lon, label: tap.label || words.tappedText }, false);
  });
  document.addEventListener("ningju:point", function (event) {
    items.forEach(function (item) {
      if (item.dataset.slug === event.detail.slug) item.querySelector(".card").classList.toggle("pointed", event.detail.on);
    });
  });
  ["mouseenter", "mouseleave", "focusin", "focusout"].forEach(function (name) {
    var on = name === "mouseenter" || name === "focusin";
    items.forEach(function (item) {
      item.addEventListener(name, function () {
        document.dispatchEvent(new CustomEvent("ningju:point", { detail: { slug: item.dataset.slug, on: on } }));
      });
    });
  });

  if (form) form.addEventListener("change", function (event) {
    if (event.target.name === "at") form.requestSubmit(); // opening hours are the server's to know
    else show();
  });
  if (find) find.addEventListener("submit", function (event) {
    var text = find.querySelector("input[name=near]").value.trim();
    var found = text && lookUp(text);
    if (!found) return; // the server knows more names, and says so if it knows none
    event.preventDefault();
    start({ lat: found.lat, lon: found.lon, label: found.name }, false);
    list.scrollIntoView({ block: "start" });
  });
  document.querySelectorAll("[data-near-me]").forEach(function (button) {
    button.addEventListener("click", function () {
      if (!navigator.geolocation) return say(words.noFixText);
      button.setAttribute("aria-busy", "true");
      say(words.waitText);
      navigator.geolocation.getCurrentPosition(function (fix) {
        button.removeAttribute("aria-busy");
        start({ lat: fix.coords.latitude, lon: fix.coords.longitude, label: words.meText }, true);
      }, function () {
        button.removeAttribute("aria-busy");
        say(words.noFixText);
      }, { timeout: 10000, maximumAge: 60000 });
    });
  });
  from.querySelector("[data-forget]").addEventListener("click", function () { start(null, false); say(""); });

  origin = remembered();
  if (origin) sort();
  show();
})();
