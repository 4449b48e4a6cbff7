"""Working pages that a browser may keep for whoever is signed in, to open them without signal.

The service worker (`lms/js/worker/kept.js`) keeps an answer only when it says for whom it is; caches of
browsers and proxies keep none of it.
"""


def keep_for(user, response):
    """Mark `response` as one that this person's browser may keep; the page loads `lms/js/keep-page.js`."""
    response["X-Keep-For"] = user.learner_key
    response["Cache-Control"] = "private, no-store"
    return response
