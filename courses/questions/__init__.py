"""The kinds of questions; each is a module of its own with the same seven things.

    LABEL                     how teachers call it
    TEMPLATE                  the piece of HTML that asks it
    read_response(raw, content)      what a form or an event says, as plain JSON; None when nothing
    score(response, content, key)    from Decimal 0 to 1; pure
    pupil_view(content)              what a pupil may see of it: an allow-list, never the key
    problems(content, key)           sentences for the teacher when it cannot be asked so
    EditForm                         the teacher's form: `.parts()` gives (content, key); `template` lays
                                     it out where its fields belong side by side

`shown_key(content, key)` says the right answer in words, for teachers.
"""

from . import four_statements, one_choice, several_choices, short_number, short_text

KINDS = {
    "one_choice": one_choice,
    "several_choices": several_choices,
    "four_statements": four_statements,
    "short_number": short_number,
    "short_text": short_text,
}

CHOICES = [(name, kind.LABEL) for name, kind in KINDS.items()]
