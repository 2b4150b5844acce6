// Shows a message that the service pushed to this device, and leads to its page. It keeps nothing and sees no page.
"use strict";
self.addEventListener("push", function (event) {
  var told = {};
  try { told = event.data.json(); } catch (unreadable) { return; }
  event.waitUntil(self.registration.showNotification(told.title || "", { body: told.text || "", tag: told.id, lang: "zh" }));
});
self.addEventListener("notificationclick", function (event) {
  var link = (event.notification.body.match(/https?:\/\/\S+/) || [""])[0];
  event.notification.close();
  if (link.indexOf(self.location.origin + "/") === 0) event.waitUntil(self.clients.openWindow(link));
});
