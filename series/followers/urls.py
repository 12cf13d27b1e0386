"""The addresses of following, below `/follow/` in each language. Some mail programs cut off the last slash of a link."""

from django.urls import path, re_path

from series.followers import views
from series.followers.manage_views import manage

urlpatterns = [
    path("lost/", views.lost, name="follow_lost"),
    path("sent/", views.sent, name="follow_sent"),
    re_path(r"^confirm/(?P<token>[^/]+)/?$", views.confirm, name="follow_confirm"),
    re_path(r"^leave/(?P<token>[^/]+)/?$", views.leave, name="follow_leave"),
    re_path(r"^manage/(?P<token>[^/]+)/?$", manage, name="follow_manage"),
    path("site/", views.follow, {"kind": "site", "pk": None}, name="follow_site"),
    re_path(r"^(?P<kind>series|author|topic)/(?P<pk>[0-9]{1,9})/$", views.follow, name="follow"),
]
