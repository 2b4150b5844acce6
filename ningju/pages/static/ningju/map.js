// The map home: draws the neighbourhood, and says where it was tapped. The list beside it works without this file.
(function () {
  "use strict";
  var box = document.querySelector("[data-map]");
  var parts = window.ningjuMap;
  if (!box || !window.L || !parts) {
    if (box) box.closest(".map-frame").classList.add("failed");
    return;
  }
  var frame = box.closest(".map-frame");
  var still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  var canvas = new parts.Canvas({ padding: 0.25, tolerance: 4 });
  var map = L.map(box, {
    renderer: canvas, attributionControl: false, zoomControl: false, keyboard: false, zoomSnap: 0.25, zoomDelta: 0.75,
    wheelPxPerZoomLevel: 90, maxBoundsViscosity: 0.8, fadeAnimation: !still, zoomAnimation: !still, inertia: !still,
  });
  var lines = [], grounds = [], lamps = [], origin = null, waiting = null;
  canvas.colours = parts.colours();

  function load(url) {
    return fetch(url, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) throw new Error(url + ": " + answer.status);
      return answer.json();
    });
  }

  function turned(pair) { return [pair[1], pair[0]]; }

  function widthAt(metres) {
    var perPixel = 156543 * Math.cos(31.22 * Math.PI / 180) / Math.pow(2, map.getZoom());
    return Math.max(2.2, Math.min(26, metres / perPixel));
  }

  var METRES = { street: 16, water: 48 };

  function addGround(feature) {
    var shape = feature.geometry, kind = feature.properties.kind;
    if (shape.type === "LineString") {
      var path = shape.coordinates.map(turned);
      var casing = kind === "street" ? L.polyline(path, { interactive: false }) : null;
      lines.push({ path: path, kind: kind, name: feature.properties.name, m: METRES[kind] * (feature.properties.width || 1),
        casing: casing, fill: L.polyline(path, { interactive: false }) });
      return;
    }
    var rings = shape.type === "MultiPolygon" ? shape.coordinates : [shape.coordinates];
    rings.forEach(function (ring) {
      var area = L.polygon(ring[0].map(turned), { interactive: false });
      grounds.push({ kind: kind, name: feature.properties.name, area: area });
    });
  }

  function place(feature) {
    var at = L.latLng(turned(feature.geometry.coordinates));
    var lamp = new parts.Lamp(at, { renderer: canvas, radius: parts.RADIUS[feature.properties.level] || 6.5, bubblingMouseEvents: false });
    lamp.place = feature.properties;
    lamp.on("click", function () { tell(at, feature.properties.name); });
    lamp.on("mouseover", function () { point(feature.properties.slug, true); });
    lamp.on("mouseout", function () { point(feature.properties.slug, false); });
    lamps.push(lamp);
  }

  function dress() {
    var c = canvas.colours;
    grounds.forEach(function (one) {
      var styles = {
        park: { stroke: false, fillColor: c["map-park"], fillOpacity: 1 },
        water: { stroke: false, fillColor: c["map-water"], fillOpacity: 1 },
        outline: { color: c["map-outline"], weight: 1.5, dashArray: "2 7", lineCap: "round", fill: true, fillColor: c["map-inside"], fillOpacity: 1 },
        block: { color: c["map-outline"], weight: 0.75, opacity: 0.35, fill: false },
      };
      one.area.setStyle(styles[one.kind] || styles.block);
    });
    lines.forEach(function (one) {
      var weight = widthAt(one.m);
      one.fill.setStyle({ color: one.kind === "water" ? c["map-water"] : c["map-road"], weight: weight });
      if (one.casing) one.casing.setStyle({ color: c["map-casing"], weight: weight + 2.5 });
    });
  }

  function stack() {
    var order = { outline: 0, block: 1, park: 2, water: 3 };
    grounds.sort(function (a, b) { return order[a.kind] - order[b.kind]; });
    grounds.forEach(function (one) { one.area.addTo(map); });
    lines.forEach(function (one) { if (one.kind === "water") one.fill.addTo(map); });
    lines.forEach(function (one) { if (one.casing) one.casing.addTo(map); });
    lines.forEach(function (one) { if (one.kind === "street") one.fill.addTo(map); });
    // Closed ones lie below open ones, large ones below small ones.
    lamps.slice().sort(function (a, b) {
      return a.place.open - b.place.open || parts.lampRank(a) - parts.lampRank(b);
    }).forEach(function (lamp) { lamp.addTo(map); });
  }

  function names(ctx) {
    var seen = new L.Bounds(map.containerPointToLayerPoint([0, 0]), map.containerPointToLayerPoint(map.getSize()));
    var c = canvas.colours, boxes = new parts.Boxes(seen), style = getComputedStyle(box);
    var family = style.fontFamily, scale = parseFloat(style.fontSize) > 20 ? 1.35 : 1;
    ctx.save();
    ctx.textBaseline = "middle";
    parts.keepClear(lamps, boxes);
    keepButtonsClear(boxes);
    if (origin) drawOrigin(ctx, boxes, family, scale);
    parts.nameLamps(ctx, lamps, boxes, c, family, scale);
    var size = 12 * scale;
    ctx.font = "400 " + size + "px " + family;
    lines.forEach(function (one) {
      var points = parts.visible(map, seen, one.path);
      var colour = one.kind === "water" ? c.river : c["map-label"];
      if (one.name && points.length) parts.nameLine(ctx, points, one.name, boxes, c, size, colour);
    });
    grounds.forEach(function (one) {
      if (one.kind !== "park" || !one.name) return;
      var at = map.latLngToLayerPoint(one.area.getBounds().getCenter()), wide = ctx.measureText(one.name).width;
      if (!boxes.take(at.x - wide / 2, at.y - size / 2, at.x + wide / 2, at.y + size / 2)) return;
      ctx.textAlign = "center";
      ctx.fillStyle = c["map-label"];
      parts.lettered(ctx, one.name, at.x, at.y, c);
    });
    ctx.restore();
  }

  // No name hides behind a button or the key.
  function keepButtonsClear(boxes) {
    var frameAt = box.getBoundingClientRect();
    frame.querySelectorAll(".map-tools button, .map-key").forEach(function (one) {
      var r = one.getBoundingClientRect();
      if (!r.width) return;
      var from = map.containerPointToLayerPoint([r.left - frameAt.left, r.top - frameAt.top]);
      boxes.taken.push([from.x, from.y, from.x + r.width, from.y + r.height]);
    });
  }

  function drawOrigin(ctx, boxes, family, scale) {
    var c = canvas.colours, at = map.latLngToLayerPoint([origin.lat, origin.lon]), size = 13 * scale;
    ctx.beginPath();
    ctx.arc(at.x, at.y, 8, 0, 2 * Math.PI);
    ctx.fillStyle = c.river;
    ctx.fill();
    ctx.lineWidth = 3;
    ctx.strokeStyle = c.card;
    ctx.stroke();
    boxes.taken.push([at.x - 10, at.y - 10, at.x + 10, at.y + 10]);
    if (lamps.some(function (lamp) { return lamp.place.name === origin.label; })) return;
    ctx.font = "700 " + size + "px " + family;
    ctx.fillStyle = c.river;
    parts.nameSpot(ctx, at, 8, origin.label, size, boxes, c);
  }

  // A phone shows the lit places as large as they fit, clear of the buttons above and the list below.
  function nearTo(most) {
    var lit = lamps.filter(function (lamp) { return lamp.place.open; });
    if (!lit.length) return;
    var around = L.latLngBounds(lit.map(function (lamp) { return lamp.getLatLng(); }));
    map.fitBounds(around, { paddingTopLeft: [36, 72], paddingBottomRight: [36, 72], maxZoom: most, animate: false });
  }

  function tell(at, label) {
    document.dispatchEvent(new CustomEvent("ningju:tap", { detail: { lat: at.lat, lon: at.lng, label: label || "" } }));
  }

  function point(slug, on) {
    document.dispatchEvent(new CustomEvent("ningju:point", { detail: { slug: slug, on: on } }));
  }

  function redraw() {
    canvas.colours = parts.colours();
    dress();
  }

  map.on("click", function (event) { tell(event.latlng, ""); });
  map.on("zoomend", dress);
  document.addEventListener("ningju:mode", redraw);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

  // What the list shows, the map shows: {origin: {lat, lon, label} | null, shown: {slug: true}}.
  document.addEventListener("ningju:nearby", function (event) {
    waiting = event.detail;
    if (!lamps.length) return;
    origin = event.detail.origin;
    lamps.forEach(function (lamp) { lamp.dim = !event.detail.shown[lamp.place.slug]; });
    if (origin && !map.getBounds().pad(-0.08).contains([origin.lat, origin.lon])) map.panTo([origin.lat, origin.lon], { animate: !still });
    canvas._requestRedraw(lamps[0]);
  });
  document.addEventListener("ningju:point", function (event) {
    lamps.forEach(function (lamp) {
      if (lamp.place.slug === event.detail.slug) lamp.pointed = event.detail.on;
    });
    if (lamps.length) canvas._requestRedraw(lamps[0]);
  });
  frame.querySelectorAll("[data-zoom]").forEach(function (button) {
    button.addEventListener("click", function () { map.setZoom(map.getZoom() + Number(button.getAttribute("data-zoom")), { animate: !still }); });
  });

  Promise.all([load(box.getAttribute("data-streets-url")), load(box.getAttribute("data-places-url"))]).then(function (answers) {
    answers[0].features.forEach(addGround);
    answers[1].features.forEach(place);
    var all = L.latLngBounds(lamps.map(function (lamp) { return lamp.getLatLng(); }));
    if (!all.isValid()) grounds.concat(lines).forEach(function (one) { all.extend((one.area || one.fill).getBounds()); });
    map.setMaxBounds(all.pad(0.9));
    map.fitBounds(all, { padding: [28, 36], maxZoom: 16.5 });
    var whole = map.getZoom();
    if (box.clientWidth < 600) nearTo(whole + 0.75);
    map.setMinZoom(whole - 1);
    stack();
    canvas.afterDraw = names; // only now does every lamp know its point
    dress();
    box.setAttribute("data-drawn", "yes");
    document.dispatchEvent(new CustomEvent("ningju:names", { detail: lines.filter(function (one) { return one.name; }).map(function (one) {
      return { name: one.name, at: one.fill.getCenter() };
    }) }));
    if (waiting) document.dispatchEvent(new CustomEvent("ningju:nearby", { detail: waiting }));
  }).catch(function (problem) {
    frame.classList.add("failed"); // the list carries on alone
    console.warn(problem);
  });
})();
