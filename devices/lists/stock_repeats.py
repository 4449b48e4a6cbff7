"""One number in two rows of a delivery: the same row again, or a slip that only the machines can settle."""

from collections import defaultdict

from devices.numbers import bare

from .repeats import where


def look_for_repeats(rows):
    told = {id(row): _numbers(row) for row in rows}
    for meaning in ("serial", "imei1", "iccid", "sim_phone"):
        groups = defaultdict(list)
        for row in rows:
            for number in told[id(row)][meaning]:
                groups[number].append(row)
        for same in (same for same in groups.values() if len(same) > 1):
            _judge(same, meaning, told)


def _judge(same, meaning, told):
    first, *others = same
    if all(told[id(row)] == told[id(first)] for row in others):
        for row in others:
            _note_once(row, "stock_row_again", meaning, **where(row, first))
        return
    for row in same:
        other = next(one for one in same if one is not row)
        _note_once(row, "number_twice", meaning, value=_shown(row, meaning), **where(row, other))


def _numbers(row):
    told = row.numbers
    return {
        "serial": [bare(told.serial)] if bare(told.serial) else [],
        "imei1": row.imeis,
        "iccid": [told.iccid] if told.iccid else [],
        "sim_phone": [told.sim_phone] if told.sim_phone else [],
    }


def _shown(row, meaning):
    told = row.numbers
    said = {"serial": told.serial, "imei1": told.imei or "", "iccid": told.iccid, "sim_phone": told.sim_phone}
    return said[meaning]


def _note_once(row, code, meaning, **said):
    if not any(issue.code == code for issue in row.issues):
        row.note(code, meaning, **said)
