"""Addresses without a community: doors that lead to one."""

from django.urls import URLPattern, URLResolver, path

from ningju.pages.front import views
from ningju.pages.home.door import open_short
from ningju.rooms.accounts.web.views import open_demo_door, open_desk
from ningju.rooms.cases.web.doors import open_code, open_code_box, open_link
from ningju.rooms.organisations.web.demo import open_demo

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.choose_community, name="choose_community"),
    path("<language:language>/", views.choose_community, name="choose_community_in"),
    path("desk/", open_desk, name="open_desk"),
    path("demo/", open_demo, name="open_demo"),
    path("demo/door/<str:token>/", open_demo_door, name="open_demo_door"),
    path("q/<slug:short>", open_short, name="open_short"),
    path("q/<slug:short>/", open_short),
    path("healthz", views.show_health, name="show_health"),
    path("c/", open_code_box, name="open_code_box"),
    path("c/<str:code>", open_code, name="open_code"),
    path("k/<str:secret>", open_link, name="open_link"),
]
