"""Working pages that a browser may keep for whoever is signed in, to open them without signal.

The service worker (`lms/js/worker/kept.js`) keeps an answer only when it says for whom it is; caches of
browsers and proxies keep none of it.
"""


def keep_for(user, response):
    """Mark `response` as one that this person's browser may keep; the page loads `lms/js/keep-page.js`."""
    return keep_under(user.learner_key, response)


def keep_for_pupil(user, response):
    """The same for a pupil alone: what staff see at this address is of many people."""
    return keep_for(user, response) if user.student_or_none else response


def keep_under(key, response):
    """The same for whoever the browser names, where that was proved another way than by who is signed in."""
    response["X-Keep-For"] = key
    response["Cache-Control"] = "private, no-store"
    return response
