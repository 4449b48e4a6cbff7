"""Use as carriers count it: looked at, taken in once, and what is not understood is said."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from devices import tally
from devices.external.spans import bytes_of, span_of
from devices.models import ExternalUsage
from lms import spreadsheets
from tests.devices import builders as make

HEADING = ["STT", "Số thuê bao", "Tháng", "Dung lượng (MB)"]


def book(*rows, heading=HEADING):
    return spreadsheets.write([("Lưu lượng", [["Báo cáo lưu lượng"], [], heading, *rows])])


def look(client, *rows, **more):
    told = {"source": "vnpt", "file": SimpleUploadedFile("luu-luong.xlsx", book(*rows, **more))}
    return client.post("/sims/usage/", told)


def test_a_file_is_looked_at_and_taken_in_once(sim, tablet, signed_in, school_admin):
    client = signed_in(school_admin)
    # Excel took the leading 0; a month is told in three ways.
    rows = [
        [1, 912345678, "10/2026", 512],
        [2, "0912345678", "T9/2026", "1.024,5"],
        [3, "0999999999", "202610", 1],
    ]
    page = look(client, *rows)
    assert page.context["found"].counts == {"new": 2, "unknown": 1}
    assert "không có SIM hay máy nào" in page.content.decode()
    for _ in range(2):
        client.post("/sims/usage/", {"kept": page.context["kept"]})
    spans = dict(ExternalUsage.objects.filter(sim=sim).values_list("starts_on", "used_bytes"))
    assert spans == {date(2026, 10, 1): 512 * 1024**2, date(2026, 9, 1): int(1024.5 * 1024**2)}
    assert look(client, *rows).context["found"].counts == {"unchanged": 2, "unknown": 1}
    corrected = look(client, [1, 912345678, "10/2026", 600])
    assert corrected.context["found"].counts == {"changed": 1}


def test_a_unit_is_never_guessed(sim, signed_in, school_admin):
    page = look(signed_in(school_admin), [1, 912345678, "10/2026", 5], heading=[*HEADING[:3], "Dung lượng"])
    assert page.status_code == 400
    assert "chưa nói tính bằng MB hay GB" in page.content.decode()


def test_rows_that_cannot_be_are_said_one_by_one(sim, signed_in, school_admin):
    rows = [
        [1, 912345678, "tháng trước", 5],
        [2, 912345678, "12/2026", 5],
        [3, 912345678, "10/2026", "nhiều"],
        [4, 912345678, "10/2026", 7],
        [5, 912345678, "10/2026", 8],
    ]
    counts = look(signed_in(school_admin), *rows).context["found"].counts
    assert counts == {"no_span": 1, "ahead": 1, "no_amount": 1, "new": 1, "twice": 1}


def test_cards_of_the_other_school_are_unknown(sim, signed_in, other_school_admin):
    page = look(signed_in(other_school_admin), [1, 912345678, "10/2026", 5])
    assert page.context["found"].counts == {"unknown": 1}
    assert not page.context["changes"]


def test_who_left_the_school_since_the_preview_takes_nothing_in(sim, na_hy, signed_in, school_admin):
    client = signed_in(school_admin)
    kept = look(client, [1, 912345678, "10/2026", 5]).context["kept"]
    school_admin.roles.update(school=na_hy)
    client.post("/sims/usage/", {"kept": kept})
    assert not ExternalUsage.objects.exists()


def test_the_command_takes_machines_by_serial_too(tablet, tmp_path):
    file = tmp_path / "mdm.csv"
    file.write_text("Serial;Ngày;Dung lượng GB\nR9TX 70 1234;05/11/2026;1,5\n", encoding="utf-8")
    told = StringIO()
    call_command("import_usage", str(file), "--source", "mdm", "--apply", "--json", stdout=told)
    assert json.loads(told.getvalue())["written"] == 1
    row = ExternalUsage.objects.get()
    assert (row.device, row.used_bytes) == (tablet, int(1.5 * 1024**3))


@pytest.mark.parametrize(
    ("cell", "span"),
    [
        ("11/2026", (date(2026, 11, 1), date(2026, 11, 30))),
        (202602.0, (date(2026, 2, 1), date(2026, 2, 28))),
        ("Kỳ 13/2026", None),
        (date(2026, 11, 5), (date(2026, 11, 5), date(2026, 11, 5))),
        ("31/02/2026", None),
        ("", None),
    ],
)
def test_a_span_is_read_or_not_at_all(cell, span):
    assert span_of(cell) == span


def test_an_amount_is_a_number_or_nothing():
    amounts = [bytes_of(cell, "kb") for cell in ("1.024", "0,5", 3.0, "-1", "NaN", "")]
    assert amounts == [1024 * 1024, 512, 3072, None, None, None]


def test_reports_of_signal_are_what_a_recount_finds(sim, tablet, giang, muong_nha, school_admin):
    make.make_household(giang)
    giang.household.signal = "none"
    giang.household.save()
    make.give(giang, school_admin, tablet, sims=[sim], signed_on=date(2026, 9, 5))
    make.make_plan(sim, ends_on=date(2026, 11, 1))
    make.make_wifi(muong_nha)
    muong_nha.wifi_measures.create(on=date(2026, 11, 1), method="router", down=20)
    told = {"source": "vnpt", "starts_on": date(2026, 11, 1), "ends_on": date(2026, 11, 20)}
    ExternalUsage.objects.create(sim=sim, used_bytes=10, row_hash="x", **told)
    numbers, _cuts = tally.tally([muong_nha.pk], date(2026, 11, 24))
    expected = {
        "home_none": 1,
        "plan_needed": 1,
        "sim_counted": 1,
        "sim_idle": 1,
        "wifi_slow": 1,
        # Bound to no browser: never shown as without a connection.
        "connection_unknown": 1,
    }
    found = numbers[muong_nha.pk]
    assert {name: found[name] for name in expected} == expected
    assert "connection_none" not in found
