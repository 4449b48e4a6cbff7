"""What a paper's page asks the school first, carried along by the answer that begins the attempt.

On a weak line a question and its answer take a second, and when a whole school begins at once they are half
of all there is to do. The page's script takes it out of a cookie of that one address (js/first-state.js);
where it is missing, too long or somebody else's, the page asks as ever.
"""

import json
from base64 import urlsafe_b64encode

from django.conf import settings

from courses import papers, results

COOKIE = "first-state"
# Until the page has opened; who comes later asks what the state is by then.
SECONDS = 60
# A browser keeps 4 KB with one name.
LONGEST = 3000


def carry(response, attempt, user, path):
    """Tell the browser of `user` what `attempt`, which has only just begun, is like; it opens at `path`."""
    told = {"learner": user.learner_key, **results.told_of(attempt), **papers.own_of(attempt)}
    packed = urlsafe_b64encode(json.dumps(told, separators=(",", ":")).encode()).decode().rstrip("=")
    if len(packed) <= LONGEST:
        response.set_cookie(
            COOKIE,
            packed,
            max_age=SECONDS,
            path=path,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response
