"""Addresses of a case: ``c/`` by its code, ``k/`` by its link."""

from django.urls import URLPattern, URLResolver, path

from ningju.rooms.cases.web import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("c/", views.find_case, name="find_case"),
    path("c/<str:code>/", views.show_case, name="show_case"),
    path("k/<str:secret>/", views.show_my_case, name="show_my_case"),
    path("k/<str:secret>/words/", views.add_words, name="add_words"),
    path("k/<str:secret>/solved/", views.confirm_case, name="confirm_case"),
    path("k/<str:secret>/device/", views.leave_device, name="leave_device"),
    path("k/<str:secret>/take-back/", views.take_back_contact, name="take_back_contact"),
    path("k/<str:secret>/not-solved/", views.reopen_case, name="reopen_case"),
]
