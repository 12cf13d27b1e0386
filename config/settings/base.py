"""What every situation shares. The environment comes through config.environment only."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config.environment import cache, database, file_storages, read_environment, replicas
from publication.policies.rules import CLOSED_FEATURES

BASE_DIR = Path(__file__).resolve().parents[2]
ENVIRONMENT = read_environment()

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = list(ENVIRONMENT.old_secret_keys)
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)

INSTALLED_APPS = [
    "home",
    "series",
    "authors",
    "publication",
    "wagtail_footnotes",
    # Without its `wagtail_localize.locales`: that would let one language follow another by aliases, and a page that is
    # not translated would stand, in the wrong language, at an address of the other (docs/decisions/016).
    "wagtail_localize",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "authors.apps.AccountsConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # widgets are rendered by the engine of TEMPLATES, which marks their scripts
]

MIDDLEWARE = [
    "publication.stack_room.StackRoomMiddleware",
    # Around everything, so that what the others answer by themselves has its policies too.
    "publication.policies.middleware.PolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "home.health.probes.ProbeMiddleware",
    "publication.observing.ObservingMiddleware",
    "publication.bounds.BoundsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "publication.compressing.CompressingMiddleware",
    "publication.caching.middleware.CachingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "publication.middleware.PathLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "publication.middleware.RedirectMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "publication.uploads.UploadsMiddleware",
    # Last: whatever asks who is signed in below it is told so only if the second factor was given.
    "authors.signing_in.floor.SecondFactorFloor",
]

CSRF_FAILURE_VIEW = "publication.refusals.form_refused"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["publication.policies.marks.FolderLoader", "publication.policies.marks.AppLoader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "publication.navigation.context_processor",
            ],
        },
    }
]

DATABASES = {"default": database(ENVIRONMENT.database_url, BASE_DIR / "db.sqlite3")}
# Copies of the database from which readers' pages are read (publication/replicas/), by alias.
REPLICAS = replicas(ENVIRONMENT.replica_urls)
if REPLICAS:
    DATABASES |= REPLICAS
    DATABASE_ROUTERS = ["publication.replicas.reading.Router"]
    # Behind what answers without the database; before all that asks it.
    MIDDLEWARE.insert(
        MIDDLEWARE.index("django.contrib.sessions.middleware.SessionMiddleware"),
        "publication.replicas.middleware.ReplicaMiddleware",
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "authors.User"

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("ko", _("Korean"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = ENVIRONMENT.editorial_time_zone

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.static_root or BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = ENVIRONMENT.media_root or BASE_DIR / "media"

# What only editors may have, such as the manuscripts that pieces were made from. Served by no web server.
PRIVATE_ROOT = ENVIRONMENT.private_root or BASE_DIR / "private"
STORAGES = {
    **file_storages(ENVIRONMENT),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": cache(ENVIRONMENT.redis_url)}
# Public answers are kept in the shared cache, or in memory without one. Off for those who work on the site.
PAGE_CACHE = False
# Where the application reaches each caching proxy, to take back what changed.
CACHE_PROXIES = list(ENVIRONMENT.cache_proxies)

# One door, and what stands behind it (docs/decisions/034, authors/signing_in/).
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
TWO_FACTOR = ENVIRONMENT.two_factor or "offered"
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = (
    False  # a letter to this address opens the account: who looks after accounts sets it
)
AUTHENTICATION_BACKENDS = ["authors.signing_in.backend.Backend"]
PASSWORD_HASHERS = [
    f"django.contrib.auth.hashers.{name}PasswordHasher"
    for name in ("Argon2", "PBKDF2", "PBKDF2SHA1", "BCryptSHA256", "Scrypt")
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600  # seconds
ACCOUNT_ADAPTER = "authors.signing_in.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = (
    False  # authors/signing_in/limits.py counts, as everything here by publication/limits.py
)
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
ACCOUNT_FORMS = {
    "login": "authors.signing_in.forms.SignInForm",
    "reauthenticate": "authors.signing_in.forms.PasswordAgainForm",
    "reset_password": "authors.signing_in.forms.ForgottenForm",
    "reset_password_from_key": "authors.signing_in.forms.NewPasswordForm",
    "change_password": "authors.signing_in.forms.ChangePasswordForm",
}
MFA_ADAPTER = "authors.signing_in.adapter.SecondFactorAdapter"
MFA_TOTP_TOLERANCE = 1  # half a minute early or late: clocks differ
MFA_FORMS = {
    "authenticate": "authors.signing_in.forms.CodeForm",
    "reauthenticate": "authors.signing_in.forms.CodeAgainForm",
    "activate_totp": "authors.signing_in.forms.ActivateForm",
}
SESSION_COOKIE_AGE = 10 * 3600  # seconds without use
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_DAYS = 7  # however much it is used
AUDIT_DAYS = 400
AUDIT_ADDRESS_DAYS = 30
INVITATION_DAYS = 7
DEFAULT_FROM_EMAIL = ENVIRONMENT.from_email
EMAIL_TIMEOUT = 10  # seconds: a mail server that does not answer must not hold an editor's request
CLEARANCE_DAYS = ENVIRONMENT.clearance_days
SECURITY_CONTACT = ENVIRONMENT.security_contact
CARD_FONT_KO = ENVIRONMENT.card_font_ko
CHECKS_AT_START = False  # home/health/starting.py
SLOW_QUERY_MS = ENVIRONMENT.slow_query_ms
METRICS_TOKEN = ENVIRONMENT.metrics_token
METRICS_FOLDER = ENVIRONMENT.metrics_folder
PROXY_COUNT = ENVIRONMENT.proxy_count
BACKUP_RECIPIENTS = ENVIRONMENT.backup_recipients
BACKUP_IDENTITY = ENVIRONMENT.backup_identity
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WAGTAIL_SITE_NAME = "Commentary Series"
WAGTAILADMIN_BASE_URL = ENVIRONMENT.site_url
WAGTAILIMAGES_IMAGE_MODEL = "publication.CreditedImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "publication.images.forms.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_MODEL = "publication.LibraryDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "publication.documents.forms.DocumentForm"
WAGTAIL_AGING_PAGES_ENABLED = False  # series/desk/reports/aging.py stands in for it
# Bounds of manuscripts that differ from those of series/manuscripts/bounds.py, by their names there.
MANUSCRIPT_BOUNDS = {}
# Bounds of WordPress exports that differ from those of series/manuscripts/wordpress/stream.py.
WORDPRESS_BOUNDS = {}
MANUSCRIPT_FILES_AT_ONCE = 20
MANUSCRIPT_UPLOAD_DAYS = 30  # until an upload that nobody reviewed goes
# From so many bytes on, a file is read in the background, with a progress bar.
MANUSCRIPT_LONG_BYTES = 512 * 1024
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # a translation begins as a draft
WAGTAIL_ALLOW_UNICODE_SLUGS = True
WAGTAILREDIRECTS_AUTO_CREATE = False  # publication/redirects.py makes ours
WAGTAILEMBEDS_FINDERS = []
WAGTAIL_FOOTNOTES_TEXT_FEATURES = ["bold", "italic", "link", "superscript", "subscript"]
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "publication.draftail.CleanDraftail",
        "OPTIONS": {"features": ["bold", "italic", "link"]},
    }
}
WAGTAILSEARCH_BACKENDS = {
    # The configuration is PostgreSQL's, made by a migration of publication; SQLite knows none.
    "default": {"BACKEND": "publication.search_backend", "SEARCH_CONFIG": "english_unaccent"}
}

# At once, in the request: search and reference indexing must not wait for a worker (house plan, decision 6).
# What takes long goes to `slow`, through publication.background, which asks first whether a worker is running.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "slow": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

# The editors' previews stand in frames of the admin's own pages; the check would have DENY.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
PERMISSIONS_POLICY = CLOSED_FEATURES
WHITENOISE_ALLOW_ALL_ORIGINS = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "publication.logs.PlainLines",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "publication.logs.JsonLines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Two lines for every save otherwise, as tasks run at once.
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
        # A line for every step and table of a PDF; a style that it does not know is no news to an operator.
        "weasyprint": {"level": "ERROR"},
        "weasyprint.progress": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
