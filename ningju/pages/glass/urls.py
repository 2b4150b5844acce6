"""Addresses of the page."""

from django.urls import path

from ningju.pages.glass import views

urlpatterns = [
    path("desk/glass/", views.list_glasses, name="list_glasses"),
    path("desk/glass/ask/", views.ask_for_glass, name="ask_for_glass"),
    path("desk/glass/<uuid:public_id>/agree/", views.break_glass, name="break_glass"),
    path("desk/glass/<uuid:public_id>/open/", views.open_glass, name="open_glass"),
]
