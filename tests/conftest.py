"""What every test stands on: Django with cheap passwords, on a database of its own."""

from django.conf import settings


def pytest_configure() -> None:
    """Make the hashing of passwords cheap; no test is about its strength."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
