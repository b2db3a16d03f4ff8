"""The addresses of the site: the public pages, and the admin for editors."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("timeline.urls")),
]

handler500 = "timeline.http.failed"
