// The holder's pages: a key made here and kept as a file; sealed notes fetched one at a time and opened here.
(function () {
  "use strict";
  var root = document.querySelector("[data-holder]");
  if (!root || !window.NingjuSealing || !window.fetch) return;
  var community = root.dataset.community, told = root.querySelector("[data-told]");

  document.querySelectorAll("[data-cannot-seal]").forEach(function (one) { one.hidden = true; });
  root.hidden = false;

  function say(name) {
    told.querySelector("span").textContent = name ? root.getAttribute("data-say-" + name) || name : "";
    told.hidden = !name;
    if (name) told.focus();
  }

  function trouble(error) {
    var known = { file: "file", community: "community", password: "password", "wrong password": "wrong-password" };
    say(known[error.message] || "failed");
  }

  function wire(name, act) {
    var button = root.querySelector("[data-" + name + "]");
    if (!button) return;
    button.addEventListener("click", function () {
      if (button.getAttribute("aria-busy") === "true") return;
      button.setAttribute("aria-busy", "true");
      say("");
      act().catch(trouble).then(function () { button.removeAttribute("aria-busy"); });
    });
  }

  async function chosenKey() {
    var file = root.querySelector("[data-file]").files[0], password = root.querySelector("[data-password]").value;
    if (!file) throw new Error("file");
    return NingjuSealing.openKeyFile(await file.text(), community, password);
  }

  // Making a key: it is used only after the saved file was opened again.
  var made = "";

  wire("make", async function () {
    var first = root.querySelector("[data-new-password]").value;
    if (first !== root.querySelector("[data-new-password-again]").value) { say("differ"); return; }
    if (first && first.length < 8) { say("short"); return; }
    made = await NingjuSealing.makeKeyFile(community, first);
    var link = root.querySelector("[data-download]");
    link.href = URL.createObjectURL(new Blob([made], { type: "application/json" }));
    link.download = "ningju-" + community + "-" + JSON.parse(made).key.slice(0, 8) + ".key.json";
    root.querySelector("[data-step-two]").hidden = false;
    link.click();
    root.querySelector("[data-step-two] h2").focus();
  });

  wire("use", async function () {
    var form = root.querySelector("form"), giveUp = form.elements.gives_up;
    var key = await chosenKey();
    if (made && JSON.parse(made).key !== key.id) { say("other-key"); return; }
    if (!(await NingjuSealing.check(key, community))) { say("file"); return; }
    if (giveUp && !giveUp.checked) { say("give-up"); return; }
    form.elements.x.value = key.x;
    form.elements.y.value = key.y;
    form.submit();
  });

  // Picking up: one note at a time, and it stays with the server until "I have it".
  var box = root.querySelector("[data-note]"), pickUp = "";

  function show(words, isReadable) {
    box.querySelector("[data-opened]").hidden = !isReadable;
    box.querySelector("[data-damaged]").hidden = isReadable;
    box.querySelector("[data-contact]").textContent = words.contact || "";
    box.querySelector("[data-words]").textContent = words.words || "";
    box.querySelector("[data-words-row]").hidden = !words.words;
    box.hidden = false;
    root.querySelector("[data-fetch]").hidden = true;
    box.querySelector("h2").focus();
  }

  function put_away() {
    box.hidden = true;
    pickUp = "";
    box.querySelector("[data-contact]").textContent = box.querySelector("[data-words]").textContent = "";
    root.querySelector("[data-fetch]").hidden = false;
  }

  function isSignedOut(answer) { return answer.redirected || answer.status === 403; }

  async function fetchOne() {
    var key = await chosenKey();
    if (key.id !== root.dataset.keyId) { say("other-key"); return; }
    var answer = await fetch(root.dataset.nextUrl, { credentials: "same-origin", cache: "no-store" });
    if (isSignedOut(answer)) { say("signed-out"); return; }
    if (answer.status === 204) { say("none"); return; }
    if (!answer.ok) { say("failed"); return; }
    var note = await answer.json();
    pickUp = note.pick_up;
    try {
      show(await NingjuSealing.open(note.sealed, key, community), true);
    } catch (_damaged) {
      show({}, false);
    }
  }

  async function have() {
    var token = root.querySelector("[name=csrfmiddlewaretoken]").value;
    var answer = await fetch(pickUp, { method: "POST", headers: { "X-CSRFToken": token }, credentials: "same-origin" });
    if (isSignedOut(answer)) { say("signed-out"); return; }
    if (answer.status === 404) { put_away(); say((await answer.json()).message); return; }
    if (!answer.ok) { say("failed"); return; }
    put_away();
    say("erased");
  }

  wire("fetch", fetchOne);
  wire("have", have);
  wire("leave", async function () { put_away(); });
})();
