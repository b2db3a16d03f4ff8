"""A web process for a test: `python web.py DATABASE`; prints its port, then serves until killed."""

import os
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.VERSION_SECONDS = 0  # so that a page is as old as the index behind it

from config.wsgi import application  # noqa: E402  (reads the database's name)


class Quiet(WSGIRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing: the error stream is for what goes wrong."""


with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server:
    print(server.server_port, flush=True)
    server.serve_forever()
