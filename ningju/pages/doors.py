"""Addresses without a community: doors that lead to one."""

from django.urls import URLPattern, URLResolver, path

from ningju.pages.front import views
from ningju.rooms.accounts.web.views import open_demo_door, open_desk
from ningju.rooms.organisations.web.demo import show_demo_doors

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.choose_community, name="choose_community"),
    path("<language:language>/", views.choose_community, name="choose_community_in"),
    path("desk/", open_desk, name="open_desk"),
    path("demo/", show_demo_doors, name="show_demo_doors"),
    path("demo/door/<str:token>/", open_demo_door, name="open_demo_door"),
    path("healthz", views.show_health, name="show_health"),
]
