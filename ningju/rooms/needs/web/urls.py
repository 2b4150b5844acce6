"""Addresses of the room."""

from django.urls import path

from ningju.rooms.needs.web import views

urlpatterns = [
    path("lists/", views.three_lists, name="three_lists"),
    path("offer/", views.how_to_offer, name="how_to_offer"),
    path("desk/offers/", views.show_offers, name="show_offers"),
    path("desk/offers/new/", views.offer_resource, name="offer_resource"),
    path("desk/offers/<uuid:public_id>/check/", views.check_resource, name="check_resource"),
    path("desk/offers/<uuid:public_id>/withdraw/", views.withdraw_resource, name="withdraw_resource"),
    path("desk/needs/<str:code>/join/", views.join_need, name="join_need"),
    path("desk/pairings/<uuid:public_id>/undo/", views.undo_join, name="undo_join"),
]
