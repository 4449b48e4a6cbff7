"""Note of whom a screen about machines tells (students/looked.py): whose things fall due, whose broke.

A name beside a machine in a list of the day's work is not noted; a story, a claim, days of use and whatever
is taken along as a file are.
"""

from students import looked


def note_holders(user, what, lines):
    """`user` saw `what` of the pupils of these lines of the ledger; once a day."""
    pupils = {line.pupil_id: line.pupil for line in lines if line and line.pupil_id}
    looked.note(user, what, *pupils.values(), once_a_day=True)
