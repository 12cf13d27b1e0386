"""The address of what was sent to an author."""

from django.urls import re_path

from series.clearance import views

# Whatever stands here is answered alike, odd addresses included; some mail programs cut off the last slash.
urlpatterns = [
    re_path(r"^(?P<token>.+)/$", views.clearance, name="clearance"),
    re_path(r"^(?P<token>.+)$", views.clearance),
]
