"""Pupils, classes, staff, papers."""

from .roles import LEADERS, OTHER_STAFF, PROVINCE, SIGNED_IN, STAFF, Route

ROUTES = {
    # People
    "students:classes": Route("/classes/", STAFF | OTHER_STAFF),
    "students:school-cards": Route(
        lambda c: f"/schools/{c.fixture('muong_nha').code}/cards/",
        {"teacher", "school_admin", "province_admin"},
    ),
    "students:class-add": Route("/classes/new/", LEADERS | {"other_admin"}),
    "students:class-edit": Route(lambda c: f"/classes/{c.class_6a.uid}/edit/", LEADERS),
    "students:class-change": Route(lambda c: f"/classes/{c.class_6a.uid}/change/merge/", LEADERS),
    "students:class": Route(lambda c: f"/classes/{c.class_6a.uid}/", STAFF),
    "students:class-cards": Route(lambda c: f"/classes/{c.class_6a.uid}/cards/", LEADERS | {"teacher"}),
    "students:class-parent-cards": Route(
        lambda c: c.aunt and f"/classes/{c.class_6a.uid}/parent-cards/", LEADERS | {"teacher"}, "post"
    ),
    "students:class-export": Route(lambda c: f"/classes/{c.class_6a.uid}/list.xlsx", STAFF),
    "students:notices": Route("/notices/", set(SIGNED_IN)),
    "students:notice-new": Route("/notices/new/", STAFF - {"auditor"} | OTHER_STAFF),
    "students:notice": Route(
        lambda c: f"/notices/{c.notice.pk}/",
        {"pupil", "classmate", "guardian", "teacher", "school_admin", "province_admin", "auditor"},
    ),
    "students:notice-read": Route(
        lambda c: f"/notices/{c.notice.pk}/read/",
        {"pupil", "classmate", "guardian", "teacher", "school_admin", "province_admin", "auditor"},
        "post",
    ),
    "students:notice-correct": Route(
        lambda c: f"/notices/{c.notice.pk}/correct/", {"teacher", "school_admin"}
    ),
    "students:notice-withdraw": Route(
        lambda c: f"/notices/{c.notice.pk}/withdraw/", {"teacher", "school_admin"}, "post"
    ),
    "students:students": Route("/students/", STAFF | OTHER_STAFF),
    "students:student-add": Route("/students/new/", LEADERS | {"other_admin"}),
    "students:student": Route(lambda c: f"/students/{c.giang.pk}/", STAFF),
    "students:student-edit": Route(lambda c: f"/students/{c.giang.pk}/edit/", LEADERS),
    "students:student-pin": Route(lambda c: f"/students/{c.giang.pk}/pin/", LEADERS | {"teacher"}, "post"),
    "students:student-card": Route(lambda c: f"/students/{c.giang.pk}/card/", LEADERS | {"teacher"}, "post"),
    "students:student-card-stop": Route(
        lambda c: f"/students/{c.giang.pk}/card/stop/", LEADERS | {"teacher"}, "post"
    ),
    "students:guardian-add": Route(lambda c: f"/students/{c.giang.pk}/guardians/new/", LEADERS),
    "students:guardian-pin": Route(
        lambda c: f"/students/{c.giang.pk}/guardians/{c.aunt.pk}/pin/", LEADERS | {"teacher"}, "post"
    ),
    "students:guardian-card": Route(
        lambda c: f"/students/{c.giang.pk}/guardians/{c.aunt.pk}/card/", LEADERS | {"teacher"}, "post"
    ),
    "students:guardian-card-stop": Route(
        lambda c: f"/students/{c.giang.pk}/guardians/{c.aunt.pk}/card/stop/", LEADERS | {"teacher"}, "post"
    ),
    "students:guardian-unlink": Route(
        lambda c: f"/students/{c.giang.pk}/guardians/{c.aunt.pk}/unlink/", LEADERS, "post"
    ),
    "students:consent": Route(lambda c: f"/students/{c.giang.pk}/consents/new/", LEADERS | {"teacher"}),
    "students:consent-withdraw": Route(
        lambda c: f"/students/{c.consent.student_id}/consents/usage/withdraw/", LEADERS | {"teacher"}, "post"
    ),
    "students:class-consents": Route(lambda c: f"/classes/{c.class_6a.uid}/consents/", LEADERS | {"teacher"}),
    "students:class-consent-sheets": Route(
        lambda c: c.giang and f"/classes/{c.class_6a.uid}/consents/sheets.pdf", LEADERS | {"teacher"}, "post"
    ),
    "students:consent-paper": Route(lambda c: f"/consents/{c.consent_paper.number}/", LEADERS | {"teacher"}),
    "students:consent-scan-attach": Route(
        lambda c: f"/consents/{c.consent_paper.number}/scans/", LEADERS | {"teacher"}
    ),
    "students:consent-scan": Route(
        lambda c: f"/consents/{c.consent_paper.number}/scans/{c.consent_scan.pk}/", LEADERS | {"teacher"}
    ),
    "students:consent-strike": Route(
        lambda c: f"/consents/{c.consent_paper.number}/scans/{c.consent_scan.pk}/strike/",
        LEADERS | {"teacher"},
    ),
    "students:household": Route(
        lambda c: c.certificate and f"/students/{c.giang.pk}/household/", STAFF - {"teacher"}
    ),
    "students:certificate-add": Route(lambda c: f"/students/{c.giang.pk}/household/poverty/new/", LEADERS),
    "students:certificate-edit": Route(
        lambda c: f"/students/{c.giang.pk}/household/poverty/{c.certificate.pk}/", LEADERS
    ),
    "students:household-scan-attach": Route(lambda c: f"/students/{c.giang.pk}/household/scans/", LEADERS),
    "students:household-scan": Route(
        lambda c: f"/students/{c.giang.pk}/household/scans/{c.certificate_scan.pk}/", STAFF - {"teacher"}
    ),
    "students:household-scan-strike": Route(
        lambda c: f"/students/{c.giang.pk}/household/scans/{c.certificate_scan.pk}/strike/", LEADERS
    ),
    "students:rights": Route(lambda c: f"/students/{c.giang.pk}/rights/", {"guardian"}),
    "students:rights-agree": Route(
        lambda c: f"/students/{c.giang.pk}/rights/research/agree/", {"guardian"}, "post"
    ),
    "students:rights-withdraw": Route(
        lambda c: f"/students/{c.giang.pk}/rights/research/withdraw/", {"guardian"}, "post"
    ),
    "students:request-add": Route(
        lambda c: f"/students/{c.giang.pk}/requests/new/", LEADERS | {"guardian", "teacher"}
    ),
    "students:requests": Route("/requests/", LEADERS | {"auditor", "other_admin"}),
    "students:request": Route(lambda c: f"/requests/{c.asked.pk}/", LEADERS | {"auditor"}),
    "students:request-answer": Route(lambda c: f"/requests/{c.asked.pk}/answer/", LEADERS, "post"),
    "students:request-erase": Route(lambda c: f"/requests/{c.asked_to_erase.pk}/erase/", LEADERS),
    "students:retention": Route("/retention/", set(PROVINCE)),
    "students:request-settle": Route(lambda c: f"/requests/{c.asked.pk}/settle/", LEADERS, "post"),
    "students:dossier": Route(lambda c: f"/students/{c.giang.pk}/record/", LEADERS | {"guardian"}),
    "students:dossier-file": Route(lambda c: f"/students/{c.giang.pk}/record.json", LEADERS | {"guardian"}),
    "students:looks": Route("/looks/", LEADERS | {"guardian", "auditor", "other_admin"}),
    "students:consent-text": Route("/consents/text/2026-09/", set(SIGNED_IN)),
    "students:move": Route(lambda c: f"/students/{c.giang.pk}/move/class/", LEADERS),
    "students:find-pupil": Route("/arrivals/", LEADERS | {"other_admin"}),
    "students:newcomer": Route("/arrivals/new/", LEADERS | {"other_admin"}),
    # A pupil who was found is found for one person: here the other school's admin.
    "students:take-in": Route(lambda c: f"/arrivals/{c.found}/", {"other_admin"}),
    "students:transfer": Route(lambda c: f"/transfers/{c.transfer.pk}/", LEADERS | {"auditor"}),
    "students:transfer-answer": Route(
        lambda c: f"/transfers/{c.transfer.pk}/answer/", {"school_admin", "province_admin"}, "post"
    ),
    "students:new-year": Route("/new-year/", LEADERS | {"other_admin"}),
    "students:roll-over": Route(lambda c: f"/new-year/{c.roll_over.pk}/", LEADERS),
    "students:roll-over-marks": Route(
        lambda c: c.giang and f"/new-year/{c.roll_over.pk}/classes/{c.class_6a.uid}/", LEADERS
    ),
    "students:roll-over-apply": Route(lambda c: f"/new-year/{c.roll_over.pk}/apply/", LEADERS, "post"),
    "students:movements": Route("/movements/", LEADERS | {"auditor", "other_admin"}),
    "students:movement": Route(lambda c: f"/movements/{c.movement.pk}/", LEADERS | {"auditor"}),
    "students:movement-undo": Route(lambda c: f"/movements/{c.movement.pk}/undo/", LEADERS, "post"),
    "students:staff": Route("/staff/", STAFF | OTHER_STAFF),
    "students:staff-add": Route("/staff/new/", LEADERS | {"other_admin"}),
    "students:staff-member": Route(lambda c: f"/staff/{c.person('teacher').username}/", LEADERS),
    "students:staff-password": Route(
        lambda c: f"/staff/{c.person('author').username}/password/", LEADERS, "post"
    ),
    "students:staff-second-factor-off": Route(
        lambda c: f"/staff/{c.person('author').username}/second/off/", LEADERS, "post"
    ),
    "students:staff-close": Route(lambda c: f"/staff/{c.person('author').username}/close/", LEADERS, "post"),
    "students:role-withdraw": Route(
        lambda c: f"/staff/{c.person('teacher').username}/roles/{c.role.pk}/withdraw/", LEADERS, "post"
    ),
    "students:substitute-add": Route(lambda c: f"/substitutes/new/?class={c.class_6a.uid}", LEADERS),
    "students:substitute-withdraw": Route(
        lambda c: f"/substitutes/{c.substitute.arrangement}/withdraw/", LEADERS, "post"
    ),
    # Class lists
    "students:rosters": Route("/rosters/", LEADERS | {"other_admin"}),
    "students:roster-upload": Route("/rosters/new/", LEADERS | {"other_admin"}),
    "students:roster": Route(lambda c: f"/rosters/{c.roster.pk}/", LEADERS),
    "students:roster-left-out": Route(lambda c: f"/rosters/{c.roster.pk}/left-out.xlsx", LEADERS),
    "students:roster-apply": Route(lambda c: f"/rosters/{c.roster.pk}/apply/", LEADERS, "post"),
    "students:roster-undo": Route(lambda c: f"/rosters/{c.roster.pk}/undo/", LEADERS, "post"),
    "students:roster-discard": Route(lambda c: f"/rosters/{c.roster.pk}/discard/", LEADERS, "post"),
}
