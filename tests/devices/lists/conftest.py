"""`run`: the commands as a clerk runs them, each report checked for shape."""

import io
import json

import pytest
from django.core.management import call_command

from devices.numbers import with_check_digit
from tests.devices import builders as make

# Printed on the machine and the card in the drawer.
IMEI = with_check_digit("35678912000001")
ICCID = with_check_digit("898402000000000001")

HANDOVER_KEYS = ["number", "date", "school_text", "batch_text"]
ROW_KEYS = [
    "sheet",
    "row",
    "full_name",
    "date_of_birth",
    "date_candidates",
    "class_name",
    "serial",
    "imei",
    "iccid",
    "sim_phone",
    "receiver",
    "action",
]
ISSUE_KEYS = ["sheet", "row", "column", "level", "code", "message"]


@pytest.fixture
def run(muong_nha, tmp_path):
    """`run(content)`: the JSON of `import_handovers` for Mường Nhà."""

    def run_it(content, name="ban-giao.xlsx", **options):
        path = tmp_path / name
        path.write_bytes(content)
        options = {"school": muong_nha.code, **options}
        report = answer("import_handovers", path, **options)
        assert list(report) == ["handover", "rows", "issues", "counts", "status"]
        assert list(report["handover"]) == HANDOVER_KEYS
        assert all(list(row) == ROW_KEYS for row in report["rows"])
        assert all(list(issue) == ISSUE_KEYS for issue in report["issues"])
        return report

    return run_it


STOCK_KEYS = [
    "sheet",
    "row",
    "serial",
    "imei1",
    "imei2",
    "model",
    "school_code",
    "iccid",
    "sim_phone",
    "carrier",
    "action",
]


@pytest.fixture
def take_in(muong_nha, tmp_path):
    """`take_in(content, apply=True)`: the JSON of `import_devices` for a batch that goes to Mường Nhà."""
    make.make_batch(school=muong_nha)
    make.make_model()

    def run_it(content, name="may.xlsx", **options):
        path = tmp_path / name
        path.write_bytes(content)
        report = answer("import_devices", path, **{"batch": "dot-1", **options})
        assert list(report) == ["batch", "devices", "unknown_models", "issues", "counts", "status"]
        assert all(list(row) == STOCK_KEYS for row in report["devices"])
        assert all(list(issue) == ISSUE_KEYS for issue in report["issues"])
        return report

    return run_it


def answer(command, path, **options):
    out = io.StringIO()
    try:
        call_command(command, str(path), json=True, stdout=out, **options)
        status = 0
    except SystemExit as stop:
        status = stop.code
    return {**json.loads(out.getvalue()), "status": status}


def codes(report, row=None):
    return [issue["code"] for issue in report["issues"] if row is None or issue["row"] == row]


def actions(report):
    return [row["action"] for row in report.get("rows", report.get("devices"))]


@pytest.fixture
def stock(muong_nha):
    """A tablet and a SIM card of Mường Nhà, in the drawer."""
    tablet = make.make_device(muong_nha, serial="R9TX70A1234", imei1=IMEI)
    return tablet, make.make_sim(muong_nha, iccid=ICCID, number="0912100001")
