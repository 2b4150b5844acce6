"""Addresses of the form."""

from django.urls import path

from ningju.pages.say import caller, views

urlpatterns = [
    path("say/", views.say, name="say"),
    path("desk/say/", caller.say_for_caller, name="say_for_caller"),
    path("say/paper/", views.print_say_form, name="print_say_form"),
    path("say/kind/", views.suggest_category, name="suggest_category"),
]
