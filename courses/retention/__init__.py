"""How long courses keeps what, by noun (lms/retention.py). The learning record of a pupil who was erased goes
to the last number when its time is over; that of all others goes with the pupil (students/retention.py)."""

from courses.retention import attempts, contests, exchange, lectures, revision
from lms.retention import register


def register_own():
    for noun in (attempts, contests, exchange, lectures, revision):
        register(*noun.kinds())
