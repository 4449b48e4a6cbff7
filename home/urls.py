from django.urls import path

from home.views import preferences, site, today

app_name = "home"

urlpatterns = [
    path("start/", site.start, name="start"),
    path("me.json", site.me, name="me"),
    path("today/", today.today, name="today"),
    path("lectures/", site.lectures, name="lectures"),
    path("preferences/", preferences.preferences, name="preferences"),
]
