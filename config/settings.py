"""Django's settings; every difference between places is a variable of the environment."""

from csp.constants import NONE, SELF

from config.code_version import code_version
from config.environment import BASE_DIR, read_database_url, read_variable, refuse_unknown
from config.postgres.place import Place
from config.secret_file import read_or_make

refuse_unknown()

DATA_DIR = read_variable("DATELINE_DATA_DIR")
DEBUG = read_variable("DATELINE_DEBUG")
SECRET_KEY = read_variable("DATELINE_SECRET_KEY") or read_or_make(DATA_DIR / "secret-key")
ALLOWED_HOSTS = read_variable("DATELINE_ALLOWED_HOSTS")

INSTALLED_APPS = [
    "timeline.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "csp",
    "timeline.apps.TimelineConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "timeline.caching.finished_pages",  # what it keeps holds the headers of all below
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# The database: DATABASE_URL, or the server that starts itself (config/postgres).

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": read_database_url() or Place(DATA_DIR).as_database()}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
if seconds := read_variable("DATELINE_STATEMENT_TIMEOUT_SECONDS"):
    _options = DATABASES["default"].setdefault("OPTIONS", {})
    _options["options"] = f"{_options.get('options', '')} -c statement_timeout={seconds}s".strip()

READ_INDEX = read_variable("DATELINE_READ_INDEX")

# What a request may bring: an article is at most 1 MB of text, and percent-encoding
# makes up to three of it, six where a browser escapes twice over.

DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# Who may do what.

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# What a browser is told.

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
HTTPS = read_variable("DATELINE_HTTPS")
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = read_variable("DATELINE_TRUSTED_ORIGINS")
SECURE_HSTS_SECONDS = read_variable("DATELINE_HSTS_SECONDS")
# Whether the domain's other hosts keep to HTTPS too is not ours to promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if read_variable("DATELINE_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The engine.

SPACY_PIPELINE = read_variable("DATELINE_SPACY_PIPELINE")

# Language and time: days of events carry no zone, instants are kept in UTC.

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Static files: served by whitenoise straight from static/, or collected with hashed names.

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
HASHED_STATIC = read_variable("DATELINE_HASHED_STATIC")
STATIC_ROOT = BASE_DIR / "staticfiles" if HASHED_STATIC else None
WHITENOISE_USE_FINDERS = not HASHED_STATIC
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Finished pages, kept by each process.

VERSION_SECONDS = 0.1  # for so long a process answers without asking whether the data has changed
PAGE_CACHE_BYTES = read_variable("DATELINE_PAGE_CACHE_MB") * 1024 * 1024
CODE_VERSION = code_version(BASE_DIR, str(HASHED_STATIC))

# Parts of templates that are the same on every page; while they are edited, kept nowhere.
CACHES = {
    "default": {
        "BACKEND": f"django.core.cache.backends.{'dummy.Dummy' if DEBUG else 'locmem.LocMem'}Cache"
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": read_variable("DATELINE_LOG_LEVEL")},
    # Django's own handlers say nothing on the console outside DEBUG; ours does.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
