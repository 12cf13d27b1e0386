"""Addresses of a site whose every view fails, for test_errors.py."""

from django.http import HttpResponseServerError
from django.urls import re_path


def fail(request):
    name, mail = request.POST["name"], request.POST["mail"]
    raise ZeroDivisionError(f"no answer for {mail}") from ValueError(f"{mail} wrote {len(name)} letters")


def told(request):
    return HttpResponseServerError("It failed.")


urlpatterns = [re_path(".*", fail)]
handler500 = "tests.failing_urls.told"
