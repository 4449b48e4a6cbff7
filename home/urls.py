from django.urls import path

from home.views import (
    changes,
    desk,
    family,
    library,
    overview,
    overview_rows,
    preferences,
    school,
    site,
    today,
)

app_name = "home"

urlpatterns = [
    path("start/", site.start, name="start"),
    path("me.json", site.me, name="me"),
    path("today/", today.today, name="today"),
    path("family/", family.family, name="family"),
    path("desk/", desk.desk, name="desk"),
    path("desk/give/", desk.give, name="give"),
    path("desk/classes/<uuid:uid>/", desk.board, name="board"),
    path("desk/classes/<uuid:uid>/messages/", desk.messages_for_parents, name="messages"),
    path("desk/work/<uuid:pk>/withdraw/", desk.withdraw, name="withdraw"),
    path("overview/", overview.overview, name="overview"),
    path("overview/pupils/<slug:which>/", overview_rows.pupils, name="overview_pupils"),
    path("overview/teachers/<slug:which>/", overview_rows.teachers, name="overview_teachers"),
    path("overview/export/", overview.export, name="overview_export"),
    path("school/", school.school, name="school"),
    path("changes/", changes.changes, name="changes"),
    path("search/", library.search, name="search"),
    path("lectures/", library.lectures, name="lectures"),
    path("admin/account/", preferences.account, name="account"),
    path("preferences/", preferences.preferences, name="preferences"),
]
