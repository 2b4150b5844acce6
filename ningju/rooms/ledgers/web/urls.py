"""Addresses of the room."""

from django.urls import path

from ningju.rooms.ledgers.web import views

urlpatterns = [
    path("desk/ledgers/", views.list_ledgers, name="list_ledgers"),
    path("desk/ledgers/new/", views.upload_ledger, name="upload_ledger"),
    path("desk/ledgers/<uuid:public_id>/", views.show_ledger, name="show_ledger"),
    path("desk/ledgers/<uuid:public_id>/columns/", views.map_ledger, name="map_ledger"),
    path("desk/ledgers/<uuid:public_id>/problems.csv", views.download_problems, name="download_problems"),
    path("desk/ledgers/<uuid:public_id>/load/", views.load_ledger, name="load_ledger"),
    path("desk/ledgers/<uuid:public_id>/stop/", views.stop_ledger, name="stop_ledger"),
]
