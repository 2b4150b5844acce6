"""Addresses of the form."""

from django.urls import path

from ningju.pages.say import views

urlpatterns = [
    path("say/", views.say, name="say"),
    path("say/kind/", views.suggest_category, name="suggest_category"),
]
