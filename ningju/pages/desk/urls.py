"""Addresses of the desk."""

from django.urls import URLPattern, URLResolver, path

from ningju.pages.desk import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.show_inbox, name="show_inbox"),
    path("cases/", views.find_case_at_desk, name="find_case_at_desk"),
    path("cases/<str:code>/", views.show_case_at_desk, name="show_case_at_desk"),
    path("cases/<str:code>/<slug:verb>/", views.change_case, name="change_case"),
]
