"""What a lecture weighs on the wire, said before it is loaded."""

from courses.pictures import copies_of

KINDS = ("pictures", "sound", "video", "files")


def of_body(body):
    """Bytes by kind: pictures load while reading, the rest only when asked for."""
    total = dict.fromkeys(KINDS, 0)
    # What stands twice in a lecture loads once.
    for kind, thing in set(media_in(body)):
        total[kind] += copies_of(thing).weight if kind == "pictures" else (thing.get_file_size() or 0)
    return total


def media_in(body):
    """Pairs of (kind, Picture or MediaFile) in a lecture, in order."""
    for block in body:
        value = block.value
        if not hasattr(value, "get"):
            continue
        if value.get("reading"):
            yield "sound", value["reading"]
        if block.block_type == "picture" and value["picture"]:
            yield "pictures", value["picture"]
        elif block.block_type == "video":
            if value["poster"]:
                yield "pictures", value["poster"]
            if value["file"]:
                yield "video", value["file"]
        elif block.block_type == "sound" and value["file"]:
            yield "sound", value["file"]
        elif block.block_type == "document" and value["file"]:
            yield "files", value["file"]
        elif block.block_type == "practice" and value["quiz"]:
            yield from (("pictures", picture) for picture in _pictures_asked(value["quiz"].specific))


def pictures_in(page):
    """Every picture a lecture shows, its cover too."""
    found = [thing for kind, thing in media_in(page.body) if kind == "pictures"]
    return [*found, page.cover] if page.cover else found


def _pictures_asked(quiz):
    items = quiz.paper.all_items if quiz.paper else []
    return [picture for item in items for picture in item.version.pictures()]
