"""The one Django app of the project."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class TimelineConfig(AppConfig):
    name = "timeline"
    verbose_name = "Timeline"
    default_auto_field = "django.db.models.BigAutoField"


class DeskConfig(AdminConfig):
    """The admin, as the desk."""

    default_site = "timeline.admin.site.DeskSite"
