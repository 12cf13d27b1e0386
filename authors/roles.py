"""The three roles: their names, and how migrations give them what they may do.

A role is a group. Contributors write and submit their own pieces; Editors edit everything and publish nothing;
Managing editors publish. Permissions on pages hold for a page and all that stands below it.
"""

CONTRIBUTORS = "Contributors"
EDITORS = "Editors"
MANAGING_EDITORS = "Managing editors"
ROLES = (CONTRIBUTORS, EDITORS, MANAGING_EDITORS)


def permission(apps, label: str):
    """The permission "app.model.codename" for a migration, made where Django has not come to it yet.

    Django makes permissions after all migrations have run, and leaves those alone that it finds.
    """
    app, model, codename = label.split(".")
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=model
    )
    action = codename.removesuffix(f"_{model}").replace("_", " ")
    try:
        thing = str(apps.get_model(app, model)._meta.verbose_name)
    except LookupError:  # wagtailadmin.admin is a content type without a model
        thing = model
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {action} {thing}"}
    )
    return found


def grant(apps, role: str, *labels: str) -> None:
    """Give a role permissions for whole models, for example "series.topic.add_topic"."""
    group = apps.get_model("auth", "Group").objects.get(name=role)
    group.permissions.add(*(permission(apps, label) for label in labels))


def grant_on_pages(apps, role: str, pages, *actions: str) -> None:
    """Give a role actions ("add", "change", "publish" ...) on pages and all below them."""
    group = apps.get_model("auth", "Group").objects.get(name=role)
    rows = apps.get_model("wagtailcore", "GroupPagePermission").objects
    for page in pages:
        for action in actions:
            rows.get_or_create(
                group=group, page_id=page.pk, permission=permission(apps, f"wagtailcore.page.{action}_page")
            )


def grant_on_collections(apps, role: str, *labels: str) -> None:
    """Give a role permissions on images, documents and collections, whatever collection they are in."""
    group = apps.get_model("auth", "Group").objects.get(name=role)
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    rows = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    for label in labels:
        rows.get_or_create(group=group, collection=root, permission=permission(apps, label))
