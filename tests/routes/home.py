"""What teachers, families and the province see first."""

from .roles import EVERYBODY, LEADERS, OTHER_STAFF, PROVINCE, PUPILS, READERS, STAFF, Route

COLLECTORS = {"teacher", "author", "approver", "school_admin", "province_admin"}

ROUTES = {
    "home:calendar": Route("/calendar/", STAFF - {"auditor"} | OTHER_STAFF),
    "home:calendar_file": Route(lambda c: f"/calendar/{c.calendar_secret}.ics", EVERYBODY),
    "home:today": Route("/today/", PUPILS),
    "home:family": Route("/family/", {"guardian"}),
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
