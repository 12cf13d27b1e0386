"""Addresses of the front of the house that are not in the page tree."""

from django.urls import path

from home.api import page
from home.search import views

urlpatterns = [
    path("api/", page.explained, name="api"),
    path("search/", views.search, name="search"),
    path("search/names/", views.suggest, name="search_names"),
]
