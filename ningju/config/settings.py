"""Every setting, from the environment only; docs/settings.md names each."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from ningju.kernel import environment

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(environment.text("NINGJU_DATA", str(PACKAGE.parent / "data")))

SECRET_KEY = environment.text("NINGJU_SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = environment.words("NINGJU_HOSTS", "localhost,127.0.0.1,[::1]")
NINGJU_DEMO = environment.yes("NINGJU_DEMO")
NINGJU_TRUST_PROXY = environment.yes("NINGJU_TRUST_PROXY")
NINGJU_HTTPS = environment.yes("NINGJU_HTTPS")
NINGJU_DEMO_SECRET = environment.text("NINGJU_DEMO_SECRET") if NINGJU_DEMO else ""
NINGJU_LIMIT_FACTOR = environment.number("NINGJU_LIMIT_FACTOR", 1)
NINGJU_VAULT_KEY = environment.text("NINGJU_VAULT_KEY", "")
NINGJU_VAULT_KEY_FILE = environment.text("NINGJU_VAULT_KEY_FILE", str(DATA / "vault.key"))
NINGJU_PUBLIC_URL = environment.text(
    "NINGJU_PUBLIC_URL", f"{'https' if NINGJU_HTTPS else 'http'}://{ALLOWED_HOSTS[0]}"
)
NINGJU_SMS_URL = environment.text("NINGJU_SMS_URL", "")
NINGJU_SMS_TOKEN = environment.text("NINGJU_SMS_TOKEN", "")
NINGJU_EMAIL_URL = environment.text("NINGJU_EMAIL_URL", "")
NINGJU_PUSH_KEY = environment.text("NINGJU_PUSH_KEY", "")
NINGJU_PUSH_SUBJECT = environment.text("NINGJU_PUSH_SUBJECT", "")
NINGJU_PUSH_HOSTS = environment.words(
    "NINGJU_PUSH_HOSTS",
    "fcm.googleapis.com,updates.push.services.mozilla.com,web.push.apple.com,*.notify.windows.com",
)
NINGJU_STAFF_BOTS = environment.named_lists("NINGJU_STAFF_BOTS", environment.text("NINGJU_STAFF_BOTS", ""))
NINGJU_BODY_MAX_BYTES = 6 * 1024 * 1024

DATABASES = {"default": environment.database("DATABASE_URL", age_s=600)}
if environment.text("DATABASE_OWNER_URL", ""):
    DATABASES["owner"] = environment.database("DATABASE_OWNER_URL", age_s=0)
DATABASE_ROUTERS = ["ningju.config.routers.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TENANT_MODEL = "communities.Community"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "ningju.rooms.accounts.apps.AccountsConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "leaflet",
    "procrastinate.contrib.django",
    "ningju.ground.apps.GroundConfig",
    "ningju.rooms.communities.apps.CommunitiesConfig",
    "ningju.rooms.organisations.apps.OrganisationsConfig",
    "ningju.rooms.privacy.apps.PrivacyConfig",
    "ningju.rooms.messages.apps.MessagesConfig",
    "ningju.rooms.cases.apps.CasesConfig",
    "ningju.rooms.places.apps.PlacesConfig",
    "ningju.rooms.needs.apps.NeedsConfig",
    "ningju.rooms.issues.apps.IssuesConfig",
    "ningju.rooms.volunteering.apps.VolunteeringConfig",
    "ningju.rooms.care.apps.CareConfig",
    "ningju.rooms.referral.apps.ReferralConfig",
    "ningju.rooms.ledgers.apps.LedgersConfig",
    "ningju.pages.apps.PagesConfig",
    "ningju.jobs.apps.JobsConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "ningju.ground.static_files.StaticFilesMiddleware",
    "ningju.ground.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "ningju.ground.headers.PermissionsMiddleware",
    "ningju.ground.headers.PrivateMiddleware",
    "ningju.ground.middleware.LanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ningju.ground.middleware.CommunityMiddleware",
]

ROOT_URLCONF = "ningju.config.urls"
WSGI_APPLICATION = "ningju.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "pages" / "templates"],
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

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "ningju.ground.static_files.VersionedStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = NINGJU_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if NINGJU_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if NINGJU_TRUST_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = NINGJU_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if NINGJU_HTTPS else "session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ningju.ground.edge.not_allowed"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "ningju.ground.log.DiscreetFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.text("NINGJU_LOG_LEVEL", "WARNING")},
}

from ningju.rooms.accounts.settings import *  # noqa: E402, F403
