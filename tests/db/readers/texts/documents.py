"""Builders of small documents in their real formats, by hand where that shows what is in them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DOCX_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{}</cp:coreProperties>'
)


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """A ZIP file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(body: str, *, core: str = "", more: Mapping[str, bytes | str] | None = None, prolog: str = "") -> bytes:
    """A Word document with this body in WordprocessingML."""
    document = f'{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": document,
        "docProps/core.xml": _DOCX_CORE.format(core),
    }
    return zipped({**parts, **(more or {})})


def paragraph(words: str) -> str:
    """A paragraph of Word."""
    return f'<w:p><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def odt(body: str, meta: str = "") -> bytes:
    """An OpenDocument text."""
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    content = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {names}>{content}</office:document-content>"
    about = f"<office:document-meta {names}><office:meta>{meta}</office:meta></office:document-meta>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "meta.xml": about})


def pdf_of_glyphs(letters: str, drawn: str) -> bytes:
    """A PDF of one line whose glyphs mean `letters` by its table, drawn in the order of `drawn`: made as Arabic is."""
    codes = {letter: number for number, letter in enumerate(dict.fromkeys(letters), 1)}
    shown = "".join(f"{codes[letter]:04X}" for letter in drawn)
    table = "\n".join(f"<{code:04X}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{table}\nendbfchar endcmap end end"
    )
    page = f"BT /F 20 Tf 50 700 Td <{shown}> Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(page)} >>\nstream\n{page}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /None /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /None /DW 600 /CIDSystemInfo << /Registry (Adobe) "
        "/Ordering (Identity) /Supplement 0 >> /FontDescriptor 8 0 R >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        "<< /Type /FontDescriptor /FontName /None /Flags 4 /FontBBox [0 0 600 800] /ItalicAngle 0 /Ascent 800 /Descent 0 "
        "/CapHeight 700 /StemV 80 >>",
    ]
    return pdf_of(objects)


def pdf_of(objects: list[str]) -> bytes:
    """A PDF file of these objects, the first being its catalogue."""
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()


def msg(properties: Mapping[int, str], fixed: Mapping[int, bytes], attachments: Mapping[str, bytes]) -> bytes:
    """A mail as Outlook saves it: texts by property number, fixed values of eight bytes, attachments by name."""
    tree: dict[str, object] = {
        f"__substg1.0_{number:04X}001F": text.encode("utf-16-le") for number, text in properties.items()
    }
    tree["__properties_version1.0"] = bytes(32) + b"".join(
        struct.pack("<HHI", 0x40, number, 6) + value for number, value in fixed.items()
    )
    for place, (name, data) in enumerate(attachments.items()):
        tree[f"__attach_version1.0_#{place:08X}"] = {
            "__properties_version1.0": bytes(24),
            "__substg1.0_37010102": data,
            "__substg1.0_3707001F": name.encode("utf-16-le"),
        }
    return compound(tree)


_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def compound(tree: Mapping[str, object]) -> bytes:
    """A compound file (OLE2): streams are bytes, storages are mappings. Small streams lie in the mini stream."""
    entries = _entries(tree)
    mini, mini_fat = bytearray(), []
    sectors: list[bytes] = []
    fat: list[int] = []

    def chain(data: bytes) -> int:
        if not data:
            return _END
        start = len(sectors)
        count = -(-len(data) // 512)
        for place in range(count):
            sectors.append(data[place * 512 : place * 512 + 512].ljust(512, b"\0"))
            fat.append(start + place + 1 if place + 1 < count else _END)
        return start

    for entry in entries[1:]:
        data = entry["data"]
        assert isinstance(data, bytes)
        entry["size"] = len(data)
        if len(data) >= 4096:
            entry["start"] = chain(data)
        elif data:
            first = len(mini) // 64
            count = -(-len(data) // 64)
            entry["start"] = first
            mini_fat += [first + place + 1 if place + 1 < count else _END for place in range(count)]
            mini += data.ljust(count * 64, b"\0")
    entries[0].update(size=len(mini), start=chain(bytes(mini)))
    mini_table = b"".join(struct.pack("<I", number) for number in mini_fat)
    mini_start = chain(mini_table.ljust(-(-len(mini_table) // 512) * 512, b"\xff"))
    rows = b"".join(_entry(entry) for entry in entries)
    directory = chain(rows.ljust(-(-len(rows) // 512) * 512, b"\0"))
    count = 1
    while count * 128 < len(fat) + count:
        count += 1
    first_fat = len(sectors)
    fat += [_FAT] * count
    table = b"".join(struct.pack("<I", number) for number in fat).ljust(count * 512, b"\xff")
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, count, directory, 0, 4096, mini_start, -(-len(mini_table) // 512), _END, 0, first_fat,
    )  # fmt: skip
    places = b"".join(struct.pack("<I", first_fat + place) for place in range(1, count))
    return head + places.ljust(432, b"\xff") + b"".join(sectors) + table


def _entries(tree: Mapping[str, object]) -> list[dict[str, object]]:
    """The rows of the directory, each storage a list of its children."""
    entries: list[dict[str, object]] = [{"name": "Root Entry", "kind": 5, "child": _NONE, "next": _NONE, "data": b""}]

    def add(folder: Mapping[str, object], parent: int) -> None:
        last = None
        for name, value in folder.items():
            number = len(entries)
            stream = value if isinstance(value, bytes) else b""
            entries.append(
                {
                    "name": name,
                    "kind": 2 if isinstance(value, bytes) else 1,
                    "child": _NONE,
                    "next": _NONE,
                    "data": stream,
                }
            )
            entries[parent if last is None else last]["child" if last is None else "next"] = number
            last = number
            if isinstance(value, Mapping):
                add(value, number)

    add(tree, 0)
    return entries


def _entry(entry: dict[str, object]) -> bytes:
    name = str(entry["name"]).encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI8x8xIQ", name, len(name) + 2, entry["kind"], 1, _NONE, entry["next"], entry["child"], 0,
        entry.get("start", _END), entry.get("size", 0),
    )  # fmt: skip
