"""Doors and files, and what stands before anybody is known."""

from .roles import EVERYBODY, NOBODY_KNOWS, PUPILS, SIGNED_IN, Route

ROUTES = {
    # Open to everybody
    "health": Route("/health/", EVERYBODY),
    "ready": Route("/ready/", EVERYBODY),
    "too_large": Route("/too-large/", EVERYBODY),
    "students:sign-in": Route("/sign-in/", EVERYBODY),
    "students:family-sign-in": Route("/ph/", EVERYBODY),
    "students:staff-sign-in": Route("/sign-in/staff/", EVERYBODY),
    "students:sign-in-forget": Route("/sign-in/forget/", EVERYBODY, "options"),
    "students:sign-out": Route("/sign-out/", EVERYBODY, "options"),
    "students:admin-sign-in": Route("/admin/login/", EVERYBODY),
    "home:me": Route("/me.json", EVERYBODY),
    "home:search": Route("/search/?q=dien+bien", EVERYBODY),
    "home:lectures": Route("/lectures/", EVERYBODY),
    "home:preferences": Route("/preferences/", EVERYBODY),
    "home:account": Route("/admin/account/", EVERYBODY),
    "wagtail_serve": Route("/", EVERYBODY),
    "sync": Route("/sync/", set(SIGNED_IN)),
    "students:credential": Route("/sync/credential/", EVERYBODY, "options"),
    "students:courier": Route("/courier/", EVERYBODY, "options"),
    "school_keys": Route("/sync/keys.json", EVERYBODY),
    "waiting": Route("/waiting/", EVERYBODY),
    "service_worker": Route("/sw.js", EVERYBODY),
    "offline": Route("/offline/", EVERYBODY),
    # Addresses whose secret nobody here knows
    "students:card": Route("/c/khong-co-the-nay/", set()),
    "rendition": Route("/media/images/khong-co.jpg", set()),
    "courses:file": Route("/files/0123/khong-co.mp3", set()),
    "courses:lecture_state": Route(f"/lectures/{NOBODY_KNOWS}/state.json", set()),
    "courses:course_state": Route(f"/lectures/courses/{NOBODY_KNOWS}/state.json", set()),
    "courses:lecture_read": Route(f"/lectures/{NOBODY_KNOWS}/read/", set(), "post"),
    # Whoever is signed in
    "home:start": Route("/start/", set(SIGNED_IN)),
    "students:second-factor": Route("/sign-in/second/", EVERYBODY, "options"),
    "students:account": Route("/account/", set(SIGNED_IN) - PUPILS),
    "students:parent-pin": Route("/account/pin/", set(SIGNED_IN)),
    "students:sessions-end": Route("/account/sessions/end/", set(SIGNED_IN) - PUPILS, "post"),
    "students:second-factor-set-up": Route("/account/second/", set(SIGNED_IN) - PUPILS),
    "students:second-factor-off": Route("/account/second/off/", set(SIGNED_IN) - PUPILS, "post"),
    "students:password": Route("/sign-in/password/", set(SIGNED_IN) - PUPILS),
    "students:abilities": Route("/abilities/", set(SIGNED_IN) - PUPILS),
    "home:find": Route("/find/?q=giang", set(SIGNED_IN)),
    "authoring_words": Route("/admin/jsi18n/", EVERYBODY),
    "job": Route(lambda c: f"/jobs/{c.job.pk}/", {"teacher"}),
}
