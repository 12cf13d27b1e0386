"""Addresses of the front of the house that are not in the page tree."""

from django.urls import path

from home.search import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/names/", views.suggest, name="search_names"),
]
