"""What authors make: quizzes, short lectures, questions."""

from .roles import (
    NOBODY_KNOWS,
    WRITERS,
    WRITERS_HERE,
    Route,
)

ROUTES = {
    # The approver works on the page itself.
    "courses:quiz_print": Route(lambda c: f"/questions/printing/{c.quiz.uid}/", WRITERS),
    "courses:quiz_print_file": Route(
        lambda c: f"/questions/printing/{c.quiz.uid}/phieu-tra-loi.pdf", WRITERS
    ),
    "courses:quiz_new": Route("/quizzes/new/", WRITERS | {"other_teacher"}),
    "courses:quiz_places": Route("/quizzes/new/places/", WRITERS | {"other_teacher"}, "post"),
    "courses:questions_sort": Route(lambda c: f"/questions/banks/{c.bank.code}/sort/?pick=1", WRITERS_HERE),
    "courses:quiz_ticked": Route(lambda c: f"/quizzes/new/{c.bank.code}/?pick=1", WRITERS_HERE),
    "courses:quiz_draft": Route(lambda c: f"/quizzes/{c.quiz.uid}/", {"approver", "province_admin"}),
    "courses:quiz_publish": Route(
        lambda c: f"/quizzes/{c.quiz.uid}/publish/", {"approver", "province_admin"}, "post"
    ),
    "courses:quiz_duplicate": Route(lambda c: f"/quizzes/{c.quiz.uid}/copy/", set(), "post"),
    "courses:quiz_try": Route(lambda c: f"/quizzes/{c.quiz.uid}/try/", WRITERS),
    # Begun by Ms Lan for her own school; the province works on all pages.
    "courses:writings": Route("/writing/", WRITERS | {"other_teacher"}),
    "courses:writing_new": Route("/writing/new/", WRITERS | {"other_teacher"}),
    # Ms Lan's lecture is not published; the school's own is, for everybody.
    "courses:lecture_copy": Route(
        lambda c: f"/writing/copy/{c.school_lecture.translation_key}/", WRITERS | {"other_teacher"}
    ),
    "courses:writing": Route(lambda c: f"/writing/{c.writing.translation_key}/", WRITERS),
    "courses:writing_preview": Route(lambda c: f"/writing/{c.writing.translation_key}/preview/", WRITERS),
    "courses:writing_head": Route(lambda c: f"/writing/{c.writing.translation_key}/head/", WRITERS, "post"),
    "courses:writing_order": Route(lambda c: f"/writing/{c.writing.translation_key}/order/", WRITERS, "post"),
    "courses:writing_piece": Route(
        lambda c: f"/writing/{c.writing.translation_key}/pieces/{c.writing.body[0].id}/", WRITERS, "post"
    ),
    # Whoever takes it out first; for the others it is gone already.
    "courses:writing_drop": Route(
        lambda c: f"/writing/{c.writing.translation_key}/pieces/{NOBODY_KNOWS}/drop/", WRITERS, "post"
    ),
    "courses:writing_restore": Route(
        lambda c: f"/writing/{c.writing.translation_key}/restore/", set(), "post"
    ),
    "courses:writing_merge": Route(
        lambda c: (
            f"/writing/{c.writing.translation_key}/merge/{c.writing.latest_revision_id}/"
            f"{c.writing.latest_revision_id}/"
        ),
        WRITERS,
    ),
    "courses:writing_send": Route(lambda c: f"/writing/{c.writing.translation_key}/send/", WRITERS, "post"),
    "courses:writing_take_back": Route(
        lambda c: f"/writing/{c.writing.translation_key}/take-back/", WRITERS, "post"
    ),
    "courses:banks": Route("/questions/banks/", WRITERS | {"other_teacher"}),
    "courses:bank_new": Route("/questions/banks/new/", WRITERS | {"other_teacher"}),
    "courses:bank": Route(lambda c: f"/questions/banks/{c.bank.code}/", WRITERS_HERE),
    "courses:question_new": Route(lambda c: f"/questions/banks/{c.bank.code}/new/one_choice/", WRITERS_HERE),
    "courses:question_import_new": Route(lambda c: f"/questions/banks/{c.bank.code}/import/", WRITERS_HERE),
    "courses:question_template": Route("/questions/template.xlsx", WRITERS | {"other_teacher"}),
    "courses:question_export": Route(lambda c: f"/questions/banks/{c.bank.code}/export/", WRITERS_HERE),
    "courses:question_export_file": Route(
        lambda c: c.question and f"/questions/banks/{c.bank.code}/export/gift/", WRITERS_HERE
    ),
    "courses:question_import": Route(lambda c: f"/questions/imports/{c.question_import.pk}/", WRITERS_HERE),
    "courses:question_import_apply": Route(
        lambda c: f"/questions/imports/{c.question_import.pk}/apply/", WRITERS_HERE, "post"
    ),
    "courses:question_import_undo": Route(
        lambda c: f"/questions/imports/{c.question_import.pk}/undo/", WRITERS_HERE, "post"
    ),
    "courses:question_import_discard": Route(
        lambda c: f"/questions/imports/{c.question_import.pk}/discard/", WRITERS_HERE, "post"
    ),
    "courses:imported_question": Route(
        lambda c: f"/questions/imports/{c.question_import.pk}/1/", WRITERS_HERE
    ),
    "courses:imported_question_leave": Route(
        lambda c: f"/questions/imports/{c.question_import.pk}/1/leave/", WRITERS_HERE, "post"
    ),
    "courses:imported_picture": Route(
        lambda c: f"/questions/imports/{c.question_import.pk}/1/picture/", WRITERS_HERE
    ),
    "courses:question": Route(lambda c: f"/questions/{c.question.pk}/", WRITERS_HERE),
    "courses:question_edit": Route(lambda c: f"/questions/{c.question.pk}/edit/", WRITERS_HERE),
    "courses:question_retire": Route(lambda c: f"/questions/{c.question.pk}/retire/", WRITERS_HERE, "post"),
    "courses:question_bring_back": Route(
        lambda c: f"/questions/{c.question.pk}/bring-back/", WRITERS_HERE, "post"
    ),
    "courses:question_duplicate": Route(
        lambda c: f"/questions/{c.question.pk}/duplicate/", WRITERS_HERE, "post"
    ),
    "courses:question_move": Route(lambda c: f"/questions/{c.question.pk}/move/", WRITERS_HERE, "post"),
    "courses:question_history": Route(lambda c: f"/questions/{c.question.pk}/history/", WRITERS_HERE),
    "courses:question_restore": Route(
        lambda c: f"/questions/{c.question.pk}/history/{c.old_version.number}/restore/", WRITERS_HERE, "post"
    ),
}
