"""Every setting, for every environment; what differs comes from the environment."""

from pathlib import Path

from django.utils.csp import CSP

from lms.env import BASE_DIR, PRODUCTION, database, env, kept_secret_key, required_in_production

VAR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = required_in_production("SECRET_KEY", lambda: kept_secret_key(VAR))
# Former secrets, the newest first: what was signed, or sealed for the school, under them still holds.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = [
    host.strip()
    for host in required_in_production("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    if host.strip()
]
# Uploaded packages run on a host name of their own, without cookies (docs/decisions).
PACKAGES_HOST = required_in_production("PACKAGES_HOST", "")
PUBLIC_URL = required_in_production("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    "home",
    "courses",
    "devices",
    "students",
    "lms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks_db",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    # For its words alone: Wagtail says with them how long ago something was.
    "django.contrib.humanize",
    "django.contrib.sessions",
    # For the templates of the map of the site.
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    # Wagtail's PostgreSQL search needs it; it changes nothing on SQLite.
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lms.packed.PackedPages",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "lms.admin_csp.AdminCsp",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lms.doors.NoNulBytes",
    "lms.bodies.NotTooLarge",
    # Public pages are answered here, before anybody asks who reads.
    "courses.keeping.KeptPages",
    "lms.doors.PrivateUnlessSaid",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "lms.doors.NoNulInForms",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lms.doors.OfWhoIsHere",
    "courses.authoring.RolesAtTheDoor",
    "lms.doors.LearnerCookie",
    "lms.doors.ClosedUnlessOpened",
    "lms.refusals.NoteRefusals",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "lms.admin_input.ReadableInput",
    "lms.held.SaysWhatIsHeld",
    "lms.doors.SaysWhyNotOpened",
    "students.middleware.LedToOwnSecrets",
    "lms.tai_viet.FontForTaiViet",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "lms.templatetags.ui"],
        },
    }
]

# Widgets too are looked for in templates/, where those with inline scripts are replaced.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data ---------------------------------------------------------------------------

DATABASES = {"default": database(env.str("DATABASE_URL", default=f"sqlite:///{VAR / 'db.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}

# Wagtail's own tasks (search index, references) stay immediate: an author who saves
# expects to find the page at once. Ours wait for the worker, `manage.py work`.
TASKS = {
    "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["background"]},
}

# --- People -------------------------------------------------------------------------

AUTH_USER_MODEL = "students.User"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/start/"
LOGOUT_REDIRECT_URL = "/sign-in/"
AUTHENTICATION_BACKENDS = ["students.sign_in.Accounts"]
# Staff passwords, and pupils' PINs (students/hashers.py says why they differ).
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "students.hashers.PinHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    ]
]

# Whoever sees the whole province gives a second factor too (students/second_factor.py).
# The throttle of ours stands before it (students/throttle.py); a second one would refuse right digits.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=PRODUCTION)

# Not `cached_db`: with a cache of its own each worker would go on honouring a session that
# another worker ended.
SESSION_ENGINE = "lms.sessions"
# Not in a cookie: a tablet is shared, and the next pupil must not read what was said to the last.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
SESSION_COOKIE_SECURE = PRODUCTION
DEVICE_COOKIE_NAME = "__Host-bound-device" if PRODUCTION else "bound-device"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrftoken"
CSRF_FAILURE_VIEW = "lms.views.stale_form"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PRODUCTION else []

# --- The line between browser and server --------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "media-src": [CSP.SELF, "blob:"],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}
# Wagtail shows a page's preview in a frame of its own site, so not DENY as W019 asks.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=PRODUCTION)
SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^ready/$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
if env.bool("BEHIND_PROXY", default=PRODUCTION):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
# All of a request: the largest file that any screen takes (a film for a lecture), and what stands around it.
MOST_BODY = 64 * 1024 * 1024

# «off» takes the service worker back from every browser (docs/operate.md).
SERVICE_WORKER = env.str("SERVICE_WORKER", default="on").strip().lower() != "off"

# --- Files --------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "lms.storage.HashedModules"},
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "lms.libraries.Finder",
]
WHITENOISE_MAX_AGE = 60

# --- Language and formats -----------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["lms.formats"]
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# --- Wagtail ------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Sóng và máy tính cho em"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt")]
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# As everywhere else; the editor's calendar would take 26/11/2026 for nonsense and put today there.
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
# Passwords are renewed by the school or the province and changed on our own page.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "lms.Picture"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "gif"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "courses.forms.pictures.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "lms.uploads.FileForm"
# A video of twenty minutes as pupils can afford it.
WAGTAILDOCS_MAX_UPLOAD_SIZE = 60 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_MODEL = "lms.MediaFile"
WAGTAILDOCS_EXTENSIONS = [
    "pdf",
    "docx",
    "pptx",
    "xlsx",
    "odt",
    "ods",
    "odp",
    "txt",
    "csv",
    "mp3",
    "m4a",
    "opus",
    "ogg",
    "wav",
    "weba",
    "mp4",
    "m4v",
    "mov",
    "3gp",
    "webm",
    "mkv",
    "avi",
]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILEMBEDS_FINDERS = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {
        "refusals": {"()": "lms.logs.RefusalsInALine"},
        "secrets": {"()": "lms.logs.HideSecrets"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["refusals", "secrets"],
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Two lines for each task of Wagtail's that ran would bury what matters.
    "loggers": {"django.tasks": {"level": "WARNING"}},
}
