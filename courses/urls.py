from django.urls import path

from courses.views import attempts, exports, files, imports, lectures, papers, publicity, questions, results

app_name = "courses"

urlpatterns = [
    path("files/<str:content_hash>/<str:name>", files.file, name="file"),
    path("lectures/<uuid:key>/state.json", lectures.state, name="lecture_state"),
    path("lectures/<uuid:key>/read/", lectures.read, name="lecture_read"),
    path("attempts/", attempts.index, name="attempts"),
    path("attempts/practice/", attempts.practice, name="practice"),
    path("attempts/new/<uuid:uid>/", attempts.new, name="attempt_new"),
    path("attempts/<uuid:pk>/", attempts.attempt, name="attempt"),
    path("attempts/<uuid:pk>/state.json", attempts.state, name="attempt_state"),
    path("attempts/<uuid:pk>/points/", attempts.points, name="attempt_points"),
    path("attempts/<uuid:pk>/accept/", attempts.accept, name="attempt_accept"),
    path("attempts/papers/<uuid:pk>/", papers.paper, name="paper"),
    path("attempts/papers/<uuid:pk>/state.json", papers.state, name="paper_state"),
    path("attempts/papers/<uuid:pk>/form/", papers.form, name="paper_form"),
    path("attempts/results/<uuid:uid>/<uuid:class_uid>/", results.quiz_results, name="quiz_results"),
    path("attempts/results/<uuid:uid>/<uuid:class_uid>/release/", results.release, name="release_marks"),
    path("publishing/<uuid:key>/people/", publicity.people, name="page_people"),
    path("questions/banks/", questions.banks, name="banks"),
    path("questions/banks/new/", questions.new_bank, name="bank_new"),
    path("questions/banks/<slug:code>/", questions.bank, name="bank"),
    path("questions/banks/<slug:code>/new/<slug:kind>/", questions.new, name="question_new"),
    path("questions/banks/<slug:code>/import/", imports.new, name="question_import_new"),
    path("questions/banks/<slug:code>/export/", exports.index, name="question_export"),
    path("questions/banks/<slug:code>/export/<slug:form>/", exports.file, name="question_export_file"),
    path("questions/imports/<uuid:pk>/", imports.detail, name="question_import"),
    path("questions/imports/<uuid:pk>/apply/", imports.confirm, name="question_import_apply"),
    path("questions/imports/<uuid:pk>/undo/", imports.take_back, name="question_import_undo"),
    path("questions/imports/<uuid:pk>/discard/", imports.discard, name="question_import_discard"),
    path("questions/imports/<uuid:pk>/<int:position>/", imports.mend, name="imported_question"),
    path("questions/imports/<uuid:pk>/<int:position>/leave/", imports.leave, name="imported_question_leave"),
    path("questions/imports/<uuid:pk>/<int:position>/picture/", imports.picture, name="imported_picture"),
    path("questions/<uuid:pk>/", questions.question, name="question"),
    path("questions/<uuid:pk>/edit/", questions.edit, name="question_edit"),
    path("questions/<uuid:pk>/retire/", questions.retire, name="question_retire"),
]
