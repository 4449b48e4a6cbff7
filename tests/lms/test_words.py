"""The parts of locale/vi become one catalogue, and never say two things for one msgid."""

import os

import pytest
from django.utils.translation import gettext

from lms import words

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    monkeypatch.setattr(words, "CATALOGUE", tmp_path / "LC_MESSAGES" / "django.mo")
    return tmp_path


def write(path, *pairs):
    entries = [f'msgid "{msgid}"\nmsgstr "{msgstr}"\n' for msgid, msgstr in pairs]
    path.write_text(HEADER + "\n".join(entries), encoding="utf-8")
    os.utime(path, (1, 1))


def test_parts_are_merged_and_compiled_once(folder):
    write(folder / "a.po", ("Class", "Lớp"))
    write(folder / "b.po", ("Class", "Lớp"), ("School", "Trường"))
    assert words.compile_words()
    assert words.CATALOGUE.exists()
    os.utime(folder, (1, 1))
    assert not words.compile_words()


def test_a_changed_part_compiles_again(folder):
    write(folder / "a.po", ("Class", "Lớp"))
    words.compile_words()
    write(folder / "b.po", ("School", "Trường"))
    assert words.compile_words()


def test_two_meanings_for_one_msgid_are_refused_with_both_places(folder):
    write(folder / "a.po", ("Class", "Lớp"))
    write(folder / "b.po", ("Class", "Hạng"))
    with pytest.raises(words.WordsClash, match=r"a\.po, line 4, and b\.po, line 4"):
        words.compile_words()


def test_what_is_not_translated_yet_is_left_out(folder):
    write(folder / "a.po", ("Class", ""))
    assert len(words.merged()) == 0


def test_the_words_of_libraries_give_way_to_ours(folder):
    write(folder / "wagtail.po", ("Class", "Hạng"), ("Draft", "Nháp"))
    write(folder / "a.po", ("Class", "Lớp"))
    assert {entry.msgid: entry.msgstr for entry in words.merged()} == {"Class": "Lớp", "Draft": "Nháp"}


def test_the_words_of_scripts_have_a_catalogue_of_their_own(folder):
    write(folder / "wagtail.js.po", ("Reply", "Trả lời"))
    words.compile_words()
    assert len(words.merged()) == 0
    assert (folder / "LC_MESSAGES" / "djangojs.mo").exists()


def test_words_compiled_anew_are_read_by_the_process_that_compiled_them(tmp_path, settings, monkeypatch):
    # The first start of all compiles and then loads the demo, whose data holds translated words.
    folder = tmp_path / "vi"
    folder.mkdir()
    monkeypatch.setattr(words, "FOLDER", folder)
    monkeypatch.setattr(words, "CATALOGUE", folder / "LC_MESSAGES" / "django.mo")
    settings.LOCALE_PATHS = [tmp_path]
    for said in ("Lớp một", "Lớp hai"):
        (folder / "a.po").write_text(f'{HEADER}msgid "Only here"\nmsgstr "{said}"\n', encoding="utf-8")
        words.CATALOGUE.unlink(missing_ok=True)
        words.compile_words()
        assert gettext("Only here") == said
