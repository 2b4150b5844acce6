"""Addresses of the room."""

from django.urls import path

from ningju.rooms.privacy.web import audit, glass

urlpatterns = [
    path("desk/log/", audit.show_access_log, name="show_access_log"),
    path("desk/glass/", glass.list_glasses, name="list_glasses"),
    path("desk/glass/<uuid:public_id>/agree/", glass.break_glass, name="break_glass"),
]
