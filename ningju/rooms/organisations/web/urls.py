"""Addresses of organisations within a community."""

from django.urls import path

from ningju.rooms.organisations.web import views

urlpatterns = [
    path("organisations/<slug:slug>/", views.show_organisation, name="show_organisation"),
]
