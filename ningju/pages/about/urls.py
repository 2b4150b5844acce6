"""Addresses of the about page and of the form that changes its words."""

from django.urls import URLPattern, path

from ningju.pages.about import views

urlpatterns: list[URLPattern] = [
    path("about/", views.show_about, name="show_about"),
    path("desk/texts/", views.change_words, name="change_words"),
    path("desk/modules/", views.switch_module, name="switch_module"),
    path("desk/weather/", views.warn_of_weather, name="warn_of_weather"),
]
