from django.urls import path

from home.views import overview, preferences, site, today

app_name = "home"

urlpatterns = [
    path("start/", site.start, name="start"),
    path("me.json", site.me, name="me"),
    path("today/", today.today, name="today"),
    path("overview/", overview.overview, name="overview"),
    path("overview/not-equipped/", overview.not_equipped, name="not_equipped"),
    path("overview/export/", overview.export, name="overview_export"),
    path("lectures/", site.lectures, name="lectures"),
    path("preferences/", preferences.preferences, name="preferences"),
]
