"""What a drop or a paste carries, as plain frozen things: files, links, text, a picture, and what cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from board.commands import mime_texts
from board.commands.uris import Link, Uris, link_of, read_uris

PICTURE_TYPES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "image/heic": ".heic",
    "image/heif": ".heif",
    "image/tiff": ".tiff",
    "image/bmp": ".bmp",
}
_QT_IMAGE = "application/x-qt-image"
_OCTETS = "application/octet-stream;name="
_MOST_PIXELS = 64_000_000
LARGEST_BYTES = 64_000_000  # of text or of a picture that comes with the drop itself


@dataclass(frozen=True, slots=True)
class Clip:
    """Words out of another program: as plain text, as HTML, or as RTF; and the page that they came from."""

    text: str = ""
    html: str = ""
    rtf: bytes = b""
    address: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file whose bytes came with the drop: a picture out of a browser or an image program."""

    name: str
    media_type: str
    data: bytes
    address: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """All that a drop carries; `sentences` say what was left aside, and why. Nothing was opened or fetched for it."""

    uris: Uris = field(default_factory=Uris)
    clip: Clip | None = None
    blob: Blob | None = None
    sentences: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to take."""
        return not (self.uris.files or self.uris.links or self.clip or self.blob)


@dataclass(frozen=True, slots=True)
class Glance:
    """What a drag offers, without asking the other program for more than the list of addresses."""

    uris: Uris = field(default_factory=Uris)
    text: bool = False
    picture: bool = False
    virtual: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to take."""
        return not (self.uris.files or self.uris.links or self.text or self.picture)


def glance(mime: QMimeData) -> Glance:
    """What a drag that hovers offers."""
    formats = mime.formats()
    text = any(name.startswith(("text/plain", "text/html", "text/rtf", "application/rtf")) for name in formats)
    picture = mime.hasImage() or any(_named_octets(name) or name in PICTURE_TYPES for name in formats)
    return Glance(_uris_of(mime), text, picture, mime_texts.has_virtual_files(formats))


def decode(mime: QMimeData) -> Dropped:
    """Read a drop. The other program is asked for the best form of each thing, once."""
    uris = _uris_of(mime)
    sentences = list(uris.problems)
    if uris.files:
        return Dropped(uris, sentences=tuple(sentences))
    plain = mime_texts.plain_text(mime)
    address = mime_texts.source_address(mime)
    if not uris.links:
        uris = _links_in(mime, plain)
    blob = None
    if uris.links or not plain.strip() or link_of(plain) is not None:
        # office programs add a picture of what was copied: there the words are meant
        blob, problem = _blob_of(mime, address or (uris.links[0].address if uris.links else ""))
        sentences += [problem] if problem else []
    if mime_texts.has_virtual_files(mime.formats()) and blob is None:
        sentences.append(mime_texts.virtual_sentence(mime, bool(uris.links or plain.strip())))
    if blob is not None:
        return Dropped(Uris(), blob=blob, sentences=tuple(sentences))
    if uris.links:
        return Dropped(uris, sentences=tuple(sentences))
    clip, problem = _clip_of(mime, plain, address)
    sentences += [problem] if problem else []
    return Dropped(Uris(), clip, None, tuple(sentences))


def _uris_of(mime: QMimeData) -> Uris:
    """The files and links, the links with their titles."""
    listed = mime_texts.uri_list(mime)
    if not listed:
        return Uris()
    uris = read_uris(listed)
    titled = mime_texts.titled_link(mime) if len(uris.links) == 1 else None
    if titled is not None and titled.address.rstrip("/") == uris.links[0].address.rstrip("/"):
        return Uris(uris.files, (titled,), uris.problems)
    return uris


def _links_in(mime: QMimeData, plain: str) -> Uris:
    """A link that comes without a list of addresses."""
    found = mime_texts.titled_link(mime) or link_of(plain)
    return Uris(links=(found,)) if found is not None else Uris()


def _clip_of(mime: QMimeData, plain: str, address: str) -> tuple[Clip | None, str]:
    html = mime_texts.html_text(mime)
    rtf = b"" if html.strip() else mime_texts.rtf_bytes(mime)
    if not (plain.strip() or html.strip() or rtf.strip()):
        return None, ""
    if max(len(plain), len(html), len(rtf)) > LARGEST_BYTES:
        return (
            None,
            f"The text is longer than {LARGEST_BYTES // 10**6} million characters. Save it as a file and drop that.",
        )
    return Clip(plain, html, rtf, address, mime_texts.source_title(mime)), ""


def _blob_of(mime: QMimeData, address: str) -> tuple[Blob | None, str]:
    """The picture of a drop, its own bytes where they can be had."""
    formats = mime.formats()
    for name in formats:
        if _named_octets(name):
            data = bytes(mime.data(name).data())
            if data:
                return _kept_blob(_named_octets(name), "application/octet-stream", data, address)
    for media_type, ending in PICTURE_TYPES.items():
        if media_type in formats:
            data = bytes(mime.data(media_type).data())
            if data:
                return _kept_blob(mime_texts.picture_name(address, ending), media_type, data, address)
    if _QT_IMAGE in formats:
        return _painted(mime, address)
    return None, ""


def _kept_blob(name: str, media_type: str, data: bytes, address: str) -> tuple[Blob | None, str]:
    if len(data) > LARGEST_BYTES:
        return None, f"The picture is larger than {LARGEST_BYTES // 10**6} MB. Save it as a file and drop that."
    return Blob(name, media_type, data, address), ""


def _painted(mime: QMimeData, address: str) -> tuple[Blob | None, str]:
    """A picture that has no bytes of its own any more, as a PNG."""
    image = mime.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return None, "The picture could not be read. Save it as a file and drop that."
    if image.width() * image.height() > _MOST_PIXELS:
        return None, "The picture is too large to be taken over. Save it as a file and drop that."
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 70)  # type: ignore[call-overload]  # the stubs want bytes, Qt a text
    return _kept_blob("picture.png", "image/png", bytes(buffer.data().data()), address)


def _named_octets(name: str) -> str:
    """The name of the file that a browser offers with its bytes; empty for any other format."""
    return name.removeprefix(_OCTETS).strip('"') if name.startswith(_OCTETS) else ""


__all__ = ["Blob", "Clip", "Dropped", "Glance", "Link", "Uris", "decode", "glance"]
