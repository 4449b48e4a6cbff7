"""Questions to teachers, boards of classes, two classes of two schools."""

from .roles import PUPILS, Route

# Who looks after 6A, and who of the other school.
OURS = {"teacher", "school_admin"}
THEIRS = {"other_teacher", "other_admin"}
CLASS = {"pupil", "classmate"} | OURS

ROUTES = {
    "courses:exchange": Route("/exchange/", PUPILS | OURS | THEIRS),
    "courses:class_board": Route(lambda c: f"/exchange/classes/{c.class_6a.uid}/", CLASS),
    "courses:thread_new": Route(lambda c: f"/exchange/classes/{c.class_6a.uid}/new/", CLASS),
    "courses:talk_rules": Route(lambda c: f"/exchange/classes/{c.class_6a.uid}/rules/", OURS),
    "courses:pairing_new": Route(lambda c: f"/exchange/classes/{c.class_6a.uid}/pair/", {"teacher"}),
    # Between Giàng and the teachers: no classmate reads it.
    "courses:thread": Route(lambda c: f"/exchange/threads/{c.question_asked.pk}/", {"pupil"} | OURS),
    "courses:thread_act": Route(lambda c: f"/exchange/threads/{c.question_asked.pk}/act/", OURS, "post"),
    "courses:thread_name": Route(
        lambda c: f"/exchange/threads/{c.question_asked.pk}/name/", {"pupil"}, "post"
    ),
    "courses:post_judge": Route(lambda c: f"/exchange/posts/{c.hoas_post.pk}/", OURS),
    "courses:post_read": Route(lambda c: f"/exchange/posts/{c.answer.pk}/read/", {"pupil"}, "post"),
    "courses:post_withdraw": Route(
        lambda c: f"/exchange/posts/{c.question_asked.pk}/take-back/", {"pupil"}, "post"
    ),
    # One's own is not reported.
    "courses:post_flag": Route(lambda c: f"/exchange/posts/{c.hoas_post.pk}/report/", {"pupil"} | OURS),
    "courses:post_file": Route(
        lambda c: f"/exchange/files/{c.question_asked.posts.first().file_ids[0]}/", {"pupil"} | OURS
    ),
    "courses:ask": Route(lambda c: f"/exchange/ask/{c.task_lecture.translation_key}/", PUPILS),
    "courses:ask_about_item": Route(lambda c: f"/exchange/ask/{c.attempt.paper_id}/q1/", {"pupil"}),
    "courses:mute": Route(lambda c: f"/exchange/pauses/{c.giang.pk}/", OURS),
    "courses:mute_lift": Route(lambda c: f"/exchange/pauses/{c.mute.pk}/lift/", OURS, "post"),
    "courses:pairings": Route("/exchange/pairings/", OURS | THEIRS),
    "courses:pairing": Route(lambda c: f"/exchange/pairings/{c.pairing.pk}/", PUPILS | OURS | THEIRS),
    "courses:pairing_thread_new": Route(
        lambda c: f"/exchange/pairings/{c.pairing.pk}/new/", PUPILS | OURS | THEIRS
    ),
    "courses:pairing_act": Route(lambda c: f"/exchange/pairings/{c.pairing.pk}/act/", OURS | THEIRS, "post"),
    "courses:held_words": Route("/exchange/words/", {"province_admin"}),
    "courses:held_word_remove": Route(
        lambda c: f"/exchange/words/{c.held_word.pk}/remove/", {"province_admin"}, "post"
    ),
}
