"""Files that belong to an act: there when it was carried through, and gone when it was not."""

from contextlib import contextmanager


@contextmanager
def files_of_a_whole_act():
    """A list to which each written file (FieldFile) is added. Whatever breaks the act off deletes them again;
    put it around the transaction, which knows of rows alone."""
    written = []
    try:
        yield written
    except BaseException:
        for file in written:
            # One that was not written yet has no folder.
            if "/" in file.name:
                file.storage.delete(file.name)
        raise
