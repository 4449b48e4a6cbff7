"""What docs/security.md names as proof exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", (ROOT / "docs/security.md").read_text())


def test_proofs_are_named():
    assert len(NAMED) > 40


@pytest.mark.parametrize(("path", "name"), sorted(set(NAMED)))
def test_a_named_proof_is_a_test(path, name):
    # Tests of one noun may stand in a class.
    assert re.search(rf"^ *def {name}\(", (ROOT / path).read_text(), re.MULTILINE)
