"""Screen time and last sight as other systems tell them: taken once, beside our own, never mixed."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from devices import binding, counting, tally
from devices.external import times
from devices.models import ExternalUsage, UsageDay
from devices.rollup import roll_up
from lms import spreadsheets
from tests.devices import builders as make
from tests.devices.test_reports import asked

TODAY = date(2026, 11, 24)


def look(client, heading, *rows, **more):
    content = spreadsheets.write([("Devices", [heading, *rows])])
    told = {"source": "mdm", "file": SimpleUploadedFile("mdm.xlsx", content), **more}
    return client.post("/sims/usage/", told)


def test_a_file_of_knox_is_looked_at_and_taken_in_once(tablet, signed_in, school_admin):
    client = signed_in(school_admin)
    heading = ["Device name", "Serial number", "Date", "Last seen", "Screen time (min)"]
    row = ["Tab A7", tablet.serial, "23/11/2026", "2026-11-23T18:30:00Z", 95]
    page = look(client, heading, row)
    assert page.context["found"].counts == {"new": 1}
    for _ in range(2):
        client.post("/sims/usage/", {"kept": page.context["kept"]})
    told = ExternalUsage.objects.get()
    assert (told.device, told.starts_on, told.screen_s, told.used_bytes) == (
        tablet,
        date(2026, 11, 23),
        5700,
        None,
    )
    # Half past six in the evening in Greenwich is the next day here.
    assert told.seen_on == TODAY
    assert look(client, heading, row).context["found"].counts == {"unchanged": 1}
    assert look(client, heading, [*row[:4], 96]).context["found"].counts == {"changed": 1}


@pytest.mark.parametrize(
    ("heading", "cells", "screen", "seen"),
    [
        (
            ["Serial No", "Last Contact Time", "Usage duration"],
            ["Nov 23, 2026 08:15 AM", "01:02:03"],
            3723,
            23,
        ),
        (["Serial", "Lần cuối kết nối", "Thời gian sử dụng (phút)"], ["23/11/2026 19:05", "12,5"], 750, 23),
        (["Hardware serial", "Last sync", "Active seconds"], ["2026-11-22", 61], 61, 22),
        (
            ["Số máy", "Hoạt động lần cuối", "Thời gian màn hình"],
            ["chưa bao giờ", "1 giờ 5 phút"],
            3900,
            None,
        ),
    ],
)
def test_headings_of_many_systems_are_read(heading, cells, screen, seen, tablet, signed_in, school_admin):
    page = look(signed_in(school_admin), heading, [tablet.serial, *cells], span="23/11/2026")
    (line,) = page.context["found"].lines
    assert (line.verdict, line.screen) == ("new", screen)
    assert line.seen == (seen and date(2026, 11, seen))
    assert line.span == (date(2026, 11, 23), date(2026, 11, 23))


def test_last_seen_alone_is_of_its_own_day(tablet, signed_in, school_admin):
    page = look(signed_in(school_admin), ["IMEI", "Last seen"], [tablet.imei1, "2026-11-20"])
    assert page.context["found"].lines[0].span == (date(2026, 11, 20), date(2026, 11, 20))


def test_rows_that_cannot_be_are_said_one_by_one(tablet, signed_in, school_admin):
    heading = ["Serial", "Tháng", "Last seen", "Screen time"]
    rows = [
        ([tablet.serial, "11/2026", "2026-11-20", 95], "no_time_unit"),
        ([tablet.serial, "11/2026", "2026-11-20", "nhiều"], "no_time"),
        ([tablet.serial, "11/2026", "2026-11-20", "9" * 400 + " min"], "no_time"),
        ([tablet.serial, "11/2026", "2026-11-20", "9" * 5000 + " days 1:00:00"], "no_time"),
        ([tablet.serial, "11/2026", "hôm qua", "1:00:00"], "no_seen"),
        ([tablet.serial, "11/2026", "0001-01-01T00:00:00+14:00", "1:00:00"], "no_seen"),
        ([tablet.serial, "11/2026", "9999-12-31T23:59:59-12:00", "1:00:00"], "no_seen"),
        ([tablet.serial, "11/2026", "2026-12-20", "1:00:00"], "ahead"),
        ([tablet.serial, "", "2026-11-20", "1:00:00"], "no_day_of_time"),
        ([tablet.serial, "11/2026", "never", ""], "nothing"),
        (["KHONG-CO", "11/2026", "2026-11-20", "1:00:00"], "unknown"),
        ([tablet.serial, "11/2026", "2026-11-20", "721:00:00"], "too_long"),
        ([tablet.serial, "11/2026", "2026-11-20", "1:00:00"], "new"),
        ([tablet.serial, "11/2026", "2026-11-20", "2:00:00"], "twice"),
    ]
    page = look(signed_in(school_admin), heading, *(row for row, _verdict in rows))
    verdicts = [line.verdict for line in page.context["found"].lines]
    assert verdicts == [verdict for _row, verdict in rows]
    for words in ("chưa nói thời gian tính bằng phút hay giờ", "tính cho ngày hay tháng nào?"):
        assert words in page.text


def test_hours_beside_last_seen_are_of_that_day_when_somebody_says_so(tablet, signed_in, school_admin):
    client, row = signed_in(school_admin), [tablet.serial, "2026-11-20", "1:00:00"]
    heading = ["Serial", "Last seen", "Screen time"]
    page = look(client, heading, row)
    assert page.context["found"].lines[0].verdict == "no_day_of_time"
    assert "tính cho ngày «Last seen»" in page.text
    (line,) = look(client, heading, row, by_seen="on").context["found"].lines
    assert (line.verdict, line.span) == ("new", (date(2026, 11, 20), date(2026, 11, 20)))


def test_the_other_school_takes_nothing_in(tablet, signed_in, other_school_admin):
    page = look(signed_in(other_school_admin), ["Serial", "Last seen"], [tablet.serial, "2026-11-20"])
    assert page.context["found"].counts == {"unknown": 1}


def test_the_command_takes_a_span_where_rows_do_not_say_it(tablet, tmp_path):
    file = tmp_path / "mdm.csv"
    file.write_text(f"Serial;Screen time (hours)\n{tablet.serial};1,5\n", encoding="utf-8")

    def run(**options):
        out = StringIO()
        call_command(
            "import_usage", str(file), "--source", "mdm", "--json", apply=True, stdout=out, **options
        )
        return json.loads(out.getvalue())

    assert run()["counts"] == {"no_day_of_time": 1}
    for written in (1, 0):
        assert run(span="11/2026")["written"] == written
    assert ExternalUsage.objects.get().screen_s == 5400
    with pytest.raises(CommandError, match="Hãy ghi một ngày"):
        run(span="hôm nay")


def test_it_stands_beside_our_own_and_never_becomes_learning(
    tablet, giang, hoa, muong_nha, signed_in, school_admin, other_school_admin
):
    make.agree_to_usage(giang, hoa)
    make.give(giang, school_admin, tablet, signed_on=date(2026, 9, 5))
    install, _token = binding.bind(binding.new_code(tablet, by=school_admin))
    for day, learner in ((20, giang), (20, hoa), (25, giang)):
        counting.count_days(install, learner, {date(2026, 11, day): {"active_s": 1800, "learn_s": 600}})
    quiet = make.make_device(muong_nha)
    make.give(hoa, school_admin, quiet)
    spans = {"source": "mdm", "row_hash": "x"}
    days = {"starts_on": date(2026, 11, 19), "ends_on": date(2026, 11, 21)}
    ExternalUsage.objects.create(device=tablet, screen_s=36_000, seen_on=TODAY, **days, **spans)
    ExternalUsage.objects.create(device=quiet, seen_on=TODAY, starts_on=TODAY, ends_on=TODAY, **spans)
    page = " ".join(signed_in(school_admin).get(f"/devices/{tablet.code}/").text.split())
    assert '<td class="num">600</td><td class="num">60</td>' in page
    assert "không phải giờ học" in page
    told = asked(signed_in(school_admin), "told-by-others", by="school")
    # One machine that others see and we do not; of the other one 10 hours told, 1 hour of ours.
    assert told["rows"][0] == [muong_nha.name, 1, 2, 10, 1]
    assert told["crossed"] == [muong_nha.name]
    assert asked(signed_in(other_school_admin), "told-by-others", by="school")["rows"][0][1:] == [0, 0, 0, 0]
    roll_up(date(2026, 11, 1))
    assert sum(UsageDay.objects.values_list("learn_s", flat=True)) == 1800
    assert "sim_idle" not in tally.tally([muong_nha.pk], TODAY)[0][muong_nha.pk]


@pytest.mark.parametrize(
    ("cell", "unit", "seconds"),
    [
        ("00:45", "", 2700),
        ("1 day, 1:05:00", "", 90_300),
        ("2h15m", "", 8100),
        (1.5, "h", 5400),
        (0.5, "h", 1800),
        (65 / 1440, "min", None),
        (65 / 1440, "s", None),
        ("90", "", None),
        ("-5", "min", None),
        (True, "min", None),
        ("5 con gà", "", None),
        ("1e9", "min", None),
    ],
)
def test_a_time_is_read_or_not_at_all(cell, unit, seconds):
    assert times.seconds_of(cell, unit) == seconds
