"""What a bench saw beside its goals: printed, and kept in var/bench.json beside what `make bench` wrote."""

import json


def show(rows, of, digits=2):
    """Print a line for each (name, unit, value, goal) of `rows`; a fifth says that the goal is the least.

    Returns the rows as bench.json has them, each under «of: name».
    """
    return [_shown(of, digits, *row) for row in rows]


def keep(path, of, rows):
    """Put `rows` in the place of the former ones of this bench."""
    others = json.loads(path.read_text()) if path.exists() else []
    others = [row for row in others if not row["name"].startswith(of)]
    path.write_text(json.dumps(others + rows, ensure_ascii=False, indent=2) + "\n")


def is_missed(rows):
    return any(row["met"] is False for row in rows)


def _shown(of, digits, name, unit, value, goal, is_least=False):
    met = None if goal is None else value >= goal if is_least else value <= goal
    sign = {True: "ok", False: "MISSED", None: ""}[met]
    told = "" if goal is None else f"{'≥' if is_least else '≤'} {goal:g}"
    print(f"{sign:7} {name:62} {value:>12,.{digits}f} {unit:9} {told}")
    row = {"name": f"{of}: {name.strip()}", "unit": unit, "value": round(value, digits), "goal": goal}
    return row | {"least": is_least, "met": met}
