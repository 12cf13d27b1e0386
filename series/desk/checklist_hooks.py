"""The doors to publication that do not pass InstallmentPage.publish, or need words for editors when it refuses."""

from django.db.models import Q
from django.shortcuts import redirect
from rest_framework.exceptions import ValidationError
from wagtail import hooks
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Page

from series.checklist.evaluation import missing_of_all
from series.checklist.gate import ChecklistNotMet, require_checklist
from series.desk.refusals import tell_refusal
from series.models import InstallmentPage


@hooks.register("before_publish_page")
def ask_the_checklist(request, page):
    """The form publishes around page.publish(); installment_views.py catches what is raised here."""
    if isinstance(page, InstallmentPage):
        require_checklist(page, page.get_latest_revision())


@hooks.register("before_bulk_action")
def keep_unready_pages_back(request, action_type, objects, action):
    """Publish the pages of a choice that are ready, and say of the others why they are not."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type != "publish" or not pages:
        return None
    chosen = Q(pk__in=[page.pk for page in pages])
    if action.cleaned_form.cleaned_data["include_descendants"]:
        for page in pages:
            chosen |= Q(path__startswith=page.path, live=False)
    parts = {part.pk: part for part in InstallmentPage.objects.filter(chosen).order_by("path")}
    unready = {pk: checklist for pk, checklist in missing_of_all(parts.values()).items() if checklist.missing}
    for pk, checklist in unready.items():
        tell_refusal(request, parts[pk], checklist)
    # The list is the one that the action goes through. A page above an unready one waits with it.
    held = [parts[pk].path for pk in unready]
    objects[:] = [page for page in objects if not any(path.startswith(page.path) for path in held)]
    return None if objects else redirect(action.next_url)


class PublishReadyPage(PublishPageAPIAction):
    """Publishing through the admin's API, which goes around page.publish() as well."""

    def execute(self, instance, data):
        try:
            return super().execute(instance, data)
        except ChecklistNotMet as refusal:
            raise ValidationError(refusal.messages) from refusal

    def _action_from_data(self, instance, data):
        action = super()._action_from_data(instance, data)
        if isinstance(action.object, InstallmentPage):
            require_checklist(action.object, action.revision)
        return action


class CheckedPagesAPI(PagesAdminAPIViewSet):
    """The admin's API of pages, with the checklist before publishing."""

    actions = PagesAdminAPIViewSet.actions | {"publish": PublishReadyPage}


@hooks.register("construct_admin_api")
def check_in_the_api(router):
    router.register_endpoint("pages", CheckedPagesAPI)
