"""Movement through time: who sits where from which day on, and why.

An enrolment is never rewritten: it ends, and another begins. `rules` says what is refused, in
sentences; `strokes` is what every act has in common (one transaction, a trail for undo, a line in
the log); `pupils` are the acts about one pupil, `arrivals` and `transfers` those between two schools,
`classes` those about a class.

A movement is written down on its day or later, never ahead: all screens read who sits where from
the open enrolment, and a pupil whose family changes its mind must not have vanished from the class.
"""
