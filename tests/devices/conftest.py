import pytest

from tests.devices import builders as make


@pytest.fixture
def tablet(muong_nha):
    return make.make_device(muong_nha, serial="R9TX 70 1234", code="K7M3PX")


@pytest.fixture
def other_tablet(na_hy):
    """A tablet of the other school."""
    return make.make_device(na_hy, serial="R9TX709999", code="Q4W8ZB")


@pytest.fixture
def sim(muong_nha):
    return make.make_sim(muong_nha, number="0912 345 678")


@pytest.fixture
def paper(tablet, sim, giang, school_admin):
    make.make_household(giang)
    make.make_plan(sim)
    return make.give(giang, school_admin, tablet, sims=[sim], accessories={make.make_charger(): 1})
