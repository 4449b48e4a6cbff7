"""The library, pages of others, lectures out of files."""

from .roles import (
    EVERYBODY,
    LEADERS,
    OTHER_STAFF,
    OURS,
    PROVINCE,
    PUPILS,
    SIGNED_IN,
    WRITERS,
    Route,
)


def _piece(cast):
    """A picture of a file that waits."""
    kept = cast.lecture_file
    return f"{kept.pk}/{kept.pieces.get(kind='picture').pk}"


ROUTES = {
    # The library
    # Its form holds no token: a post from elsewhere is refused (tests/courses/test_mistakes.py).
    "courses:lecture_mistake": Route(
        lambda c: f"/lectures/{c.shut_lecture.translation_key}/mistake/", set(), "post"
    ),
    "courses:ratings": Route(
        lambda c: f"/lectures/{c.shut_lecture.translation_key}/ratings/",
        {"teacher", "author", "school_admin"},
    ),
    "courses:my_mistakes": Route("/mistakes/mine/", set(SIGNED_IN) - {"guardian", "auditor"}),
    "courses:mistakes_seen": Route("/mistakes/mine/seen/", set(SIGNED_IN) - {"guardian", "auditor"}, "post"),
    "courses:mistakes": Route("/mistakes/", WRITERS | {"other_teacher"}),
    "courses:mistake": Route(
        lambda c: f"/mistakes/{c.mistake.pk}/", {"author", "approver", "province_admin"}
    ),
    "courses:outside_pages": Route("/outside/", LEADERS | WRITERS | OTHER_STAFF),
    "courses:outside_page_new": Route("/outside/new/", LEADERS | WRITERS | OTHER_STAFF),
    # For one school: the province's approver judges it, but does not read what is that school's.
    "courses:outside_page": Route(
        lambda c: f"/outside/{c.school_link.uid}/", {*OURS, *PROVINCE} - {"approver"}
    ),
    "courses:outside_page_judge": Route(
        lambda c: f"/outside/{c.school_link.uid}/judge/", {"approver", "province_admin"}
    ),
    "courses:outside_page_mistake": Route(
        lambda c: f"/outside/{c.school_link.uid}/mistake/",
        {*OURS, *PROVINCE} - {"guardian", "auditor", "approver"},
        "post",
    ),
    # Lectures out of files
    "courses:lecture_file_new": Route("/lectures/from-file/", WRITERS | {"other_teacher"}),
    "courses:lecture_file": Route(lambda c: f"/lectures/files/{c.lecture_file.pk}/", WRITERS),
    "courses:lecture_file_title": Route(
        lambda c: f"/lectures/files/{c.lecture_file.pk}/title/", WRITERS, "post"
    ),
    "courses:lecture_file_pictures": Route(
        lambda c: f"/lectures/files/{c.lecture_file.pk}/pictures/", WRITERS
    ),
    "courses:lecture_file_apply": Route(
        lambda c: f"/lectures/files/{c.lecture_file.pk}/apply/", WRITERS, "post"
    ),
    "courses:lecture_file_undo": Route(
        lambda c: f"/lectures/files/{c.lecture_file.pk}/undo/", WRITERS, "post"
    ),
    "courses:lecture_file_discard": Route(
        lambda c: f"/lectures/files/{c.lecture_file.pk}/discard/", WRITERS, "post"
    ),
    # Taken home
    "courses:on_this_device": Route("/on-this-device/", EVERYBODY),
    # Its question holds no token: a post from elsewhere is refused (tests/courses/test_download_places.py).
    "courses:download_place": Route("/takeaways/places/", set(), "post"),
    "courses:own_week": Route("/takeaways/week/", PUPILS),
    "courses:takeaway": Route(
        lambda c: f"/takeaways/week/{c.class_6a.uid}/",
        {"pupil", "classmate", "guardian", "teacher", "school_admin", "commune_officer", *PROVINCE},
    ),
    "courses:takeaway_list": Route(
        lambda c: f"/takeaways/week/{c.class_6a.uid}.json",
        {"pupil", "classmate", "guardian", "teacher", "school_admin", "commune_officer", *PROVINCE},
    ),
    "courses:takeaway_pack": Route(
        lambda c: f"/takeaways/week/{c.class_6a.uid}.zip",
        {"teacher", "school_admin", "commune_officer", *PROVINCE},
    ),
    "courses:lecture_piece": Route(lambda c: f"/lectures/files/{_piece(c)}/", WRITERS),
    "courses:lecture_piece_act": Route(lambda c: f"/lectures/files/{_piece(c)}/act/", WRITERS, "post"),
    "courses:lecture_piece_picture": Route(lambda c: f"/lectures/files/{_piece(c)}/picture/", WRITERS),
}
