"""What an import has to say, as JSON for `import_roster --json`; every field is always there."""


def as_json(plan):
    """The report of a plan, carried out or not. Keys and codes are stable (docs/roster.md)."""
    return {
        "sheets": [
            {
                "name": sheet.name,
                "encoding": sheet.encoding,
                "heading_row": sheet.heading_row,
                "rows": len(sheet.pupils),
            }
            for sheet in plan.found.sheets
        ],
        "ignored_sheets": list(plan.found.ignored_sheets),
        "students": [student(entry) for entry in plan.entries],
        "issues": [issue(one) for one in plan.issues],
        "counts": plan.counts,
    }


def refusal(one):
    """The same shape for a file (or a school, a year) that was refused as a whole."""
    return {
        "sheets": [],
        "ignored_sheets": [],
        "students": [],
        "issues": [issue(one)],
        "counts": {
            "rows": 0,
            "create": 0,
            "update": 0,
            "unchanged": 0,
            "skip": 0,
            "errors": 1,
            "warnings": 0,
            "new_classes": 0,
        },
    }


def student(entry):
    commune = entry.commune
    return {
        "sheet": entry.sheet,
        "row": entry.row,
        "ministry_id": entry.ministry_id or None,
        "full_name": entry.full_name,
        "date_of_birth": entry.born.day.isoformat() if entry.born.day else None,
        "date_candidates": [day.isoformat() for day in entry.born.candidates],
        "gender": entry.gender or None,
        "ethnic_group": entry.ethnic_group,
        "class_name": entry.class_name or None,
        "phones": list(entry.phones),
        "commune": commune and {"scheme": commune.scheme, "code": commune.code, "name": commune.name},
        "guardians": [dict(guardian) for guardian in entry.guardians],
        "action": entry.action,
    }


def issue(one):
    return {
        "sheet": one.sheet or None,
        "row": one.row,
        "column": one.column or None,
        "level": one.level,
        "code": one.code,
        "message": str(one.message),
    }
