"""Plain text of the bank as HTML for other programs; importing/plain.py reads it back."""

from django.utils.html import escape


def html(text):
    # A dollar begins a formula in many programs.
    return str(escape(text)).replace("$", "&#36;").replace("\n", "<br>")
