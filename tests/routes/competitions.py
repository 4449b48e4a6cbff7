"""Competitions: this one is the school's own."""

from .roles import EVERYBODY, LEADERS, OTHER_STAFF, OURS, PROVINCE, SIGNED_IN, Route

ORGANISERS = LEADERS | {"teacher"}
READ_IT = {*OURS, *PROVINCE} - {"approver"}

ROUTES = {
    "courses:competitions": Route("/competitions/", set(SIGNED_IN)),
    "courses:competition_new": Route("/competitions/new/", ORGANISERS | OTHER_STAFF),
    "courses:competition": Route(lambda c: f"/competitions/{c.competition.pk}/", READ_IT),
    "courses:competition_announce": Route(
        lambda c: f"/competitions/{c.competition.pk}/announce/", LEADERS, "post"
    ),
    "courses:competition_edit": Route(lambda c: f"/competitions/{c.competition.pk}/edit/", LEADERS),
    "courses:round_remove": Route(
        lambda c: f"/competitions/rounds/{c.contest_round.pk}/remove/", LEADERS, "post"
    ),
    "courses:session_remove": Route(
        lambda c: f"/competitions/sessions/{c.contest_round.sessions.get().pk}/remove/", LEADERS, "post"
    ),
    "courses:competition_enter": Route(
        lambda c: f"/competitions/{c.competition.pk}/enter/", {"pupil", "classmate"}, "post"
    ),
    "courses:competition_entries": Route(lambda c: f"/competitions/{c.competition.pk}/entries/", ORGANISERS),
    "courses:competition_enter_pupils": Route(
        lambda c: f"/competitions/{c.competition.pk}/entries/{c.class_6a.uid}/", {"teacher"}
    ),
    "courses:round_new": Route(lambda c: f"/competitions/{c.competition.pk}/rounds/", LEADERS),
    "courses:round": Route(lambda c: f"/competitions/rounds/{c.contest_round.pk}/", LEADERS),
    "courses:session_new": Route(
        lambda c: f"/competitions/rounds/{c.contest_round.pk}/sessions/", LEADERS, "post"
    ),
    "courses:seats": Route(lambda c: f"/competitions/rounds/{c.contest_round.pk}/seats/", LEADERS, "post"),
    "courses:seats_move": Route(
        lambda c: f"/competitions/rounds/{c.contest_round.pk}/seats/move/", LEADERS, "post"
    ),
    "courses:award_file": Route(
        lambda c: f"/competitions/certificates/files/{c.award_file.pk}.pdf", {"school_admin"}
    ),
    "courses:halls": Route(
        lambda c: f"/competitions/sessions/{c.contest_round.sessions.get().pk}/rooms/", ORGANISERS
    ),
    "courses:hall": Route(lambda c: f"/competitions/rooms/{c.hall.pk}/", LEADERS),
    "courses:hall_states": Route(lambda c: f"/competitions/rooms/{c.hall.pk}/states.json", LEADERS),
    "courses:hall_act": Route(lambda c: f"/competitions/rooms/{c.hall.pk}/act/", LEADERS, "post"),
    "courses:hall_move": Route(lambda c: f"/competitions/rooms/{c.hall.pk}/move/", LEADERS, "post"),
    # A tablet shows nothing without the code of its room.
    "courses:hall_tablet": Route("/competitions/room/", EVERYBODY),
    "courses:hall_ready": Route("/competitions/room/ready/", EVERYBODY, "post"),
    "courses:hall_state": Route("/competitions/room/state.json", EVERYBODY),
    "courses:hall_leave": Route("/competitions/room/leave/", EVERYBODY, "post"),
    "courses:round_publish": Route(
        lambda c: f"/competitions/rounds/{c.contest_round.pk}/publish/", LEADERS, "post"
    ),
    "courses:board": Route(lambda c: f"/competitions/rounds/{c.contest_round.pk}/board/", READ_IT),
    "courses:live_board": Route(lambda c: f"/competitions/rounds/{c.live_round.pk}/board.json", READ_IT),
    "courses:awards": Route(
        lambda c: f"/competitions/rounds/{c.contest_round.pk}/certificates.pdf", LEADERS, "post"
    ),
    "courses:appeal": Route(lambda c: f"/competitions/results/{c.publication.pk}/appeal/", {"pupil"}, "post"),
    "courses:appeal_answer": Route(lambda c: f"/competitions/appeals/{c.appeal.pk}/", LEADERS, "post"),
    "courses:award": Route(lambda c: f"/competitions/certificates/{c.award.code}.pdf", {"pupil"}),
    "courses:award_check": Route("/certificates/", EVERYBODY),
}
