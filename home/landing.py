"""Where each role lands after signing in."""

from django.urls import reverse

from students import scope

# The first role that a person has decides.
LANDINGS = [
    ("pupil", "home:today"),
    ("school_admin", "home:school"),
    ("teacher", "home:desk"),
    ("province_admin", "home:overview"),
    ("commune_officer", "home:overview"),
    ("auditor", "home:overview"),
    ("author", "wagtailadmin_home"),
    ("approver", "wagtailadmin_home"),
    ("guardian", "home:family"),
]


def landing_url(user):
    """The page of `user`'s own; the home page for who has none."""
    kinds = scope.of(user).kinds
    for kind, route in LANDINGS:
        if kind in kinds:
            return reverse(route)
    return reverse("wagtailadmin_home") if user.is_superuser else "/"
