"""Every route as every role, of the own and of the other school. A new route fails until it is named.

Whoever may use a route gets an answer; whoever may not is led to the sign-in page, refused (403), or
finds nothing (404). Nobody ever gets a 500.
"""

import pytest
from django.urls import get_resolver

from tests.routes import ROLES, ROUTES, Cast

REFUSED = {401, 403, 404}


def routes_of_ours(patterns=None, namespace=""):
    """Names of all routes; Wagtail's admin has a crawl of its own."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(entry, "url_patterns"):
            if str(entry.pattern) not in ("admin/", "documents/"):
                inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
                yield from routes_of_ours(entry.url_patterns, inner)
        else:
            yield f"{namespace}{entry.name}"


def test_every_route_is_named():
    missing = set(routes_of_ours()) - set(ROUTES)
    assert missing == set(), "Name it in tests/routes/ and say who may use it."


def test_no_route_is_named_that_is_gone():
    assert set(ROUTES) - set(routes_of_ours()) == set()


# PostgreSQL is asked by those who see most; the others are refused by the same lines of Python.
SEE_MOST = {"pupil", "guardian", "teacher", "school_admin", "commune_officer", "province_admin", "approver"}


def roles():
    for role in ROLES:
        yield pytest.param(role, marks=[] if role in SEE_MOST else pytest.mark.any_database)


@pytest.mark.parametrize("role", list(roles()))
def test_who_may_use_each_route(role, request, client, db):
    """One test a role walks all routes, so that the cast is made once."""
    cast = Cast(request)
    wrong = []
    for name, route in ROUTES.items():
        path = route.address(cast)
        cast.sign_in(client, role)
        answer = getattr(client, route.method)(path)
        if not judged_right(role in route.who, answer):
            wrong.append(f"{name}: {route.method} {path} → {answer.status_code} {answer.get('Location', '')}")
    assert wrong == []


def judged_right(may, answer):
    to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/sign-in/?")
    if may:
        return answer.status_code < 500 and answer.status_code not in REFUSED and not to_sign_in
    return answer.status_code in REFUSED or to_sign_in
