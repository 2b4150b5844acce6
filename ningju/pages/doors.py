"""Addresses without a community: doors that lead to one."""

from django.urls import URLPattern, URLResolver, path

from ningju.pages.front import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.choose_community, name="choose_community"),
    path("<language:language>/", views.choose_community, name="choose_community_in"),
    path("healthz", views.show_health, name="show_health"),
]
