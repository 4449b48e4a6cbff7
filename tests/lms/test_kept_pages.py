"""Working pages that open without signal: those that say so, for the person they were made for."""


def test_the_service_worker_comes_from_the_root_and_is_asked_for_anew(client, db):
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert b"//" not in answer.content.split(b"\n")[0], "comments stay at home"
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_no_other_address_gives_a_service_worker(client, db):
    for path in ("/media/sw.js", "/handovers/sw.js", "/static/sw.js"):
        answer = client.get(path)
        assert answer.status_code in (302, 404)
        assert "Service-Worker-Allowed" not in answer


def test_a_page_is_kept_for_its_reader_and_by_no_cache(class_6a, giang, signed_in, school_admin):
    answer = signed_in(school_admin).get(f"/handovers/classes/{class_6a.uid}/morning/")
    assert answer["X-Keep-For"] == school_admin.learner_key
    assert answer["Cache-Control"] == "private, no-store"


def test_other_pages_are_kept_by_nobody(giang, signed_in, school_admin):
    client = signed_in(school_admin)
    for path in ("/handovers/", f"/students/{giang.pk}/", "/devices/"):
        assert "X-Keep-For" not in client.get(path)
