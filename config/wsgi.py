"""The WSGI application, for granian or any other server."""

import logging
import os
import threading
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()


def _read_from_index() -> None:
    """Let this process read from an index; until it is there, or without it, the tables answer."""
    try:
        import_module("timeline.reading.live").start()
    except Exception:
        logging.getLogger(__name__).exception("There is no index, reading is slow.")


if settings.READ_INDEX:
    # Importing it takes half a second, and ten the first time, when its loops are compiled.
    threading.Thread(target=_read_from_index, daemon=True).start()
