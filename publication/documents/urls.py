"""The addresses of documents: Wagtail's, with our way of handing them out."""

from django.urls import path, re_path
from wagtail.documents.views.serve import authenticate_with_password

from publication.documents.serving import serve
from publication.page_passwords import not_to_be_guessed

urlpatterns = [
    re_path(r"^([0-9]+)/([^/]+)\Z", serve, name="wagtaildocs_serve"),
    path(
        "authenticate_with_password/<int:restriction_id>/",
        not_to_be_guessed(authenticate_with_password),
        name="wagtaildocs_authenticate_with_password",
    ),
]
