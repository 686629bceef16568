"""DOCX and XLSX files are ZIP archives, and come from strangers: opened with care, or refused.

Sizes are checked in the archive's directory and again while reading, before any XML is parsed.
Readers get an archive that we packed from the verified parts, so that there are no two ways to
read it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from site_gen.importing import scanning
from site_gen.problems import SiteGenError, shown

MAX_PARTS = 3_000
MAX_PART = 60_000_000  # bytes, unpacked
MAX_XML = 20_000_000  # the original's 130 pages have 500,000; pandoc needs 90 times the memory
MAX_ALL = 200_000_000
MAX_RATIO = 200  # XML shrinks to a twentieth, a bomb to a thousandth
_SMALL = 1_000_000  # a part of this size harms nobody, however well it is packed
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_TYPES = "[Content_Types].xml"
_XML = (".xml", ".rels", ".vml")
_DRIVE = re.compile(r"[A-Za-z]:")
# Content types of the main part -> what the file is.
_KINDS = (
    ("wordprocessingml.document.main+xml", "docx"),
    ("spreadsheetml.sheet.main+xml", "xlsx"),
)
_WORDS = {"docx": "a Word document", "xlsx": "an Excel workbook"}


def parts(content: bytes, *, name: str, kind: str) -> dict[str, bytes]:
    """The verified parts of a DOCX or XLSX file by name. Raises SiteGenError with one sentence."""
    save = f"save it as {_WORDS[kind]} (.{kind})"
    if content.startswith(_OLE):
        raise _refused(name, f"is of the old binary kind, or locked with a password; {save}")
    if not content.startswith(_ZIP):
        raise _refused(name, f"is not {_WORDS[kind]}, whatever its name says; {save}")
    found = _unpacked(content, name)
    if "mimetype" in found and b"opendocument" in found["mimetype"]:
        raise _refused(name, f"is an OpenDocument file; {save}")
    _check_types(found, name, kind)
    for part, data in found.items():
        if part.lower().endswith(_XML):
            scanning.check(data, name=name, part=part)
    return found


def packed(
    found: Mapping[str, bytes], *, without: tuple[str, ...] = (), emptied: tuple[str, ...] = ()
) -> bytes:
    """An archive of the parts, but for those whose names begin with one of `without`; of those
    that begin with one of `emptied` only the names are kept."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for part, data in found.items():
            if not part.startswith(without):
                archive.writestr(zipfile.ZipInfo(part), b"" if part.startswith(emptied) else data)
    return stream.getvalue()


def _refused(name: str, why: str) -> SiteGenError:
    return SiteGenError(f"{shown(name)} {why}")


def _unpacked(content: bytes, name: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_directory(members, name)
            return {m.filename: _member(archive, m, name) for m in members if not m.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        raise _refused(name, "is damaged: its parts cannot be unpacked") from None


def _check_directory(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > MAX_PARTS:
        raise _refused(name, f"has {len(members):,} parts; at most {MAX_PARTS:,} are read")
    if sum(member.file_size for member in members) > MAX_ALL:
        raise _refused(name, f"would unpack to more than {MAX_ALL:,} bytes")
    names = [member.filename for member in members]
    if len({each.lower() for each in names}) < len(names):
        raise _refused(name, "holds two parts of the same name")
    for member in members:
        path = member.orig_filename
        if (
            path.startswith("/")
            or "\\" in path
            or "\0" in path
            or _DRIVE.match(path)
            or ".." in path.split("/")
        ):
            raise _refused(name, f"holds a part that points out of it, {shown(path)}")
        if member.flag_bits & 1:
            raise _refused(name, "is locked with a password; save it without")
        if member.compress_type not in _METHODS:
            raise _refused(name, f"packs {shown(path)} in a way that no office program uses")
        unpacked = member.file_size
        if unpacked > (MAX_XML if path.lower().endswith(_XML) else MAX_PART) or (
            unpacked > _SMALL and unpacked > MAX_RATIO * max(1, member.compress_size)
        ):
            raise _refused(name, f"holds a part that unpacks to {unpacked:,} bytes, {shown(path)}")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    """A part's bytes: never more than the directory says, which has been checked."""
    with archive.open(member) as file:
        data = file.read(member.file_size + 1)
    if len(data) != member.file_size:
        raise _refused(name, f"holds a part of another size than it says, {shown(member.filename)}")
    return data


def _check_types(found: Mapping[str, bytes], name: str, kind: str) -> None:
    if _TYPES not in found:
        raise _refused(name, f"is a ZIP archive, but not {_WORDS[kind]}")
    types = scanning.values(found[_TYPES], "ContentType", name=name, part=_TYPES)
    macros = any("macroenabled" in each.lower() or "vbaproject" in each.lower() for each in types)
    if macros or any("vbaproject" in part.lower() for part in found):
        raise _refused(name, f"holds macros, which are programs; save it as .{kind} without them")
    is_a = next((k for ending, k in _KINDS if any(t.endswith(ending) for t in types)), None)
    if is_a != kind:
        what = f"is {_WORDS[is_a]}; name it .{is_a}" if is_a else f"is not {_WORDS[kind]}"
        raise _refused(name, what)
