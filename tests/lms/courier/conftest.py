"""What tests of the courier begin with."""

import pytest

from .tablet import Tablet


@pytest.fixture
def tablet(giang):
    return Tablet(giang)
