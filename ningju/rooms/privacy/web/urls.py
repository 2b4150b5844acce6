"""Addresses of the room."""

from django.urls import path

from ningju.rooms.privacy.web import audit

urlpatterns = [
    path("desk/log/", audit.show_access_log, name="show_access_log"),
]
