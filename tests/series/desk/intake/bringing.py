"""Bringing a manuscript as an editor does: what is sent, and what is left of it afterwards."""

from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from authors.models import AuthorPage
from publication.models import CreditedImage
from series.models import ImportRecord, InstallmentPage, ManuscriptFile, ManuscriptUpload, PlannedPart

TEXT = (
    "The gauge\n\nBy Ilse Marrow\n\nThe water rose in the night, and nobody had counted it before the water policy.\n\n"
    "Nobody asked who should pay for the wall, and so nobody paid for it in the end.\n\n"
    "Ilse Marrow is a fellow at Arden College.\n"
)


def bring(client, series, *files, follow=False):
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(reverse("series_manuscripts", args=[series.pk]), {"files": sent}, follow=follow)


def text(content=TEXT, name="gauge.txt"):
    return name, content.encode()


def review_url(upload=None) -> str:
    return reverse("series_review_manuscript", args=[(upload or ManuscriptUpload.objects.get()).pk])


def sends(response, **changes) -> dict:
    """What the form of a review sends when nothing but `changes` is typed."""
    form, credits = response.context["form"], response.context["credits"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    data |= {"byline-TOTAL_FORMS": len(credits.forms), "byline-INITIAL_FORMS": len(credits.forms)}
    for row in credits:
        data |= {row.add_prefix(name): row[name].value() or "" for name in row.fields}
    return data | changes


def private_files() -> list[str]:
    storage = storages["private"]
    return storage.listdir("manuscripts")[1] if storage.exists("manuscripts") else []


def rows() -> dict:
    models = (InstallmentPage, AuthorPage, CreditedImage, ImportRecord, ManuscriptFile, PlannedPart)
    return {model.__name__: model.objects.count() for model in models}
