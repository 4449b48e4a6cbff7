"""`manage.py import_marks`: tried, taken over in somebody's name, told as JSON."""

import json

import pytest
from django.core.management import CommandError, call_command

from courses.mark_book import closing, rights
from courses.models import ColumnMark, MarkList

from .builders import book


@pytest.fixture
def file(tmp_path, giang, hoa):
    made = tmp_path / "diem.xlsx"
    made.write_bytes(book([1, "6A", "", "Giàng A Sùng", "", "8,25"], [2, "6A", "", "Lò Thị Hoa", "", 11]))
    return str(made)


def test_it_tries_takes_over_once_and_tells_it_as_json(ms_lan, school_admin, file, capsys):
    call_command("import_marks", file, "--class", "6A")
    told = capsys.readouterr().out
    assert "11 lớn hơn 10" in told
    assert "Chưa ghi gì" in told
    assert not MarkList.objects.exists()
    by = ["--by", school_admin.username]
    for state in ("create", "unchanged"):
        call_command("import_marks", file, "--class", "6a", "--apply", "--json", *by)
        report = json.loads(capsys.readouterr().out)
        assert report["counts"][state] == 1
        assert report["counts"]["refused"] == 1
    assert ColumnMark.objects.get().by == school_admin
    assert MarkList.objects.get().state == MarkList.State.APPLIED
    for wrong in (["--class", "9Z"], ["--class", "6A", "--term", "7"], ["--class", "6A", "--subject", "x"]):
        with pytest.raises(CommandError):
            call_command("import_marks", file, *wrong)


def test_nothing_is_taken_over_in_nobodys_name_or_a_strangers(ms_lan, school_admin, mr_pao, file):
    with pytest.raises(CommandError, match="--by"):
        call_command("import_marks", file, "--class", "6A", "--apply")
    with pytest.raises(CommandError, match=mr_pao.username):
        call_command("import_marks", file, "--class", "6A", "--apply", "--by", mr_pao.username)
    assert not ColumnMark.objects.exists()


def test_a_closed_term_is_refused_in_words_also_when_it_is_only_tried(ms_lan, school_admin, file, class_6a):
    closing.close(class_6a, rights.terms_of(class_6a)[0], school_admin)
    for more in ([], ["--apply", "--by", ms_lan.username]):
        with pytest.raises(CommandError, match="Chỉ người quản lí nhà trường"):
            call_command("import_marks", file, "--class", "6A", "--term", "1", *more)
    assert not MarkList.objects.exists()
