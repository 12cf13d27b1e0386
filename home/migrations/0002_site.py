"""The tree that every site begins with: both languages' home pages, with their lists of series and of authors.

Takes the place of Wagtail's welcome page. Written with historical models, which have no tree methods, so paths and
addresses are spelled out.
"""

import uuid

from django.db import migrations

LANGUAGES = {"en": ("Home", "Series", "Authors", "home"), "ko": ("처음", "시리즈", "필자", "home-ko")}


def build(apps, schema_editor):
    content_type = apps.get_model("contenttypes", "ContentType").objects
    page_model = apps.get_model("wagtailcore", "Page")
    locale_model = apps.get_model("wagtailcore", "Locale")
    site_model = apps.get_model("wagtailcore", "Site")

    page_model.objects.filter(depth=2, slug="home", content_type__model="page").delete()
    root = page_model.objects.get(depth=1)
    keys = {name: uuid.uuid4() for name in ("home", "series", "authors")}
    homes = []
    for place, (code, (home, series, authors, slug)) in enumerate(LANGUAGES.items(), start=1):
        locale, _ = locale_model.objects.get_or_create(language_code=code)
        path = f"{root.path}{place:04d}"

        def add(app, model, title, slug, path, url_path, key, numchild, locale=locale):
            apps.get_model(app, model).objects.create(
                title=title,
                draft_title=title,
                slug=slug,
                path=path,
                depth=len(path) // 4,
                numchild=numchild,
                url_path=url_path,
                translation_key=key,
                locale=locale,
                content_type=content_type.get_or_create(app_label=app, model=model.lower())[0],
            )
            return page_model.objects.get(path=path)

        homes.append(add("home", "HomePage", home, slug, path, f"/{slug}/", keys["home"], 2))
        add(
            "series",
            "SeriesIndexPage",
            series,
            "series",
            f"{path}0001",
            f"/{slug}/series/",
            keys["series"],
            0,
        )
        add(
            "authors",
            "AuthorIndexPage",
            authors,
            "authors",
            f"{path}0002",
            f"/{slug}/authors/",
            keys["authors"],
            0,
        )
    root.numchild = page_model.objects.filter(depth=2).count()
    root.save(update_fields=["numchild"])
    site_model.objects.all().delete()
    site_model.objects.create(
        hostname="localhost", port=80, root_page=homes[0], is_default_site=True, site_name="Commentary Series"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_pages"),
        ("series", "0001_series"),
        ("authors", "0002_authors"),
        ("publication", "0001_images_and_masthead"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(build, migrations.RunPython.noop)]
