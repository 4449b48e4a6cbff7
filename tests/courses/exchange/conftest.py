import uuid

import pytest

from courses.exchange import posting
from tests.courses import builders


@pytest.fixture
def lecture(db):
    return builders.make_lecture()


@pytest.fixture
def asked(giang, ms_lan, lecture):
    """Giàng's question about the lecture."""
    block = str(lecture.body[1].id)
    return posting.ask(giang.user, uuid.uuid4(), "Vì sao 2/4 bằng 1/2 ạ?", [], lecture, block)[0].thread


@pytest.fixture
def board(class_6a):
    return f"/exchange/classes/{class_6a.uid}/"
