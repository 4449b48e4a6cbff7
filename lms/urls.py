"""All routes. Each app lists its own; Wagtail's pages come last."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from wagtail import views as wagtail_views
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from lms import manifest, school_keys, shell, views, worker
from lms.sync import sync

urlpatterns = [
    path("health/", views.health, name="health"),
    path("ready/", views.ready, name="ready"),
    path("too-large/", views.too_large, name="too_large"),
    path("sync/", sync, name="sync"),
    path("sync/keys.json", school_keys.keys, name="school_keys"),
    path("waiting/", shell.page, name="waiting"),
    path("sw.js", worker.service_worker, name="service_worker"),
    path("offline/", shell.page, name="offline"),
    path("manifest.webmanifest", manifest.manifest, name="manifest"),
    path("favicon.ico", manifest.favicon, name="favicon"),
    path("jobs/<uuid:pk>/", views.job, name="job"),
    path("media/images/<path:path>", views.rendition, name="rendition"),
    path("", include("students.urls")),
    path("", include("courses.urls")),
    path("", include("devices.urls")),
    path("", include("home.urls")),
    path("admin/jsi18n/", views.authoring_words, name="authoring_words"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

# Published pages are open; what is not for everybody is refused by the page itself
# (courses.models.pages), so that the same HTML can be cached for all who may read it.
urlpatterns += [
    re_path(serve_pattern, login_not_required(wagtail_views.serve), name="wagtail_serve"),
]

handler400 = "lms.views.unreadable"
handler500 = "lms.views.server_error"
