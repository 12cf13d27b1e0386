"""The roles and the review between them, in the place of Wagtail's stock groups and moderation.

Contributors may add below the lists of series (and so edit what they own); series/permissions.py keeps them from
adding series there. Editors and managing editors hold their permissions on the home pages of both languages, not on
the root: nobody but a superuser makes home pages.
"""

from django.db import migrations

from authors.roles import (
    CONTRIBUTORS,
    EDITORS,
    MANAGING_EDITORS,
    ROLES,
    grant,
    grant_on_collections,
    grant_on_pages,
)

STOCK_WORKFLOW = "Moderators approval"
REVIEW = "Editorial review"
ACCESS = "wagtailadmin.admin.access_admin"


def crud(app_and_model: str, *actions: str) -> list[str]:
    model = app_and_model.split(".")[1]
    return [f"{app_and_model}.{action}_{model}" for action in actions or ("add", "change", "delete", "view")]


def make_roles(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name="Moderators").delete()
    for role in ROLES:
        group, _ = groups.get_or_create(name=role)
        group.permissions.clear()
        for rows in ("GroupPagePermission", "GroupCollectionPermission"):
            apps.get_model("wagtailcore", rows).objects.filter(group=group).delete()
        grant(apps, role, ACCESS)

    page_model = apps.get_model("wagtailcore", "Page")
    homes = list(page_model.objects.filter(depth=2, content_type__model="homepage"))
    series_lists = list(page_model.objects.filter(depth=3, content_type__model="seriesindexpage"))

    grant_on_pages(apps, CONTRIBUTORS, series_lists, "add")
    grant_on_collections(
        apps, CONTRIBUTORS, *crud("wagtailimages.image", "add", "choose"), *crud("wagtaildocs.document", "choose")
    )

    grant_on_pages(apps, EDITORS, homes, "add", "change")
    grant(
        apps,
        EDITORS,
        *crud("series.topic", "add", "change", "view"),
        *crud("series.plannedpart"),
    )
    grant_on_collections(
        apps,
        EDITORS,
        *crud("wagtailimages.image", "add", "change", "choose"),
        *crud("wagtaildocs.document", "add", "change", "choose"),
    )

    grant_on_pages(
        apps, MANAGING_EDITORS, homes, "add", "change", "publish", "bulk_delete", "lock", "unlock"
    )
    grant(
        apps,
        MANAGING_EDITORS,
        *crud("series.topic"),
        "series.topic.merge_topic",
        *crud("series.plannedpart"),
        *crud("wagtailredirects.redirect"),
        *crud("authors.user"),
        *crud("publication.masthead", "change"),
        *crud("wagtailcore.workflow"),
        *crud("wagtailcore.task"),
    )
    grant_on_collections(
        apps,
        MANAGING_EDITORS,
        *crud("wagtailimages.image", "add", "change", "choose"),
        *crud("wagtaildocs.document", "add", "change", "choose"),
        *crud("wagtailcore.collection", "add", "change", "delete"),
    )


def make_review(apps, schema_editor):
    workflow_model = apps.get_model("wagtailcore", "Workflow")
    task_model = apps.get_model("wagtailcore", "GroupApprovalTask")
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    apps.get_model("wagtailcore", "WorkflowPage").objects.filter(workflow__name=STOCK_WORKFLOW).delete()
    workflow_model.objects.filter(name=STOCK_WORKFLOW).delete()
    apps.get_model("wagtailcore", "Task").objects.filter(name=STOCK_WORKFLOW).delete()

    task = task_model.objects.create(name=REVIEW, content_type=content_type, active=True)
    task.groups.set(apps.get_model("auth", "Group").objects.filter(name=MANAGING_EDITORS))
    workflow = workflow_model.objects.create(name=REVIEW, active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(
        workflow=workflow, task_id=task.pk, sort_order=0
    )
    for page in apps.get_model("wagtailcore", "Page").objects.filter(
        depth=2, content_type__model="homepage"
    ):
        apps.get_model("wagtailcore", "WorkflowPage").objects.create(workflow=workflow, page_id=page.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_site"),
        ("series", "0001_series"),
        ("authors", "0002_authors"),
        ("publication", "0001_images_and_masthead"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [
        migrations.RunPython(make_roles, migrations.RunPython.noop),
        migrations.RunPython(make_review, migrations.RunPython.noop),
    ]
