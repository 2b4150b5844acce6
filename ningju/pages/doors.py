"""Addresses without a language or community: doors that lead to one."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
