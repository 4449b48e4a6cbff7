"""Questions to teachers and boards of classes."""

import uuid

from courses.exchange import posting

HERE = {"headers": {"origin": "http://testserver"}}


def begin(user, school_class, words="Mai ra sân nhé", title="Sân chơi"):
    return posting.begin(user, uuid.uuid4(), school_class, title, words, [])[0]


def at(thing):
    return f"/exchange/threads/{thing.pk}/"


def page_of(client, thread):
    return client.get(at(thread)).content.decode()
