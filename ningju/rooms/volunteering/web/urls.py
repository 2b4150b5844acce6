"""Addresses of the room."""

from django.urls import path

from ningju.rooms.volunteering.web import views

urlpatterns = [
    path("hands/", views.give_hand, name="give_hand"),
    path("hands/<uuid:public_id>/", views.take_seat, name="take_seat"),
    path("hands/<uuid:public_id>/finish/", views.finish_opportunity, name="finish_opportunity"),
    path("seats/<str:secret>/", views.show_seat, name="show_seat"),
    path("seats/<str:secret>/let-go/", views.let_seat_go, name="let_seat_go"),
]
