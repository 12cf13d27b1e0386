"""Loads the script by which a form that a button sends names the version that autosave wrote for it."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_editor_js")
def name_own_autosave():
    return format_html('<script src="{}"></script>', static("js/admin/own-autosave.js"))
