"""Addresses of my page."""

from django.urls import path

from ningju.pages.my import views

urlpatterns = [
    path("my/", views.show_my_page, name="show_my_page"),
    path("my/code/", views.ask_for_code, name="ask_for_code"),
    path("my/enter/", views.enter_code, name="enter_code"),
    path("my/erase/", views.erase_holding, name="erase_holding"),
    path("my/leave/", views.leave_my_page, name="leave_my_page"),
    path("my/file/<slug:form>/", views.download_my_page, name="download_my_page"),
    path("k/<str:secret>/held/", views.show_held, name="show_held"),
    path("k/<str:secret>/held/erase/", views.erase_held, name="erase_held"),
    path("k/<str:secret>/held/<slug:form>/", views.download_held, name="download_held"),
]
