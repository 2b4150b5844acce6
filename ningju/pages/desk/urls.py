"""Addresses of the desk."""

from django.urls import URLPattern, URLResolver, path

from ningju.pages.desk import contact, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.show_inbox, name="show_inbox"),
    path("cases/", views.find_case_at_desk, name="find_case_at_desk"),
    path("cases/<str:code>/", views.show_case_at_desk, name="show_case_at_desk"),
    path("cases/<str:code>/contact/", contact.open_contact, name="open_contact"),
    path("cases/<str:code>/contact/erase/", contact.erase_contact, name="erase_contact"),
    path("cases/<str:code>/<slug:verb>/", views.change_case, name="change_case"),
]
