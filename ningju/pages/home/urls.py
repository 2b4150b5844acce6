"""Addresses of the map home."""

from django.urls import URLPattern, path

from ningju.pages.home import views

urlpatterns: list[URLPattern] = [
    path("", views.show_home, name="show_home"),
    path("places.geojson", views.show_places_geojson, name="show_places_geojson"),
    path("streets.geojson", views.show_streets_geojson, name="show_streets_geojson"),
]
