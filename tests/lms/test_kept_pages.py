"""Working pages that open without signal: those that say so, for the person they were made for."""


def test_a_page_is_kept_for_its_reader_and_by_no_cache(class_6a, giang, signed_in, school_admin):
    answer = signed_in(school_admin).get(f"/handovers/classes/{class_6a.uid}/morning/")
    assert answer["X-Keep-For"] == school_admin.learner_key
    assert answer["Cache-Control"] == "private, no-store"


def test_a_pupil_keeps_every_door_of_the_own_day(giang, class_6a, signed_in):
    client = signed_in(giang)
    board = f"/exchange/classes/{class_6a.uid}/"
    marks = ("/attempts/", "/marks/mine/")
    for path in ("/today/", *marks, "/notices/", "/revision/", "/exchange/", board, "/devices/mine/"):
        answer = client.get(path)
        assert answer["X-Keep-For"] == giang.user.learner_key, path
        assert "no-store" in answer["Cache-Control"], path
        assert b"keep-page" in answer.content, path


def test_a_teacher_keeps_the_desk_and_the_lists_of_the_own_classes(class_6a, ms_lan, signed_in):
    client = signed_in(ms_lan)
    for path in ("/desk/", f"/classes/{class_6a.uid}/"):
        answer = client.get(path)
        assert answer["X-Keep-For"] == ms_lan.learner_key, path
        assert b"keep-page" in answer.content, path


def test_what_staff_see_there_is_kept_by_nobody(class_6a, signed_in, school_admin):
    client = signed_in(school_admin)
    for path in ("/notices/", "/exchange/", f"/exchange/classes/{class_6a.uid}/", "/devices/mine/"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "X-Keep-For" not in answer, path


def test_a_private_page_under_the_name_of_a_file_is_no_page(giang, signed_in):
    client = signed_in(giang)
    for path in ("/today/x.css", "/marks/mine/x.js", "/notices/x.png", "/static/today/"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert "public" not in answer.get("Cache-Control", ""), path


def test_other_pages_are_kept_by_nobody(giang, signed_in, school_admin):
    client = signed_in(school_admin)
    for path in ("/handovers/", f"/students/{giang.pk}/", "/devices/"):
        assert "X-Keep-For" not in client.get(path)
