"""How secrets are kept, by the kind of person.

Staff have long passwords under Argon2. A pupil's PIN has four digits, and no hash makes ten
thousand possibilities many: what protects it is the throttle. So its hash is cheap, and a
class of 40 can sign in at the start of a lesson on a small server.
"""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class PinHasher(PBKDF2PasswordHasher):
    """About 3 ms, where Argon2 takes 200."""

    algorithm = "pin"
    iterations = 10_000
