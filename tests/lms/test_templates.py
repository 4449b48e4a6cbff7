"""What is easily written wrongly in a template, and shows only where there is much data."""

import re

from django.conf import settings

# «?to={{ one.pk }}» comes out as «?to=1.041» beyond nine hundred and ninety-nine.
BARE_KEY = re.compile(r"""(?:[?&;][a-z_]+=|value=")\{\{ [a-z_.]*(?:pk|_id) \}\}""")


def test_no_key_in_an_address_is_written_with_a_dot_for_thousands():
    found = [
        f"{path.relative_to(settings.BASE_DIR)}: {bare}"
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for bare in BARE_KEY.findall(path.read_text())
    ]
    assert found == [], 'Write it as {{ one.pk|stringformat:"s" }}.'


def test_every_icon_is_drawn():
    drawn = set(re.findall(r'id="([a-z-]+)"', (settings.BASE_DIR / "lms/static/lms/icons.svg").read_text()))
    asked = {
        name
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in re.findall(r'(?:\{% icon |icon_name=)"([a-z-]+)"', path.read_text())
    }
    assert asked - drawn == set()
