"""Which part of the site answers which address; words used here are reserved in publication/slugs.py."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls

from authors.signing_in.doors import old_door
from home.api.urls import nowhere

# Other versions there are none, and none in a language; `/api/` itself is a page.
NO_API = re_path(r"^api/(?P<rest>(?s:.+))\Z", nowhere)

urlpatterns = [
    # Wagtail's own doors know no second factor.
    path("admin/login/", old_door),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include("publication.documents.urls")),
    # The window of the footnote button in the editor, whose script knows it by this address.
    path("footnotes/", include("wagtail_footnotes.urls")),
    # Outside of the languages' prefixes: what was sent says in which language it speaks.
    path("clearance/", include("series.clearance.urls")),
    path("", include("home.machines.urls")),
    path("api/v1/", include("home.api.urls")),
    NO_API,
]

handler400 = "publication.refusals.bad_request"
handler403 = "publication.refusals.forbidden"
handler404 = "publication.missing.not_found"
handler500 = "publication.outage.broken"

if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

urlpatterns += i18n_patterns(
    NO_API,
    path("_util/login/", old_door),
    path("accounts/", include("authors.signing_in.urls")),
    path("", include("home.urls")),
    path("", include("series.urls")),
    path("", include("publication.urls")),
    prefix_default_language=False,
)
