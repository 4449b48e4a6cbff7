"""Beginning a quiz and reading its paper, as a browser does."""


def paper_of(quiz):
    return f"/attempts/papers/{quiz.paper.pk}/"


def begin(client, quiz):
    """Begin as somebody who has no pass yet; the paper's address."""
    client.cookies.pop("reading-pass", None)
    assert client.post(f"/attempts/new/{quiz.uid}/").url == paper_of(quiz)
    return paper_of(quiz)


def read_as(person, quiz, signed_in):
    client = signed_in(person)
    return client.get(begin(client, quiz))
