"""What teachers, families and the province see first."""

from .roles import LEADERS, PROVINCE, PUPILS, READERS, Route

ROUTES = {
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
