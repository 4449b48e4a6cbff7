"""`run`: the command as a school runs it, its report checked for shape."""

import io
import json

import pytest
from django.core.management import call_command

KEYS = {"sheets", "ignored_sheets", "students", "issues", "counts"}
PUPIL_KEYS = {
    "sheet",
    "row",
    "ministry_id",
    "full_name",
    "date_of_birth",
    "date_candidates",
    "gender",
    "ethnic_group",
    "class_name",
    "phones",
    "commune",
    "guardians",
    "action",
}


@pytest.fixture
def run(muong_nha, tmp_path):
    """`run(content, apply=True)`: the command's JSON report for Mường Nhà."""

    def run_it(content, school=muong_nha, year="2026-2027", name="ds.xlsx", **options):
        path = tmp_path / name
        path.write_bytes(content)
        out = io.StringIO()
        try:
            call_command(
                "import_roster", str(path), school=school.code, year=year, json=True, stdout=out, **options
            )
            status = 0
        except SystemExit as stop:
            status = stop.code
        report = json.loads(out.getvalue())
        kind = options.get("kind", "students")
        assert report.keys() == KEYS - {"students"} | {kind}
        if kind == "students":
            assert all(pupil.keys() == PUPIL_KEYS for pupil in report["students"])
        report["status"] = status
        return report

    return run_it
