"""What teachers, families and the province see first."""

from .roles import EVERYBODY, LEADERS, OTHER_STAFF, PROVINCE, PUPILS, READERS, STAFF, Route

COLLECTORS = {"teacher", "author", "approver", "school_admin", "province_admin"}

ROUTES = {
    "home:calendar": Route("/calendar/", STAFF - {"auditor"} | OTHER_STAFF),
    "home:calendar_file": Route(lambda c: f"/calendar/{c.calendar_secret}.ics", EVERYBODY),
    "home:today": Route("/today/", PUPILS),
    "home:family": Route("/family/", {"guardian"}),
    "home:carrying": Route(
        "/carrying/", {"teacher", "school_admin", "commune_officer", "province_admin"} | OTHER_STAFF
    ),
    "home:carrying_class": Route(
        lambda c: f"/carrying/classes/{c.class_6a.uid}/",
        {"teacher", "school_admin", "commune_officer", "province_admin"},
    ),
    "home:desk": Route("/desk/", {"teacher", "other_teacher"}),
    "home:give": Route("/desk/give/", {"teacher", "other_teacher"}),
    "home:board": Route(lambda c: f"/desk/classes/{c.class_6a.uid}/", {"teacher", "school_admin", *PROVINCE}),
    "home:messages": Route(lambda c: f"/desk/classes/{c.class_6a.uid}/messages/", LEADERS | {"teacher"}),
    "home:withdraw": Route(lambda c: f"/desk/work/{c.work.pk}/withdraw/", {"teacher"}, "post"),
}

BOARD = {
    # The province's board
    "home:overview": Route("/overview/", READERS),
    "home:overview_pupils": Route("/overview/pupils/not-equipped/", READERS),
    "home:overview_teachers": Route("/overview/teachers/equipped/", READERS),
    "home:overview_export": Route("/overview/export/", READERS),
    "home:changes": Route("/changes/", LEADERS | {"auditor", "other_admin"}),
    "home:school": Route("/school/", LEADERS | {"other_admin"}),
}

CULTURE = {
    "home:collecting": Route("/collecting/", COLLECTORS | {"other_teacher", "other_admin"}),
    "home:agreement_new": Route("/collecting/agreements/new/", COLLECTORS | {"other_teacher", "other_admin"}),
    "home:agreement": Route(lambda c: f"/collecting/agreements/{c.agreement.uid}/", COLLECTORS),
    "home:agreement_attach": Route(lambda c: f"/collecting/agreements/{c.agreement.uid}/scan/", COLLECTORS),
    "home:agreement_word": Route(lambda c: f"/collecting/agreements/{c.agreement.uid}/word/", COLLECTORS),
    "home:agreement_hear": Route(lambda c: f"/collecting/agreements/{c.agreement.uid}/hear/", COLLECTORS),
    "home:agreement_withdraw": Route(
        lambda c: f"/collecting/agreements/{c.agreement.uid}/withdraw/", COLLECTORS
    ),
    "home:agreement_scan": Route(lambda c: f"/collecting/scans/{c.agreement_scan.pk}/", COLLECTORS),
    "home:agreement_strike": Route(lambda c: f"/collecting/scans/{c.agreement_scan.pk}/strike/", COLLECTORS),
    "home:gather": Route(
        lambda c: (
            f"/collecting/works/{c.class_6a.uid}/{c.task_lecture.translation_key}"
            f"/{c.task_lecture.body[0].id}/"
        ),
        {"teacher"},
    ),
    "home:gathered": Route(
        lambda c: f"/collecting/gathered/{c.gathered_entry.translation_key}/", {"teacher"}
    ),
    "home:community": Route(
        "/collecting/community/", COLLECTORS | {"commune_officer", "other_teacher", "other_admin"}
    ),
    "home:community_word": Route(
        lambda c: f"/collecting/community/{c.entry.translation_key}/03/", {"commune_officer"}
    ),
    "home:community_ask": Route(
        lambda c: f"/collecting/community/{c.entry.translation_key}/ask/", {"approver", "province_admin"}
    ),
    "home:nothing_left": Route(
        lambda c: f"/collecting/community/{c.entry.translation_key}/left/",
        {"approver", "province_admin"},
        "post",
    ),
    "home:approvers": Route("/collecting/approvers/", {"province_admin"}),
    "home:approver_end": Route(
        lambda c: f"/collecting/approvers/{c.speaks.pk}/end/", {"province_admin"}, "post"
    ),
    "home:leaving": Route(
        lambda c: f"/products/{c.product.translation_key}/{c.product.ways[1].id}/", EVERYBODY
    ),
    "home:open_csv": Route("/open/culture.csv", EVERYBODY),
    "home:open_json": Route("/open/culture.json", EVERYBODY),
    "home:rss": Route("/feeds/all.rss", EVERYBODY),
    "home:atom": Route("/feeds/culture.atom", EVERYBODY),
    "home:robots": Route("/robots.txt", EVERYBODY),
    "home:site_index": Route("/sitemap.xml", EVERYBODY),
    "home:site_pages": Route("/sitemap-pages.xml", EVERYBODY),
}

# Training classes: that of the matrix is held by Mường Nhà and put up; Ms Lan trains it.
HOLD = {"school_admin", "province_admin"}
TRAIN = HOLD | {"teacher"}
# Who joined by the own account, and who is led to the door of grown-ups.
JOINED = {"anonymous", "teacher", "author", "school_admin"}
EVERY_STAFF = STAFF | {"author", "approver"}


def _course(path, who, method="get"):
    return Route(lambda c: f"/training/{c.training.pk}/{path}", who, method)


def _session(path, who, method="get"):
    return Route(lambda c: f"/training/sessions/{c.training_session.pk}/{path}", who, method)


def _mine(path, method="get"):
    """One's own: nobody of the matrix takes part; who is not signed in is led to the door of grown-ups."""
    return Route(lambda c: f"/my-classes/{path(c)}", {"anonymous"}, method)


TRAINING = {
    "home:training": Route("/training/", EVERY_STAFF | OTHER_STAFF),
    "home:training_new": Route("/training/new/", HOLD | {"commune_officer", "other_admin"}),
    "home:training_report": Route("/training/report/", HOLD | {"commune_officer", "auditor", "other_admin"}),
    "home:training_list_undo": Route(lambda c: f"/training/lists/{c.training_list.pk}/undo/", TRAIN, "post"),
    "home:training_out": Route(lambda c: f"/training/people/{c.leaving_participant.pk}/out/", TRAIN, "post"),
    "home:training_session": _session("", TRAIN),
    "home:training_walk_in": _session("walk-in/", TRAIN),
    "home:training_screen": _session("screen/", TRAIN),
    "home:training_course": _course("", TRAIN | {"author"}),
    "home:training_edit": _course("edit/", HOLD),
    "home:training_join": _course("join/", {"teacher", "author", "school_admin"}, "post"),
    "home:training_up": _course("up/", HOLD, "post"),
    "home:training_session_new": _course("sessions/new/", HOLD),
    "home:training_session_edit": Route(
        lambda c: f"/training/{c.training.pk}/sessions/{c.training_session.pk}/", HOLD
    ),
    "home:training_trainer": _course("trainers/", HOLD),
    "home:training_material": _course("material/", HOLD),
    "home:training_file": Route(lambda c: f"/training/{c.training.pk}/material/{c.training_file.pk}/", TRAIN),
    "home:training_question": _course("question/", HOLD),
    "home:training_people": _course("people/", TRAIN),
    "home:training_person_new": _course("people/new/", TRAIN),
    "home:training_strangers": _course("people/strangers/", TRAIN, "post"),
    "home:training_list": _course("list/", TRAIN),
    "home:training_codes": _course("codes.pdf", TRAIN, "post"),
    "home:training_poster": _course("poster.pdf", TRAIN),
    "home:training_certify": _course("certificates.pdf", TRAIN, "post"),
    "home:training_course_report": _course("report/", HOLD | {"commune_officer", "auditor"}),
    "home:join_code": Route("/join/", EVERYBODY),
    "home:join": Route(lambda c: f"/join/{c.training.code}/", EVERYBODY),
    "home:my_classes_door": Route("/my-classes/sign-in/", EVERYBODY),
    "home:my_classes_out": Route("/my-classes/out/", EVERYBODY, "post"),
    "home:my_classes": Route("/my-classes/", JOINED),
    "home:forget_me": Route("/my-classes/forget-me/", {"anonymous"}),
    "home:here": Route(lambda c: f"/my-classes/here/{c.training_session.pk}/", JOINED),
    "home:my_class": _mine(lambda c: f"{c.participant.pk}/"),
    "home:my_class_answer": _mine(lambda c: f"{c.participant.pk}/answer/", "post"),
    "home:my_class_certificate": _mine(lambda c: f"{c.participant.pk}/certificate.pdf"),
    "home:my_class_file": _mine(lambda c: f"{c.participant.pk}/files/{c.training_file.pk}/"),
}
