"""Addresses of the map home."""

from django.urls import URLPattern, path

from ningju.pages.home import views

urlpatterns: list[URLPattern] = [
    path("", views.show_home, name="show_home"),
    path("places.geojson", views.places_geojson, name="places_geojson"),
    path("streets.geojson", views.streets_geojson, name="streets_geojson"),
]
