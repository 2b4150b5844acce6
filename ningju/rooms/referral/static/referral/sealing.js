// Seals a note to the holder's public key and opens it with the private one; docs/rooms/referral.md writes the format down.
// Nothing here asks the network. Where a browser lacks WebCrypto, NingjuSealing is not there, and the page offers the phone.
(function () {
  "use strict";
  if (!window.crypto || !crypto.subtle || !window.TextEncoder) return;

  var LABEL = "ningju.referral.v1";
  var VERSION = 1, POINT = 65, NONCE = 12, PLAIN = 1024, SEAL = 16;
  var SIZE = 1 + POINT + NONCE + PLAIN + SEAL;
  var CURVE = { name: "ECDH", namedCurve: "P-256" };
  var ROUNDS = 600000;

  function utf8(text) { return new TextEncoder().encode(text); }

  function join() {
    var parts = Array.prototype.slice.call(arguments);
    var whole = new Uint8Array(parts.reduce(function (sum, part) { return sum + part.length; }, 0)), at = 0;
    parts.forEach(function (part) { whole.set(part, at); at += part.length; });
    return whole;
  }

  function toText(bytes) {
    var letters = "";
    bytes.forEach(function (one) { letters += String.fromCharCode(one); });
    return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function toBytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }

  function pointOf(key) { return join(new Uint8Array([4]), toBytes(key.x), toBytes(key.y)); }

  async function keyIdOf(key) {
    var digest = new Uint8Array(await crypto.subtle.digest("SHA-256", pointOf(key)));
    return Array.from(digest.slice(0, 16), function (one) { return one.toString(16).padStart(2, "0"); }).join("");
  }

  // The AES key of one note: HKDF over the shared secret, bound to both points.
  async function noteKey(privateKey, publicPoint, sender, recipient, use) {
    var other = await crypto.subtle.importKey("raw", publicPoint, CURVE, false, []);
    var shared = await crypto.subtle.deriveBits({ name: "ECDH", public: other }, privateKey, 256);
    var material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    var info = join(utf8(LABEL), new Uint8Array(1), sender, recipient);
    var derived = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: info };
    return crypto.subtle.deriveKey(derived, material, { name: "AES-GCM", length: 256 }, false, [use]);
  }

  function boundTo(community, keyId) { return utf8(LABEL + "\0" + community + "\0" + keyId); }

  function pad(words) {
    var told = utf8(JSON.stringify(words));
    if (told.length > PLAIN - 2) throw new RangeError("too long");
    var padded = new Uint8Array(PLAIN);
    padded[0] = told.length >> 8;
    padded[1] = told.length & 255;
    padded.set(told, 2);
    return padded;
  }

  function unpad(padded) {
    var length = padded[0] * 256 + padded[1];
    if (length > PLAIN - 2) throw new Error("damaged");
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(padded.slice(2, 2 + length)));
  }

  // words: {contact, words}; key: {id, x, y}. Returns the note as base64url. RangeError: too long.
  async function seal(words, key, community) {
    var padded = pad(words);
    var own = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
    var sender = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
    var recipient = pointOf(key);
    var aes = await noteKey(own.privateKey, recipient, sender, recipient, "encrypt");
    var nonce = crypto.getRandomValues(new Uint8Array(NONCE));
    var way = { name: "AES-GCM", iv: nonce, additionalData: boundTo(community, await keyIdOf(key)) };
    var sealed = new Uint8Array(await crypto.subtle.encrypt(way, aes, padded));
    return toText(join(new Uint8Array([VERSION]), sender, nonce, sealed));
  }

  // holder: what openKeyFile() returns. Rejects if the note was changed, or sealed to another key or community.
  async function open(text, holder, community) {
    var note = toBytes(text);
    if (note.length !== SIZE || note[0] !== VERSION) throw new Error("not a note of ours");
    var sender = note.slice(1, 1 + POINT), nonce = note.slice(1 + POINT, 1 + POINT + NONCE);
    var aes = await noteKey(holder.privateKey, sender, sender, pointOf(holder), "decrypt");
    var way = { name: "AES-GCM", iv: nonce, additionalData: boundTo(community, holder.id) };
    return unpad(new Uint8Array(await crypto.subtle.decrypt(way, aes, note.slice(1 + POINT + NONCE))));
  }

  async function passwordKey(password, salt, rounds, use) {
    var material = await crypto.subtle.importKey("raw", utf8(password.normalize("NFC")), "PBKDF2", false, ["deriveKey"]);
    var derived = { name: "PBKDF2", hash: "SHA-256", salt: salt, iterations: rounds };
    return crypto.subtle.deriveKey(derived, material, { name: "AES-GCM", length: 256 }, false, [use]);
  }

  // Returns the text of a key file. With a password the private half is wrapped by it.
  async function makeKeyFile(community, password) {
    var pair = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
    var jwk = await crypto.subtle.exportKey("jwk", pair.privateKey);
    var file = { what: "ningju referral key", version: 1, community: community, key: await keyIdOf(jwk), x: jwk.x, y: jwk.y };
    if (password) {
      var salt = crypto.getRandomValues(new Uint8Array(16)), nonce = crypto.getRandomValues(new Uint8Array(NONCE));
      var aes = await passwordKey(password, salt, ROUNDS, "encrypt");
      var way = { name: "AES-GCM", iv: nonce, additionalData: utf8(LABEL + "\0" + file.key) };
      var wrapped = new Uint8Array(await crypto.subtle.encrypt(way, aes, utf8(jwk.d)));
      file.wrapped = { rounds: ROUNDS, salt: toText(salt), nonce: toText(nonce), d: toText(wrapped) };
    } else {
      file.d = jwk.d;
    }
    return JSON.stringify(file, null, 1) + "\n";
  }

  // Rejects with an Error whose message is "file" (no key file), "community", "password" or "wrong password".
  async function openKeyFile(text, community, password) {
    var file;
    try { file = JSON.parse(text); } catch (_notJson) { throw new Error("file"); }
    if (!file || file.what !== "ningju referral key" || file.version !== 1) throw new Error("file");
    if (file.community !== community) throw new Error("community");
    if (file.wrapped && !password) throw new Error("password");
    var d = file.wrapped ? await unwrap(file, password) : file.d;
    try {
      var jwk = { kty: "EC", crv: "P-256", x: file.x, y: file.y, d: d };
      var privateKey = await crypto.subtle.importKey("jwk", jwk, CURVE, false, ["deriveBits"]);
      return { id: await keyIdOf(file), x: file.x, y: file.y, privateKey: privateKey };
    } catch (_damaged) { throw new Error("file"); }
  }

  async function unwrap(file, password) {
    var kept = file.wrapped;
    var aes = await passwordKey(password, toBytes(kept.salt), kept.rounds, "decrypt");
    var way = { name: "AES-GCM", iv: toBytes(kept.nonce), additionalData: utf8(LABEL + "\0" + file.key) };
    try {
      return new TextDecoder().decode(await crypto.subtle.decrypt(way, aes, toBytes(kept.d)));
    } catch (_refused) { throw new Error("wrong password"); }
  }

  // A key made and opened again must work before anybody seals to it.
  async function check(holder, community) {
    var words = await open(await seal({ contact: "1", words: "" }, holder, community), holder, community);
    return words.contact === "1";
  }

  window.NingjuSealing = { seal: seal, open: open, makeKeyFile: makeKeyFile, openKeyFile: openKeyFile, check: check };
})();
