"""Contests of works: handed in, judged, published."""

from .roles import LEADERS, OTHER_STAFF, OURS, PROVINCE, SIGNED_IN, WRITERS, Route

ORGANISERS = LEADERS | {"teacher"}
ROUTES = {
    # Contests of works: this one is the school's own, with a work of Giàng
    "courses:work_contests": Route("/work-contests/", set(SIGNED_IN)),
    "courses:work_contest_new": Route("/work-contests/new/", LEADERS | {"other_admin"}),
    "courses:work_contest": Route(
        lambda c: f"/work-contests/{c.work_contest.pk}/", {*OURS, *PROVINCE} - {"approver"}
    ),
    "courses:work_contest_edit": Route(lambda c: f"/work-contests/{c.work_contest.pk}/edit/", LEADERS),
    "courses:work_contest_criteria": Route(
        lambda c: f"/work-contests/{c.work_contest.pk}/criteria/", LEADERS
    ),
    "courses:work_contest_announce": Route(
        lambda c: f"/work-contests/{c.work_contest.pk}/announce/", LEADERS, "post"
    ),
    "courses:contest_work_mine": Route(
        lambda c: f"/work-contests/{c.work_contest.pk}/mine/", {"pupil", "classmate", "teacher"}
    ),
    "courses:contest_works": Route(lambda c: f"/work-contests/{c.work_contest.pk}/works/", ORGANISERS),
    "courses:contest_team": Route(
        lambda c: f"/work-contests/{c.work_contest.pk}/teams/{c.class_6a.uid}/", {"teacher"}
    ),
    "courses:contest_work": Route(
        lambda c: f"/work-contests/works/{c.contest_work.pk}/", {"pupil"} | ORGANISERS
    ),
    "courses:contest_file": Route(
        lambda c: f"/work-contests/files/{c.contest_work.files.first().pk}/", {"pupil"} | ORGANISERS
    ),
    # This one was judged by the author of the school, and its results are out
    "courses:contest_judges": Route(lambda c: f"/work-contests/{c.judged_contest.pk}/judges/", LEADERS),
    "courses:contest_table": Route(lambda c: f"/work-contests/{c.judged_contest.pk}/table/", LEADERS),
    "courses:contest_publish": Route(lambda c: f"/work-contests/{c.judged_contest.pk}/publish/", LEADERS),
    "courses:contest_results": Route(
        lambda c: f"/work-contests/{c.judged_contest.pk}/results/", {*OURS, *PROVINCE} - {"approver"}
    ),
    "courses:contest_awards": Route(
        lambda c: f"/work-contests/{c.judged_contest.pk}/certificates.pdf", LEADERS, "post"
    ),
    "courses:shown_work": Route(
        lambda c: f"/work-contests/shown/{c.shown_work.pk}/", {*OURS, *PROVINCE} - {"approver"}
    ),
    "courses:shown_file": Route(
        lambda c: f"/work-contests/shown/files/{c.shown_work.files.get().pk}/",
        {*OURS, *PROVINCE} - {"approver"},
    ),
    "courses:judgings": Route(
        "/work-contests/judging/", LEADERS | OTHER_STAFF | WRITERS | {"commune_officer"}
    ),
    "courses:judging": Route(lambda c: f"/work-contests/judging/{c.judging.pk}/", {"author"}),
    "courses:judging_back": Route(
        lambda c: f"/work-contests/judging/{c.judging.pk}/back/", {"author"}, "post"
    ),
    "courses:judging_file": Route(
        lambda c: f"/work-contests/judging/{c.judging.pk}/{c.shown_work.files.get().pk}/", {"author"}
    ),
    "courses:judging_lecture": Route(
        lambda c: f"/work-contests/judging/{c.judging_of_lecture.pk}/lecture/", {"author"}
    ),
}
