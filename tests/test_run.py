"""A second start prepares nothing, unless something changed since the first."""

import importlib.util
import os
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "make" / "run.py"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """make/run.py on a folder of its own, and how often it prepared."""
    spec = importlib.util.spec_from_file_location("run", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("lms", "students", "courses", "devices", "home", "templates", "locale", "var/static"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("lms/urls.py", "locale/vi.po", "requirements.txt", "var/db.sqlite3"):
        (tmp_path / name).write_text("1")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VAR", tmp_path / "var")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    module.prepared = []

    def pretend(command):
        module.prepared.append(command)
        return type("Done", (), {"returncode": 0})

    monkeypatch.setattr(module.subprocess, "run", pretend)
    return module


def test_the_second_start_prepares_nothing(run):
    run.prepare()
    run.prepare()
    assert len(run.prepared) == 1


@pytest.mark.parametrize("name", ["lms/urls.py", "locale/vi.po", "requirements.txt"])
def test_a_changed_source_is_prepared_for(run, name):
    run.prepare()
    (run.ROOT / name).write_text("22")
    run.prepare()
    assert len(run.prepared) == 2


def test_an_answer_written_into_the_database_is_no_reason(run):
    run.prepare()
    (run.VAR / "db.sqlite3").write_text("more")
    run.prepare()
    assert len(run.prepared) == 1


def test_another_database_file_is_prepared(run):
    run.prepare()
    (run.VAR / "new").write_text("1")
    os.replace(run.VAR / "new", run.VAR / "db.sqlite3")
    run.prepare()
    assert len(run.prepared) == 2


def test_a_database_elsewhere_is_prepared_each_time(run, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://school")
    run.prepare()
    run.prepare()
    assert len(run.prepared) == 2
