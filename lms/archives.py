"""Packages of strangers (.zip and all that is one inside: .xlsx, .docx, .h5p, .imscc), read from memory.

A package is judged by what it declares before anything of it is unpacked, and nothing is ever written to a
disk. Its members are read one by one, only those asked for, never further than they declared. A package
inside the package is a member like another: nobody opens it.
"""

import io
import re
import stat
import zipfile
import zlib

MB = 1024 * 1024
MAX_MEMBERS = 2_000
MAX_UNPACKED = 200 * MB
MAX_MEMBER = 50 * MB
# Real sheets pack 10 to 60 times smaller; a bomb does so a thousand times.
MAX_RATIO = 200
RATIO_MATTERS_FROM = 5 * MB

HEAD = b"PK\x03\x04"
OF_NONE = b"PK\x05\x06"
# One for each member in the list at the end of the file.
LISTED = b"PK\x01\x02"
# The first day that a package can tell.
LONG_AGO = (1980, 1, 1, 0, 0, 0)
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What a name in a package never needs: upwards, from the root, another drive, other separators, signs unseen.
UNSAFE = re.compile(r"(^|/)\.\.(/|$)|^/|^[A-Za-z]:|\\|[\x00-\x1f\x7f]")


class Refused(Exception):
    """The package was not opened, or a member of it not read. `code` is stable.

    One of: too_many_members, unpacks_too_large, password, damaged, packing, unsafe_names, missing.
    """

    def __init__(self, code, **values):
        self.code, self.values = code, values
        super().__init__(code)


def is_one(content):
    return content.startswith((HEAD, OF_NONE))


class Archive:
    """A package that may be opened. `names` are its files, without the folders, in its order."""

    def __init__(self, content, any_names=False, most_members=MAX_MEMBERS):
        # Half a million names would take seconds to list.
        if content.count(LISTED) > most_members:
            raise Refused("too_many_members", limit=most_members)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
            raise Refused("damaged") from error
        members = self._zip.infolist()
        _judge(members, any_names)
        self._members = {one.filename: one for one in members if not one.is_dir()}
        self.names = list(self._members)
        self._folded = {name.casefold(): name for name in reversed(self.names)}

    def __contains__(self, name):
        return name in self._members or name.casefold() in self._folded

    def size(self, name):
        return self._member(name).file_size

    def read(self, name, most=MAX_MEMBER):
        """The bytes of a member, found also where only the case of its letters differs."""
        member = self._member(name)
        if member.file_size > most:
            raise Refused("unpacks_too_large", name=name)
        return b"".join(self._pieces(member))

    def head(self, name, size=4096):
        """The first bytes of a member."""
        return next(self._pieces(self._member(name), size), b"")

    def read_through(self, name):
        """Whether a member is as long as it declared, without keeping it."""
        for _piece in self._pieces(self._member(name)):
            pass

    def written_anew(self, change):
        """The bytes of a package with the same members in the same order, each as `change(name, content)`
        says. Of the same package the same bytes; of days and of who packed it nothing stays."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for name, member in self._members.items():
                content = change(name, self.read(name))
                made.writestr(zipfile.ZipInfo(name, LONG_AGO), content, member.compress_type)
        return out.getvalue()

    def _member(self, name):
        found = self._members.get(name) or self._members.get(self._folded.get(name.casefold(), ""))
        if found is None:
            raise Refused("missing", name=name)
        return found

    def _pieces(self, member, size=MB):
        try:
            with self._zip.open(member) as stream:
                while piece := stream.read(size):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
            raise Refused("damaged", name=member.filename) from error
        except RuntimeError as error:  # zipfile's word for a member that needs a password
            raise Refused("password") from error


def _judge(members, any_names):
    if sum(one.file_size for one in members) > MAX_UNPACKED:
        raise Refused("unpacks_too_large")
    # Which of two with one name is meant, programs answer differently.
    if len({one.filename for one in members}) < len(members):
        raise Refused("damaged")
    for one in members:
        if one.flag_bits & 1:
            raise Refused("password")
        if one.compress_type not in PACKED:
            raise Refused("packing", name=one.filename)
        is_bomb = one.file_size > RATIO_MATTERS_FROM and one.file_size > MAX_RATIO * max(one.compress_size, 1)
        if is_bomb:
            raise Refused("unpacks_too_large", name=one.filename)
        # `orig_filename` is what stands in the file; zipfile cuts a name at its first zero.
        is_link = stat.S_ISLNK(one.external_attr >> 16)
        if not any_names and (is_link or UNSAFE.search(one.orig_filename)):
            raise Refused("unsafe_names", name=one.filename)
