from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField whose migrations leave its blocks out.

    The column holds JSON whatever the blocks are: a new block kind needs no migration.
    """

    def __init__(self, block_types=(), **kwargs):
        super().__init__(block_types, **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
