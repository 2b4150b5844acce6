"""Pages of a community that read several rooms."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include("ningju.pages.desk.urls")),
    path("", include("ningju.pages.home.urls")),
    path("", include("ningju.pages.about.urls")),
    path("", include("ningju.pages.glass.urls")),
    path("", include("ningju.pages.my.urls")),
]
