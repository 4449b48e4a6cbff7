"""What is refused before any reader opens the file: it is judged by what it declares."""

from django.utils.translation import gettext_lazy as _

from lms import archives

MB = 1024 * 1024
MAX_BYTES = 20 * MB
# As in cells.py, which imports nothing of ours.
MAX_ROWS = 200_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

SENTENCES = {
    "empty_file": _(
        "The file is empty (0 bytes). Open it on your computer, save it again and upload it anew."
    ),
    "too_large": _(
        "The file is too large: at most %(limit)s MB. "
        "Delete pictures and unused sheets, or split it into several files."
    ),
    "unpacks_too_large": _(
        "The file would unpack to an unusually large size, so it was not opened. "
        "Copy the list into a new, empty workbook, save it as .xlsx and upload that."
    ),
    "too_many_cells": _(
        "Sheet «%(sheet)s» reaches to row %(rows)s and column %(columns)s, more than can be read. "
        "Delete what lies far from the list, or split the file."
    ),
    "too_many_rows": _(
        "The file has more than %(limit)s rows. Split it into several files, for example one for each grade."
    ),
    "password": _(
        "The file is protected by a password. Open it in Excel, remove the password "
        "(File › Info › Protect Workbook), save it and upload it again."
    ),
    "not_a_spreadsheet": _(
        "The file is not a spreadsheet. Upload an Excel file (.xlsx, .xls), an OpenDocument sheet (.ods) "
        "or a text file (.csv, .txt)."
    ),
    "web_page": _(
        "The file is named like Excel but holds a web page or XML. "
        "Open it in Excel, choose «Save as», type .xlsx, and upload that file."
    ),
    "damaged": _(
        "The file is damaged and cannot be opened. Open it in Excel, save it as a new .xlsx and try again."
    ),
    "unknown_letters": _(
        "The letters of this text file cannot be made out: it is neither Unicode nor TCVN3, VNI or "
        "windows-1258. Open it in Excel, choose «Save as», type «CSV UTF-8» or .xlsx, and upload that file."
    ),
    "bad_text_table": _(
        "Line %(line)s of the text file cannot be split into columns. "
        "Open it in Excel, save it as .xlsx and upload that file."
    ),
}

# What is wrong with the package, in words of a sheet.
OF_ARCHIVES = {
    "too_many_members": "unpacks_too_large",
    "unpacks_too_large": "unpacks_too_large",
    "password": "password",
}


class Refused(Exception):
    """The file was not read. `code` is stable; the text is a sentence for the person."""

    def __init__(self, code, **values):
        self.code = code
        self.sentence = str(SENTENCES[code] % values) if values else str(SENTENCES[code])
        super().__init__(self.sentence)


def refuse_unless_safe(content):
    """The kind of the file ("zip", "ole" or "text"), or `Refused`, without unpacking anything to keep."""
    if not content:
        raise Refused("empty_file")
    if len(content) > MAX_BYTES:
        raise Refused("too_large", limit=MAX_BYTES // MB)
    if content.startswith(archives.HEAD):
        _look_into_zip(content)
        return "zip"
    if content.startswith(OLE):
        # A workbook with a password to open is an OLE container around the encrypted package.
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused("password")
        return "ole"
    head = content[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta", b"<head")):
        raise Refused("web_page")
    if head.startswith(
        (b"%pdf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"rar!", b"7z\xbc\xaf", b"\x7felf", b"mz\x90")
    ):
        raise Refused("not_a_spreadsheet")
    return "text"


def _look_into_zip(content):
    try:
        # Nothing is looked up by its name outside the reader, and some writers use the other slash.
        _judge(archives.Archive(content, any_names=True))
    except archives.Refused as refused:
        raise Refused(OF_ARCHIVES.get(refused.code, "damaged")) from refused


def _judge(archive):
    if "META-INF/manifest.xml" in archive and "content.xml" in archive:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Refused("password")
    elif not any(name.lower().startswith("xl/workbook.") for name in archive.names):
        raise Refused("not_a_spreadsheet")
    for name in archive.names:
        if name.lower().endswith((".xml", ".rels")):
            _count(archive, name)


def _count(archive, name):
    """Read a member through once: it is as long as declared, and declares no entities."""
    head = archive.head(name)
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Refused("damaged")
    archive.read_through(name)
