"""Addresses of files: ``/media/<community>/<uuid>``, stable and without a language."""

from django.urls import URLPattern, path

from ningju.ground.files import views

urlpatterns: list[URLPattern] = [
    path("<uuid:public_id>", views.show_file, name="show_file"),
    path("<uuid:public_id>/small", views.show_small_file, name="show_small_file"),
]
