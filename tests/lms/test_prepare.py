"""What each start of a new version does before the server runs."""

import pytest
from django.core.management import call_command

from lms.management.commands import prepare


@pytest.fixture
def loaded(monkeypatch, settings, tmp_path):
    """How often the demo was loaded; the rest of preparing is left out."""
    settings.VAR = tmp_path
    calls = []

    def call(name, **options):
        calls.append(name)
        if calls == ["demo"]:
            raise KeyboardInterrupt

    monkeypatch.setattr(prepare, "call_command", call)
    for name in ("collect_static_files", "migrate"):
        monkeypatch.setattr(prepare.Command, name, lambda self: None)
    monkeypatch.setattr(prepare.words, "compile_words", lambda: None)
    return calls


def test_a_demo_that_was_cut_off_is_loaded_to_its_end(db, loaded, django_user_model):
    with pytest.raises(KeyboardInterrupt):
        call_command("prepare")
    # As far as it came.
    django_user_model.objects.create(username="half.way")
    call_command("prepare")
    call_command("prepare")
    assert loaded == ["demo", "demo"]


def test_a_database_with_people_in_it_gets_no_demo(giang, loaded):
    call_command("prepare")
    assert loaded == []
