"""What a list of machines has to say, as JSON; keys and codes are stable (docs/device-lists.md)."""

import json

from devices.models import DeviceList
from students.roster.report import issue


def handovers(plan):
    told = plan.facts
    return {
        "handover": {
            "number": told.number,
            "date": told.date and told.date.isoformat(),
            "school_text": told.school_text,
            "batch_text": told.batch_text,
        },
        "rows": [_handover_row(row) for row in plan.rows],
        "issues": [issue(one) for one in plan.issues],
        "counts": plan.counts,
    }


def stock(plan):
    return {
        "batch": {"code": plan.batch.code, "name": plan.batch.name},
        "devices": [_stock_row(row) for row in plan.rows],
        "unknown_models": plan.models.unknown,
        "issues": [issue(one) for one in plan.issues],
        "counts": plan.counts,
    }


def refused(one, kind):
    """The same shape for a file, a school or a batch that was refused as a whole."""
    issues = {"issues": [issue(one)], "counts": _no_counts()}
    if kind == DeviceList.Kind.HANDOVERS:
        facts = dict.fromkeys(["number", "date", "school_text", "batch_text"])
        return {"handover": facts, "rows": []} | issues
    return {"batch": None, "devices": [], "unknown_models": []} | issues


def as_text(answer):
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _handover_row(row):
    told = row.numbers
    return {
        "sheet": row.sheet,
        "row": row.row,
        "full_name": row.full_name or None,
        "date_of_birth": row.born.day and row.born.day.isoformat(),
        "date_candidates": [day.isoformat() for day in row.date_candidates],
        "class_name": row.class_name or None,
        "serial": told.serial or None,
        "imei": told.imei or None,
        "iccid": told.iccid or None,
        "sim_phone": told.sim_phone or None,
        "receiver": row.receiver.name or None,
        "action": row.action,
    }


def _stock_row(row):
    told = row.numbers
    imei1, imei2 = (*row.imeis, None, None)[:2]
    return {
        "sheet": row.sheet,
        "row": row.row,
        "serial": told.serial or None,
        "imei1": imei1,
        "imei2": imei2,
        "model": row.model_said or (row.model and str(row.model)),
        "school_code": row.school and row.school.code,
        "iccid": told.iccid or None,
        "sim_phone": told.sim_phone or None,
        "carrier": row.carrier or None,
        "action": row.action,
    }


def _no_counts():
    names = ["rows", "create", "update", "unchanged", "skip", "errors", "warnings"]
    return dict.fromkeys(names, 0) | {"errors": 1}
