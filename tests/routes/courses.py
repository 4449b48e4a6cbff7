"""Learning: progress, quizzes, marking, the mark book, skills."""

from .roles import (
    LEADERS,
    NOBODY_KNOWS,
    OTHER_STAFF,
    PROVINCE,
    PUPILS,
    READERS,
    WRITERS,
    WRITERS_HERE,
    Route,
)

ROUTES = {
    "courses:class_progress": Route(
        lambda c: f"/lectures/classes/{c.class_6a.uid}/", {"teacher", "school_admin", *PROVINCE}
    ),
    "courses:class_in_course": Route(
        lambda c: f"/lectures/classes/{c.class_6a.uid}/{c.lecture.get_parent().translation_key}/",
        {"teacher", "school_admin", *PROVINCE},
    ),
    "courses:class_in_course_file": Route(
        lambda c: f"/lectures/classes/{c.class_6a.uid}/{c.lecture.get_parent().translation_key}.xlsx",
        {"teacher", "school_admin", *PROVINCE},
    ),
    "courses:class_in_lecture": Route(
        lambda c: f"/lectures/classes/{c.class_6a.uid}/lecture/{c.lecture.translation_key}/",
        {"teacher", "school_admin", *PROVINCE},
    ),
    "courses:class_opens": Route(
        lambda c: f"/lectures/classes/{c.class_6a.uid}/lecture/{c.lecture.translation_key}/opens/",
        {"teacher"},
        "post",
    ),
    "courses:class_done": Route(
        lambda c: f"/lectures/classes/{c.class_6a.uid}/lecture/{c.lecture.translation_key}/done/",
        {"teacher"},
        "post",
    ),
    "courses:class_task": Route(
        lambda c: (
            f"/lectures/classes/{c.class_6a.uid}/lecture/{c.task_lecture.translation_key}"
            f"/tasks/{c.task_work.block}/"
        ),
        {"teacher"},
    ),
    "courses:task": Route(
        lambda c: f"/lectures/{c.task_lecture.translation_key}/tasks/{c.task_work.block}/", PUPILS
    ),
    "courses:task_page": Route(
        lambda c: f"/lectures/tasks/pages/{c.task_work.pages.get().pk}/", {"pupil", "teacher"}
    ),
    "courses:task_page_small": Route(
        lambda c: f"/lectures/tasks/pages/{c.task_work.pages.get().pk}/small/", {"pupil", "teacher"}
    ),
    "courses:recall": Route("/revision/", PUPILS),
    "courses:recall_session": Route("/revision/session/", PUPILS),
    "courses:recall_pack": Route("/revision/pack.json", PUPILS),
    # There is nothing to answer with an empty form.
    "courses:recall_answer": Route("/revision/answer/", set(), "post"),
    "courses:recall_class": Route(
        lambda c: f"/revision/classes/{c.class_6a.uid}/", {"teacher", "school_admin", *PROVINCE}
    ),
    "courses:recall_give": Route(lambda c: f"/revision/classes/{c.class_6a.uid}/give/", {"teacher"}, "post"),
    "courses:recall_withdraw": Route(
        lambda c: f"/revision/sets/{c.revision_set.pk}/withdraw/", {"teacher"}, "post"
    ),
    "courses:recall_sheet": Route(
        lambda c: f"/revision/sets/{c.revision_set.pk}/sheet.pdf",
        {"pupil", "classmate", "teacher", "school_admin", *PROVINCE},
    ),
    "courses:attempts": Route("/attempts/", PUPILS),
    "courses:practice": Route("/attempts/practice/", PUPILS),
    "courses:quiz_tickets": Route(lambda c: f"/quizzes/{c.quiz.uid}/tickets.json", PUPILS),
    # Whoever has a try left may take the paper along: the pupil of the cast has used hers.
    "courses:paper_taken": Route(lambda c: f"/papers/{c.attempt.paper_id}/sealed.json", PUPILS - {"pupil"}),
    "courses:opening_code": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/code/", {"teacher", *LEADERS}, "post"
    ),
    "courses:attempt_new": Route(lambda c: f"/attempts/new/{c.quiz.uid}/", PUPILS),
    "courses:attempt": Route(
        lambda c: f"/attempts/{c.attempt.pk}/", {"pupil", "teacher", "school_admin", *PROVINCE}
    ),
    "courses:attempt_state": Route(lambda c: f"/attempts/{c.attempt.pk}/state.json", {"pupil"}),
    "courses:paper": Route(lambda c: f"/attempts/papers/{c.attempt.paper_id}/", {"pupil"}),
    "courses:paper_state": Route(lambda c: f"/attempts/papers/{c.attempt.paper_id}/state.json", {"pupil"}),
    "courses:paper_form": Route(lambda c: f"/attempts/papers/{c.attempt.paper_id}/form/", {"pupil"}),
    "courses:large_uploads": Route("/uploads/", WRITERS - {"teacher"}),
    "courses:large_upload": Route(f"/uploads/{NOBODY_KNOWS}/", set()),
    "courses:large_upload_remove": Route(f"/uploads/{NOBODY_KNOWS}/remove/", set(), "post"),
    "courses:file_copy": Route(lambda c: f"/files/{'0' * 40}/copies/240p-00000000.mp4", set()),
    "courses:answer_file": Route(lambda c: f"/attempts/{c.attempt.pk}/files/{NOBODY_KNOWS}/", set()),
    "courses:passage_new": Route(lambda c: f"/questions/banks/{c.bank.code}/passages/new/", WRITERS_HERE),
    "courses:passage": Route(lambda c: f"/questions/passages/{c.passage.pk}/", WRITERS_HERE),
    "courses:passage_edit": Route(lambda c: f"/questions/passages/{c.passage.pk}/edit/", WRITERS_HERE),
    "courses:attempt_points": Route(
        lambda c: f"/attempts/{c.attempt.pk}/points/", {"teacher", "school_admin", "province_admin"}, "post"
    ),
    "courses:attempt_accept": Route(
        lambda c: f"/attempts/{c.attempt.pk}/accept/", {"teacher", "school_admin", "province_admin"}, "post"
    ),
    "courses:marking": Route("/attempts/marking/", {"teacher", "school_admin", *PROVINCE} | OTHER_STAFF),
    "courses:marking_quiz": Route(
        lambda c: f"/attempts/marking/{c.quiz.uid}/{c.class_6a.uid}/",
        {"teacher", "school_admin", "province_admin"},
    ),
    "courses:marking_loaded": Route(
        lambda c: f"/attempts/marking/{c.quiz.uid}/{c.class_6a.uid}/loaded/",
        {"teacher", "school_admin", "province_admin"},
    ),
    "courses:marking_answer": Route(
        lambda c: (
            f"/attempts/marking/{c.essay_attempt.page.uid}/{c.class_6a.uid}/question/{c.essay_attempt.pk}/1/"
        ),
        {"teacher", "school_admin", "province_admin"},
    ),
    "courses:corrections": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/keys/",
        {"teacher", "school_admin", "province_admin"},
    ),
    "courses:correction": Route(
        lambda c: (
            f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/keys/{c.quiz.paper.all_items[0].version_id}/"
        ),
        {"teacher", "school_admin", "province_admin"},
    ),
    "courses:question_correct": Route(
        lambda c: c.quiz and f"/questions/{c.question.pk}/versions/1/correct/", WRITERS_HERE
    ),
    "courses:feed_column": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/column/",
        {"teacher", "school_admin", "province_admin"},
    ),
    "courses:mark_column": Route(
        lambda c: f"/attempts/columns/{c.mark_column.pk}/", {"teacher", "school_admin", "province_admin"}
    ),
    "courses:mark_column_change": Route(
        lambda c: f"/attempts/columns/{c.mark_column.pk}/change/",
        {"teacher", "school_admin", "province_admin"},
    ),
    "courses:mark_column_file": Route(
        lambda c: f"/attempts/columns/{c.mark_column.pk}.xlsx", {"teacher", "school_admin", "province_admin"}
    ),
    "courses:mark_book": Route("/mark-book/", {"teacher", *LEADERS} | OTHER_STAFF),
    "courses:remark_phrases": Route("/mark-book/phrases/", {"teacher", *LEADERS} | OTHER_STAFF),
    "courses:remark_phrase_drop": Route(
        lambda c: f"/mark-book/phrases/{c.remark_phrase.pk}/drop/", {"teacher"}, "post"
    ),
    "courses:mark_book_school": Route(lambda c: f"/mark-book/schools/{c.class_6a.school.code}/", LEADERS),
    "courses:mark_book_class": Route(lambda c: f"/mark-book/{c.class_6a.uid}/", {"teacher", *LEADERS}),
    "courses:mark_book_year": Route(lambda c: f"/mark-book/{c.class_6a.uid}/year/", {"teacher", *LEADERS}),
    "courses:mark_book_file": Route(
        lambda c: f"/mark-book/{c.mark_column.school_class.uid}/1.xlsx", {"teacher", *LEADERS}
    ),
    "courses:mark_book_missing": Route(
        lambda c: f"/mark-book/{c.class_6a.uid}/1/-/missing/", {"teacher", *LEADERS}
    ),
    "courses:mark_book_close": Route(lambda c: f"/mark-book/{c.class_6a.uid}/2/-/close/", LEADERS, "post"),
    "courses:mark_book_open": Route(lambda c: f"/mark-book/{c.class_6a.uid}/2/-/open/", LEADERS, "post"),
    "courses:mark_list_new": Route(lambda c: f"/mark-book/{c.class_6a.uid}/1/-/file/", {"teacher", *LEADERS}),
    "courses:mark_sheet": Route(
        lambda c: f"/mark-book/{c.mark_column.school_class.uid}/1/toan/", {"teacher", *LEADERS}
    ),
    "courses:mark_sheet_show": Route(
        lambda c: f"/mark-book/{c.mark_column.school_class.uid}/1/toan/show/", {"teacher", *LEADERS}, "post"
    ),
    "courses:mark_sheet_changes": Route(
        lambda c: f"/mark-book/{c.mark_column.school_class.uid}/1/toan/changes/", {"teacher", *LEADERS}
    ),
    "courses:mark_list": Route(lambda c: f"/mark-book/lists/{c.mark_list.pk}/", {"teacher", *LEADERS}),
    "courses:mark_list_apply": Route(
        lambda c: f"/mark-book/lists/{c.mark_list.pk}/apply/", {"teacher", *LEADERS}, "post"
    ),
    "courses:mark_list_undo": Route(
        lambda c: f"/mark-book/lists/{c.mark_list.pk}/undo/", {"teacher", *LEADERS}, "post"
    ),
    "courses:mark_list_discard": Route(
        lambda c: f"/mark-book/lists/{c.mark_list.pk}/discard/", {"teacher", *LEADERS}, "post"
    ),
    "courses:mark_list_left_out": Route(
        lambda c: f"/mark-book/lists/{c.mark_list.pk}/left-out.xlsx", {"teacher", *LEADERS}
    ),
    "courses:own_marks": Route("/marks/mine/", PUPILS),
    "courses:marks_of_child": Route(lambda c: f"/marks/children/{c.giang.pk}/", {"guardian"}),
    # Digital skills
    "courses:skills": Route("/skills/", READERS),
    "courses:my_skills": Route("/skills/mine/", PUPILS),
    "courses:my_skills_paper": Route("/skills/mine.pdf", PUPILS),
    "courses:skills_of_child": Route(lambda c: f"/skills/children/{c.giang.pk}/", {"guardian"}),
    "courses:skills_of_child_paper": Route(lambda c: f"/skills/children/{c.giang.pk}.pdf", {"guardian"}),
    "courses:skills_of_pupil": Route(
        lambda c: f"/skills/pupils/{c.giang.pk}/", {"teacher", "school_admin", *PROVINCE}
    ),
    "courses:skills_of_pupil_paper": Route(
        lambda c: f"/skills/pupils/{c.giang.pk}.pdf", {"teacher", "school_admin", *PROVINCE}
    ),
    "courses:class_skills": Route(
        lambda c: f"/skills/classes/{c.class_6a.uid}/", {"teacher", "school_admin", *PROVINCE}
    ),
    "courses:class_skill": Route(
        lambda c: f"/skills/classes/{c.class_6a.uid}/{c.skill_step.uid}/", {"teacher"}
    ),
    "courses:marking_second": Route(
        lambda c: f"/attempts/marking/{c.quiz.uid}/{c.class_6a.uid}/second/", LEADERS, "post"
    ),
    "courses:marking_agreement": Route(
        lambda c: f"/attempts/marking/{c.twice_marked.uid}/{c.class_6a.uid}/agreement/",
        {"teacher", "school_admin", "province_admin"},
    ),
    "courses:hand_back": Route(
        lambda c: f"/attempts/{c.attempt.pk}/hand-back/", {"teacher", "school_admin", "province_admin"}
    ),
    "courses:comment_sound": Route(lambda c: f"/attempts/{c.attempt.pk}/comments/{NOBODY_KNOWS}/", set()),
    "courses:quiz_results": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/", {"teacher", "school_admin", *PROVINCE}
    ),
    "courses:paper_results": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/paper/", {"teacher", *LEADERS}
    ),
    "courses:paper_list_new": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/paper/file/", {"teacher", *LEADERS}
    ),
    "courses:paper_list_file": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/paper/file.xlsx", {"teacher", *LEADERS}
    ),
    "courses:paper_list": Route(lambda c: f"/attempts/paper-lists/{c.paper_list.pk}/", {"teacher", *LEADERS}),
    "courses:paper_list_apply": Route(
        lambda c: f"/attempts/paper-lists/{c.paper_list.pk}/apply/", {"teacher", *LEADERS}, "post"
    ),
    "courses:paper_list_undo": Route(
        lambda c: f"/attempts/paper-lists/{c.paper_list.pk}/undo/", {"teacher", *LEADERS}, "post"
    ),
    "courses:paper_list_discard": Route(
        lambda c: f"/attempts/paper-lists/{c.paper_list.pk}/discard/", {"teacher", *LEADERS}, "post"
    ),
    "courses:paper_list_mend": Route(
        lambda c: f"/attempts/paper-lists/{c.paper_list.pk}/2/", {"teacher", *LEADERS}, "post"
    ),
    "courses:quiz_analysis": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/questions/",
        {"teacher", "school_admin", *PROVINCE},
    ),
    "courses:quiz_analysis_file": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/questions.xlsx",
        {"teacher", "school_admin", *PROVINCE},
    ),
    "courses:quiz_overrides": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/rules/",
        {"teacher", "school_admin", "province_admin"},
    ),
    "courses:extra_time": Route(
        lambda c: f"/attempts/extra-time/{c.giang.pk}/", {"teacher", "school_admin", "province_admin"}
    ),
    "courses:release_marks": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/release/", {"teacher"}, "post"
    ),
    "courses:page_people": Route(
        lambda c: f"/publishing/{c.school_lecture.translation_key}/people/",
        {"author", "approver", "province_admin"},
    ),
}
