"""What the database itself keeps about questions and answers."""

from lms import guards

SAID = (
    "kind",
    "text",
    "content",
    "key",
    "feedback",
    "question_id",
    "number",
    "picture_id",
    "alt",
    "passage_id",
    "audio_id",
)
CORRECTED = ("version_id", "scope", "school_id", "what", "by_id", "at")
SHOWN = ("title", "text", "picture_id", "alt", "audio_id")

# What a pupil answered goes when the pupil is erased (courses/erasing.py), and at no other time.
OF_ERASED = (
    "EXISTS (SELECT 1 FROM courses_attempt a JOIN students_student s ON s.id = a.student_id "
    "WHERE a.id = OLD.attempt_id AND s.erased_at IS NOT NULL)"
)

STUDENT_ERASED = (
    "EXISTS (SELECT 1 FROM students_student s WHERE s.id = OLD.student_id AND s.erased_at IS NOT NULL)"
)

QUESTION_FORGOTTEN = (
    "EXISTS (SELECT 1 FROM courses_recall r WHERE r.student_id = OLD.student_id "
    "AND r.question_id = OLD.question_id AND r.forgotten_at IS NOT NULL)"
)


def register():
    guards.append_only("courses_answerevent", may_delete=OF_ERASED)
    guards.append_only("courses_answerfile", may_delete=OF_ERASED)
    guards.append_only("courses_givenpoints", may_delete=OF_ERASED)
    guards.append_only("courses_handback", may_delete=OF_ERASED)
    guards.append_only("courses_columnmark", may_delete=STUDENT_ERASED)
    # Goes with the pupil, and when its question was not revised for years (courses/recall/forgetting.py).
    guards.append_only("courses_recallanswer", may_delete=f"{STUDENT_ERASED} OR {QUESTION_FORGOTTEN}")
    guards.append_only("courses_paperitem")
    # What a judge gave stays as given; words may be taken out with an erased pupil.
    kept = ["judging_id", "total", "by_id", "at"]
    same = f"{_as_text('NEW', 'points')} = {_as_text('OLD', 'points')}"
    guards.append_only(
        "courses_judgedpoints", may_update=f"{guards.only_emptied({'remark': ''}, kept)} AND {same}"
    )
    _only_added()
    # A quiz may be deleted; a reason may be emptied of a name (courses/erasing.py). The rest stands.
    kept = [f"NEW.{one} IS NOT DISTINCT FROM OLD.{one}" for one in CORRECTED]
    page = "(NEW.page_id IS NULL OR NEW.page_id IS NOT DISTINCT FROM OLD.page_id)"
    key = f"{_as_text('NEW', 'key')} = {_as_text('OLD', 'key')}"
    guards.append_only(
        "courses_keycorrection",
        may_update=" AND ".join([page, key, guards.only_emptied({"reason": ""}, []), *kept]),
    )
    changed = " OR ".join(f"{_as_text('OLD', name)} <> {_as_text('NEW', name)}" for name in SAID)
    guards.refuse(
        "question_version_used_stays",
        "courses_questionversion",
        "update",
        "a question that a paper uses never changes",
        when=f"OLD.used_at IS NOT NULL AND ({changed})",
    )
    guards.refuse(
        "passage_used_stays",
        "courses_passage",
        "update",
        "a passage that a paper shows never changes",
        when="OLD.used_at IS NOT NULL AND ("
        + " OR ".join(f"{_as_text('OLD', name)} <> {_as_text('NEW', name)}" for name in SHOWN)
        + ")",
    )
    guards.refuse(
        "question_version_used_is_kept",
        "courses_questionversion",
        "delete",
        "a question that a paper uses is never deleted",
        when="OLD.used_at IS NOT NULL",
    )
    for verb, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD")):
        guards.refuse_if(
            f"option_picture_used_{verb}",
            "courses_optionpicture",
            verb,
            "a question that a paper uses never changes",
            f"EXISTS (SELECT 1 FROM courses_questionversion v WHERE v.id = {row}.version_id "
            "AND v.used_at IS NOT NULL)",
        )
    guards.refuse(
        "quiz_paper_stays",
        "courses_quizpaper",
        "update",
        "a paper never changes",
        when="OLD.digest <> NEW.digest OR CAST(OLD.parts AS TEXT) <> CAST(NEW.parts AS TEXT)",
    )


def _only_added():
    """Rules of their own, releases, columns. What hangs on a quiz goes with it; a release is taken back."""
    guards.append_only("courses_extratime", may_delete=STUDENT_ERASED)
    # A quiz may feed a column that was typed into before; a deleted one leaves it.
    guards.append_only(
        "courses_markcolumn",
        may_update="(NEW.page_id IS NULL OR OLD.page_id IS NULL OR NEW.page_id = OLD.page_id) AND "
        "NEW.school_class_id = OLD.school_class_id AND NEW.by_id = OLD.by_id AND NEW.at = OLD.at",
    )
    # Of the reason an erased name is taken out (courses/unnaming.py).
    kept = "page_id student_id school_class_id opens_at closes_at minutes extra_percent tries by_id at"
    guards.keep_columns(
        "quiz_override_stays", "courses_quizoverride", kept.split(), "rules of their own are only added"
    )
    guards.append_only("courses_sheetrelease")
    guards.keep_columns(
        "term_closing_stays",
        "courses_termclosing",
        ["school_class_id", "term_id", "closed_by_id", "closed_at"],
        "when a term was closed is never rewritten",
    )
    guards.settle(
        "term_opening_stays",
        "courses_termclosing",
        "opened_at",
        ["opened_at", "opened_by_id"],
        "when a term was opened again is never rewritten",
    )
    guards.refuse(
        "mark_release_stays", "courses_markrelease", "update", "when marks were shown is never rewritten"
    )


def _as_text(row, name):
    # Nothing is equal to nothing here, which NULL never is.
    return f"COALESCE(CAST({row}.{name} AS TEXT), '')"
