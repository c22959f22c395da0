"""Pictures of strangers made small, without Qt guessing what they are."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

ALLOCATION_MB = 64
LARGEST_BYTES = 64_000_000
FORMATS = {
    "image/png": b"png",
    "image/jpeg": b"jpeg",
    "image/gif": b"gif",
    "image/webp": b"webp",
    "image/bmp": b"bmp",
}
# how files of these types begin; the rest of the check is the reader's
_BEGINNINGS = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
    "image/webp": b"RIFF",
    "image/bmp": b"BM",
}
_BLUR_ACROSS = 7  # so few points are left of a picture that is blurred


def is_picture(media_type: str) -> bool:
    """Whether a file of this type may be shown as a picture."""
    return media_type in FORMATS


def read_picture(data: bytes, media_type: str, room: QSize) -> QImage | None:
    """The picture scaled down to fit `room` (real pixels); None where it is none that can be read.

    The format is set by hand and auto-detection is off: a PDF named .png would else be loaded through PDFium.
    """
    if media_type not in FORMATS or len(data) > LARGEST_BYTES or not data.startswith(_BEGINNINGS[media_type]):
        return None
    content = QByteArray(data)
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    QImageReader.setAllocationLimit(ALLOCATION_MB)
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setFormat(FORMATS[media_type])
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and (size.width() > room.width() or size.height() > room.height()):
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    del reader  # before its buffer: the other order crashes on some valid files
    buffer.close()
    return None if image.isNull() else image


def blurred(image: QImage) -> QImage:
    """The picture with so little left of it that only its colours can be seen."""
    keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    small = image.scaled(QSize(_BLUR_ACROSS, _BLUR_ACROSS), keep, smooth)
    return small.scaled(image.size(), keep, smooth)
