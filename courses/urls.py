from django.urls import path

from courses.views import files, lectures

app_name = "courses"

urlpatterns = [
    path("files/<str:content_hash>/<str:name>", files.file, name="file"),
    path("lectures/<uuid:key>/state.json", lectures.state, name="lecture_state"),
    path("lectures/<uuid:key>/read/", lectures.read, name="lecture_read"),
]
