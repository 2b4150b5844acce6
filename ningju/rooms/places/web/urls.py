"""Addresses of the room."""

from django.urls import URLPattern, path

from ningju.rooms.places.web import desk, photo, taps, views

urlpatterns: list[URLPattern] = [
    path("places/<slug:slug>/", views.show_place, name="show_place"),
    path("places/<slug:slug>/poster/", views.print_poster, name="print_poster"),
    path("places/<slug:slug>/used/", taps.tap_used, name="tap_used"),
    path("places/<slug:slug>/broken/", taps.report_broken, name="report_broken"),
    path("places/<slug:slug>/queue/", taps.report_queue, name="report_queue"),
    path("desk/places/", desk.list_places_to_confirm, name="list_places_to_confirm"),
    path("desk/places/<slug:slug>/confirm/", desk.confirm_amenity, name="confirm_amenity"),
    path("desk/places/<slug:slug>/all/", desk.confirm_place, name="confirm_place"),
    path("desk/places/<slug:slug>/fixed/", desk.mark_fixed, name="mark_fixed"),
    path("desk/places/<slug:slug>/photo/", photo.add_photo, name="add_photo"),
    path("desk/places/<slug:slug>/photo/remove/", photo.remove_photo, name="remove_photo"),
    path("desk/places/<slug:slug>/pause/", desk.pause_place, name="pause_place"),
    path("desk/places/<slug:slug>/resume/", desk.resume_place, name="resume_place"),
]
