"""Pages of a community that read several rooms."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ningju.pages.home.urls")),
]
