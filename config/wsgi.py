"""The WSGI application, for granian or any other server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("DATELINE_STATEMENT_TIMEOUT_SECONDS", "10")  # no page is worth more

application = get_wsgi_application()
