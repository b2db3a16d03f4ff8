"""Django's PostgreSQL backend, on a server of our own that starts when someone connects."""
