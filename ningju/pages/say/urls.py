"""Addresses of the form."""

from django.urls import path

from ningju.pages.say import caller, views

urlpatterns = [
    path("say/", views.say, name="say"),
    path("desk/say/", caller.say_for_caller, name="say_for_caller"),
    path("say/kind/", views.suggest_category, name="suggest_category"),
]
