"""Addresses of the front of the house that are not in the page tree."""

from django.urls import path

from home import views

urlpatterns = [path("search/", views.search, name="search")]
