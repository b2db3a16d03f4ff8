"""The database backend of the embedded server: the first connection of a process starts it."""

from typing import Any

from django.db.backends.postgresql import base

from config.postgres.server import ensure_running


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own wrapper, but a server is running before it connects."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; `ServerError` says why the server could not be started."""
        ensure_running(self.settings_dict["PLACE"])
        return super().get_new_connection(conn_params)
