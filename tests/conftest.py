"""What every test stands on: Django with cheap passwords, on a database server of its own."""

import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings

from config.postgres.place import Place
from config.postgres.server import release

PLACE = pytest.StashKey[Place]()


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a server in a temporary folder: nobody's data, and no other run's either."""
    # A busy machine is no fault of ours: what is slow is measured by bench/, not by tests.
    hypothesis.settings.register_profile("dateline", deadline=None)
    hypothesis.settings.load_profile("dateline")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.VERSION_SECONDS = 0  # what one test has written, the next asks for at once
    if os.environ.get("DATABASE_URL") or "PYTEST_XDIST_WORKER" in os.environ:
        return  # the operator's server; or the folder that the run's first process has named
    folder = Path(tempfile.mkdtemp(prefix="dateline-tests-"))
    folder.chmod(0o711)  # where PostgreSQL must be another user, that user goes through here
    os.environ["DATELINE_DATA_DIR"] = str(folder)
    config.stash[PLACE] = Place(folder)
    settings.DATABASES["default"].update(config.stash[PLACE].as_database())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the temporary folder, after its server has ended."""
    if place := config.stash.get(PLACE, None):
        release(place)
        shutil.rmtree(place.data_dir, ignore_errors=True)
