"""Machines that go: `losing` writes down a loss, ends the line of its holder and unbinds browsers and SIM,
and takes it back when it is found; `writing_off` proposes a list and carries the decision out; `papers`
prints the list.
"""
