"""Addresses of what stands beside the page tree."""

from django.urls import path

from series import views

urlpatterns = [
    path("corrections/", views.corrections, name="corrections"),
    path("topics/", views.topics, name="topics"),
    path("topics/<str:slug>/", views.topic, name="topic"),
]
