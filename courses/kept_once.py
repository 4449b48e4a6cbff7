"""What lies in a collection once, however often the same content comes."""


def kept_once(model, where, content, written=None, **facts):
    """(the Picture or MediaFile, whether it is new); `where` says which one is the same.

    `content()` gives the file when there is none yet; `written` as in lms/whole_acts.py.
    """
    if found := model.objects.filter(**where).first():
        return found, False
    file = content()
    made = model(file=file, file_size=file.size, **where, **facts)
    if written is not None:
        written.append(made.file)
    made.save()
    return made, True
