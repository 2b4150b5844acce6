// How the map looks: a Leaflet canvas on which open places glow, closed ones are hollow, and names keep clear of each other.
(function () {
  "use strict";
  if (!window.L) return;

  var RADIUS = { central: 13, hub: 11, grid: 8.5, micro: 6 };
  var RANK = { central: 0, hub: 1, grid: 2, micro: 3 };

  function ink(name) {
    return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  }

  function colours() {
    var names = ["map-ground", "map-inside", "map-casing", "map-road", "map-water", "map-park", "map-label", "map-halo", "map-outline",
      "glow", "lamp-deep", "soft", "card", "river", "ink"];
    var found = {};
    names.forEach(function (name) { found[name] = ink(name); });
    return found;
  }

  function veiled(colour, share) {
    var hex = /^#(..)(..)(..)$/.exec(colour);
    if (!hex) return colour;
    return "rgba(" + [1, 2, 3].map(function (i) { return parseInt(hex[i], 16); }).join(",") + "," + share + ")";
  }

  var Lamp = L.CircleMarker.extend({
    _updatePath: function () { this._renderer._paintLamp(this); },
    _updateBounds: function () {
      L.CircleMarker.prototype._updateBounds.call(this);
      var reach = L.point(this._radius * 3, this._radius * 3);
      this._pxBounds = new L.Bounds(this._point.subtract(reach), this._point.add(reach));
    },
    // A finger is wider than a small lamp.
    _containsPoint: function (p) { return p.distanceTo(this._point) <= Math.max(this._radius + 4, 18); },
  });

  var Canvas = L.Canvas.extend({
    // Names lie over everything, and a name may reach beyond the layer it belongs to: always draw the whole.
    _requestRedraw: function (layer) {
      if (!this._map) return;
      this._extendRedrawBounds(layer);
      this._redrawBounds = this._bounds && new L.Bounds(this._bounds.min, this._bounds.max);
      this._redrawRequest = this._redrawRequest || L.Util.requestAnimFrame(this._redraw, this);
    },
    _draw: function () {
      L.Canvas.prototype._draw.call(this);
      if (this.afterDraw && this._bounds) this.afterDraw(this._ctx, this._map, this);
    },
    _paintLamp: function (lamp) {
      if (!this._drawing || lamp._empty()) return;
      var ctx = this._ctx, at = lamp._point, c = this.colours, place = lamp.place;
      var r = place.open ? lamp._radius : lamp._radius * 0.78;
      ctx.save();
      ctx.setLineDash([]);
      if (lamp.dim) ctx.globalAlpha = 0.28;
      if (place.open) {
        var halo = ctx.createRadialGradient(at.x, at.y, r * 0.4, at.x, at.y, r * 2.9);
        halo.addColorStop(0, veiled(c.glow, 0.75));
        halo.addColorStop(0.45, veiled(c.glow, 0.3));
        halo.addColorStop(1, veiled(c.glow, 0));
        disc(ctx, at, r * 2.9, halo);
      }
      shape(ctx, at, r, place.kind);
      ctx.fillStyle = place.open ? c.glow : c.card;
      ctx.fill();
      ctx.lineWidth = place.open ? 2.2 : 1.6;
      ctx.strokeStyle = place.open ? c["lamp-deep"] : c.soft;
      ctx.stroke();
      if (lamp.pointed) {
        ctx.beginPath();
        ctx.arc(at.x, at.y, r + 6, 0, 2 * Math.PI);
        ctx.lineWidth = 2.5;
        ctx.strokeStyle = c.river;
        ctx.stroke();
      }
      ctx.restore();
    },
  });

  function disc(ctx, at, r, fill) {
    ctx.beginPath();
    ctx.arc(at.x, at.y, r, 0, 2 * Math.PI);
    ctx.fillStyle = fill;
    ctx.fill();
  }

  // Stations are round; counters, lunch points and buildings are square lanterns.
  function shape(ctx, at, r, kind) {
    ctx.beginPath();
    if (!kind || kind === "station") ctx.arc(at.x, at.y, r, 0, 2 * Math.PI);
    else if (ctx.roundRect) ctx.roundRect(at.x - r * 0.9, at.y - r * 0.9, r * 1.8, r * 1.8, 3);
    else ctx.rect(at.x - r * 0.9, at.y - r * 0.9, r * 1.8, r * 1.8);
  }

  function lettered(ctx, text, x, y, c) {
    ctx.lineJoin = "round";
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = c["map-halo"];
    ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
  }

  // What is written where. A name of something in sight must be wholly in sight.
  function Boxes(seen) { this.taken = []; this.seen = seen; }
  Boxes.prototype.fits = function (at, x1, y1, x2, y2) {
    return !this.seen.contains(at) || this.seen.contains([[x1, y1], [x2, y2]]);
  };
  Boxes.prototype.take = function (x1, y1, x2, y2) {
    var free = this.taken.every(function (b) { return x2 < b[0] || x1 > b[2] || y2 < b[1] || y1 > b[3]; });
    if (free) this.taken.push([x1, y1, x2, y2]);
    return free;
  };

  function keepClear(lamps, boxes) {
    lamps.forEach(function (lamp) {
      var r = lamp._radius * 0.8, at = lamp._point;
      boxes.taken.push([at.x - r, at.y - r, at.x + r, at.y + r]);
    });
  }

  // Write a name at the first of four sides that is free; say whether it stands.
  function nameSpot(ctx, at, r, name, size, boxes, c) {
    var wide = ctx.measureText(name).width;
    return [["center", at.x, at.y + r + 4 + size / 2], ["left", at.x + r + 6, at.y],
      ["right", at.x - r - 6, at.y], ["center", at.x, at.y - r - 5 - size / 2]].some(function (spot) {
      var align = spot[0], x = spot[1], y = spot[2];
      var left = align === "center" ? x - wide / 2 : align === "left" ? x : x - wide;
      var edges = [left - 3, y - size / 2 - 1, left + wide + 3, y + size / 2 + 1];
      if (!boxes.fits(at, edges[0], edges[1], edges[2], edges[3])) return false;
      if (!boxes.take(edges[0], edges[1], edges[2], edges[3])) return false;
      ctx.textAlign = align;
      lettered(ctx, name, x, y, c);
      return true;
    });
  }

  function nameLamps(ctx, lamps, boxes, c, family, scale) {
    lamps.slice().sort(function (a, b) {
      return (b.pointed || 0) - (a.pointed || 0) || (b.place.open - a.place.open) || lampRank(a) - lampRank(b);
    }).forEach(function (lamp) {
      if (lamp.dim && !lamp.pointed) return;
      var size = (lampRank(lamp) < 2 ? 13 : 12) * scale;
      ctx.font = (lamp.place.open ? "600 " : "400 ") + size + "px " + family;
      ctx.fillStyle = lamp.place.open ? c["lamp-deep"] : c.soft;
      nameSpot(ctx, lamp._point, lamp._radius, lamp.place.name, size, boxes, c);
    });
  }

  function lampRank(lamp) {
    var rank = RANK[lamp.place.level];
    return rank === undefined ? 4 : rank;
  }

  function nameLine(ctx, points, name, boxes, c, size, colour) {
    var best = null;
    var wide = ctx.measureText(name).width;
    for (var i = 1; i < points.length; i += 1) {
      var a = points[i - 1], b = points[i], long = a.distanceTo(b);
      if (!best || long > best.long) best = { a: a, b: b, long: long };
    }
    if (!best || best.long < wide * 1.15) return;
    var angle = Math.atan2(best.b.y - best.a.y, best.b.x - best.a.x);
    var upright = Math.abs(Math.cos(angle)) < 0.62 && /[\u3400-\u9fff]/.test(name);
    ctx.fillStyle = colour;
    ctx.textAlign = "center";
    [0.5, 0.3, 0.7].some(function (share) {
      var x = best.a.x + (best.b.x - best.a.x) * share, y = best.a.y + (best.b.y - best.a.y) * share;
      return upright
        ? stacked(ctx, name, x, y, angle, boxes, c, size)
        : along(ctx, name, x, y, angle, wide, boxes, c, size);
    });
  }

  function stacked(ctx, name, x, y, angle, boxes, c, size) {
    var step = size * 1.3, down = Math.sin(angle) < 0 ? angle + Math.PI : angle, half = (name.length - 1) / 2;
    var reach = half * step + size / 2, dx = Math.abs(Math.cos(angle)) * reach + size / 2;
    if (!boxes.take(x - dx, y - reach, x + dx, y + reach)) return false;
    Array.from(name).forEach(function (letter, i) {
      lettered(ctx, letter, x + Math.cos(down) * (i - half) * step, y + Math.sin(down) * (i - half) * step, c);
    });
    return true;
  }

  function along(ctx, name, x, y, angle, wide, boxes, c, size) {
    if (Math.cos(angle) < 0) angle += Math.PI;
    var dx = Math.abs(Math.cos(angle)) * wide / 2 + size / 2, dy = Math.abs(Math.sin(angle)) * wide / 2 + size / 2;
    if (!boxes.take(x - dx, y - dy, x + dx, y + dy)) return false;
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(angle);
    lettered(ctx, name, 0, 0, c);
    ctx.restore();
    return true;
  }

  // The part of a line that can be seen, in the canvas's own points.
  function visible(map, bounds, latlngs) {
    var points = latlngs.map(function (place) { return map.latLngToLayerPoint(place); });
    var kept = [];
    for (var i = 1; i < points.length; i += 1) {
      var piece = clip(points[i - 1], points[i], bounds);
      if (piece) kept.push(piece[0], piece[1]);
    }
    return kept;
  }

  // Liang and Barsky: four steps and done. Leaflet's own clipSegment can go round for ever while the map moves.
  function clip(a, b, bounds) {
    var from = 0, to = 1, dx = b.x - a.x, dy = b.y - a.y;
    var sides = [[-dx, a.x - bounds.min.x], [dx, bounds.max.x - a.x], [-dy, a.y - bounds.min.y], [dy, bounds.max.y - a.y]];
    for (var i = 0; i < 4; i += 1) {
      var toward = sides[i][0], room = sides[i][1];
      if (toward === 0 && room < 0) return null;
      if (toward < 0) from = Math.max(from, room / toward);
      if (toward > 0) to = Math.min(to, room / toward);
    }
    if (from >= to) return null;
    return [from, to].map(function (share) { return L.point(a.x + dx * share, a.y + dy * share); });
  }

  window.ningjuMap = {
    Canvas: Canvas, Lamp: Lamp, Boxes: Boxes, RADIUS: RADIUS,
    lampRank: lampRank, colours: colours, keepClear: keepClear, nameSpot: nameSpot, nameLamps: nameLamps, nameLine: nameLine, visible: visible, lettered: lettered,
  };
})();
