"""Documents of each format through the door: what is read of them, and what they say of themselves."""

from __future__ import annotations

import hashlib
import io
import os
import struct
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from db import reading
from db.errors import Cancelled, FileProblem
from tests.db.readers.texts import documents

ARABIC = "قصفت طائرات التحالف رتلا قرب الرقة في ١٨ مايو ٢٠١٧"
PAGE = """<!doctype html><html lang="en-GB"><head><title>Strike near At Tanf | The Paper</title>
<link rel="canonical" href="https://paper.example/2017/strike"><meta property="og:site_name" content="The Paper">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Strike near At Tanf",
"datePublished": "2017-06-08T23:40:00+03:00", "author": [{"@type": "Person", "name": "A. Writer"}]}]}</script>
<style>p { color: red }</style></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav></header>
<div class="cookie-banner">We value your privacy. <button>Accept</button></div>
<main><article><h1>Strike near At Tanf</h1>
<p>On 8 June 2017 a drone struck a truck <b>near</b> the base,<br>officials said, and two men were killed in it.</p>
<p>A second strike followed within hours, according to the same officials, who gave no figures for it.</p>
<table><tr><th>Day</th><th>Deaths</th></tr><tr><td>8 June</td><td>2</td></tr></table>
<div class="related-stories"><h2>Read also</h2><ul><li><a href="1">One</a></li><li><a href="2">Two</a></li></ul></div>
</article></main><aside>Most read: other things</aside><footer>© The Paper</footer></body></html>"""


def pdf(pages: list[list[str]], **facts: str) -> bytes:
    """A PDF with these lines on its pages."""
    out = io.BytesIO()
    drawing = canvas.Canvas(out, pagesize=A4, invariant=1)
    drawing.setTitle(facts.get("title", ""))
    for lines in pages:
        for place, line in enumerate(lines):
            drawing.drawString(50, 780 - 14 * place, line)
        drawing.showPage()
    drawing.save()
    return out.getvalue()


def test_a_text_keeps_its_words_its_hash_and_its_bytes(tmp_path: Path) -> None:
    data = "Clashes at Tabqa\r\n\r\nOn 22 March 2017 the fighting began.\x00".encode("utf-16")
    file = tmp_path / "note.txt"
    file.write_bytes(data)
    document, original = reading.read_with_original(file)
    assert document.text == "Clashes at Tabqa\n\nOn 22 March 2017 the fighting began."
    assert (document.format, document.title, document.language) == ("text", "Clashes at Tabqa", "en")
    assert original == data
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.size == len(data)


def test_an_arabic_text_in_an_old_encoding() -> None:
    document = reading.read_bytes((ARABIC * 3).encode("cp1256", "ignore"), "نص.txt")
    assert document.language == "ar"
    assert "قرب الرقة" in document.text
    assert any("cp1256" in sentence for sentence in document.sentences)


def test_the_head_of_markdown_gives_its_facts() -> None:
    head = '---\ntitle: "Battle: of Tabqa"\npubDate: 2023-10-05 05:10\nauthor: Wikipedia\n'
    head += "url: https://w.example/b\n---\n\nText **here**."
    document = reading.read_bytes(head.encode(), "a.md")
    assert (document.format, document.title, document.author) == ("markdown", "Battle: of Tabqa", "Wikipedia")
    assert (document.published, document.published_time) == ("2023-10-05", "05:10")
    assert document.address == "https://w.example/b"
    assert document.text == "Text **here**."


def test_real_articles(shared_data: Path) -> None:
    document = reading.read_document(shared_data / "articles" / "battle_of_tabqa.md")
    assert (document.title, document.published, document.language) == ("Battle of Tabqa", "2023-10-05", "en")
    assert document.text.startswith("The **Battle of Tabqa** was")


def test_a_page_without_its_furniture() -> None:
    document = reading.read_bytes(PAGE.encode(), "saved")
    assert document.text == (
        "Strike near At Tanf\n\nOn 8 June 2017 a drone struck a truck near the base,\nofficials said, and two men were "
        "killed in it.\n\nA second strike followed within hours, according to the same officials, who gave no figures for it."
        "\n\nDay | Deaths\n8 June | 2"
    )
    assert (document.title, document.publisher, document.author) == ("Strike near At Tanf", "The Paper", "A. Writer")
    assert (document.published, document.published_time) == ("2017-06-08", "23:40+03:00")
    assert (document.address, document.language) == ("https://paper.example/2017/strike", "en")


@pytest.mark.parametrize(
    "lead",
    [
        "GENEVA, 16 June 2017 – Aid was delivered to the camp on Friday, the agency said in a statement.",
        "Published 16 June 2017\n\nAid was delivered.",
        "Situation report\nDate: Fri, 16 Jun 2017 14:00\nAid was delivered.",
        "Aid delivered\n\n16 June 2017\n\nAid was delivered to the camp on Friday.",
    ],
)
def test_the_day_in_the_head_of_a_text(lead: str) -> None:
    assert reading.read_bytes(lead.encode(), "a.txt").published == "2017-06-16"


def test_no_day_is_guessed_from_the_story() -> None:
    assert reading.read_bytes(b"On 16 June 2017 aid was delivered, the agency said on Friday.", "a.txt").published == ""


def mail() -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Überblick: At Tanf"
    message["From"] = "A. Writer <a@desk.example>"
    message["Date"] = "Fri, 16 Jun 2017 14:30:00 +0300"
    message["Message-ID"] = "<1@desk.example>"
    message.set_content("On 8 June 2017 a drone struck a truck near the base at At Tanf.")
    message.add_alternative("<p>Other words <img src='http://127.0.0.1:9/t.gif'></p>", subtype="html")
    word = documents.docx(documents.paragraph("Clashes on 9 June 2017."))
    message.add_attachment(word, maintype="application", subtype="octet-stream", filename="../../etc/report.docx")
    return message


def test_a_mail_with_a_document_in_it() -> None:
    document = reading.read_bytes(mail().as_bytes(), "a.eml")
    assert (document.format, document.title, document.author) == ("mail", "Überblick: At Tanf", "A. Writer")
    assert (document.published, document.published_time) == ("2017-06-16", "14:30+03:00")
    assert document.text == "On 8 June 2017 a drone struck a truck near the base at At Tanf."
    assert [file.name for file in document.files] == ["report.docx"]
    assert [inner.text for inner in document.inner] == ["Clashes on 9 June 2017."]


def test_a_saved_page_in_one_file() -> None:
    archive = EmailMessage()
    archive["From"] = "<Saved by Blink>"
    archive["Snapshot-Content-Location"] = "https://paper.example/x"
    archive["MIME-Version"] = "1.0"
    archive.set_content(PAGE, subtype="html")
    archive.make_related()
    archive.add_related(
        os.urandom(9000), "image", "jpeg", headers=["Content-Location: https://paper.example/p/base.jpg?x=1"]
    )
    document = reading.read_bytes(archive.as_bytes(), "page.mhtml")
    assert (document.format, document.title) == ("web_archive", "Strike near At Tanf")
    assert "two men were killed" in document.text
    assert [file.name for file in document.files] == ["base.jpg"]


def test_a_mail_of_outlook() -> None:
    ticks = int((datetime(2017, 6, 16, 14, 30) - datetime(1601, 1, 1)).total_seconds()) * 10**7
    attached = {"report.docx": documents.docx(documents.paragraph("Inner words here.")), "long.txt": b"word " * 2000}
    body = {0x37: "Strike near At Tanf", 0xC1A: "A. Writer", 0x1000: ARABIC + ". A drone struck a truck near the base."}
    document = reading.read_bytes(documents.msg(body, {0x39: struct.pack("<Q", ticks)}, attached), "a.msg")
    assert (document.format, document.title, document.author) == ("mail", "Strike near At Tanf", "A. Writer")
    assert (document.published, document.published_time) == ("2017-06-16", "14:30Z")
    assert document.text == body[0x1000]
    assert [(file.name, len(file.data)) for file in document.files][1] == ("long.txt", 10_000)
    assert document.inner[0].text == "Inner words here."


def test_a_word_document_with_a_table_a_note_and_a_header() -> None:
    body = (
        documents.paragraph("Clashes on 9 June 2017.")
        + '<w:p><w:r><w:t>A note</w:t><w:footnoteReference w:id="2"/></w:r>'
        + "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        + f"<w:tbl><w:tr><w:tc>{documents.paragraph('Raqqa')}</w:tc><w:tc>{documents.paragraph('12')}</w:tc></w:tr></w:tbl>"
    )
    more = {
        "word/header1.xml": f'<w:hdr xmlns:w="{documents.W}">{documents.paragraph("Situation report 5")}</w:hdr>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{documents.W}"><w:footnote w:id="2">'
        f"{documents.paragraph('Said by two.')}</w:footnote></w:footnotes>",
    }
    core = "<dc:title>Weekly</dc:title><dc:creator>Desk</dc:creator><dcterms:modified>2017-06-16T10:00:00Z</dcterms:modified>"
    document = reading.read_bytes(documents.docx(body, core=core, more=more), "a.bin")
    assert (
        document.text == "Situation report 5\n\nClashes on 9 June 2017.\n\nA note[2]\n\nRaqqa | 12\n\n[2] Said by two."
    )
    assert (document.format, document.title, document.author) == ("word", "Weekly", "Desk")
    assert document.published == "2017-06-16?"
    assert any("stands in for the day of publication" in sentence for sentence in document.sentences)


def test_an_open_document() -> None:
    body = (
        "<text:h>Weekly</text:h><text:p>Clashes<text:s text:c='2'/>on <text:span>9 June</text:span> 2017."
        "<text:note><text:note-body><text:p>Said by two.</text:p></text:note-body></text:note></text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>Raqqa</text:p></table:table-cell>"
        "<table:table-cell><text:p>12</text:p></table:table-cell></table:table-row></table:table>"
    )
    document = reading.read_bytes(documents.odt(body, "<dc:title>Report</dc:title>"), "a.odt")
    assert document.text == "Weekly\n\nClashes  on 9 June 2017.[1]\n\nRaqqa | 12\n\n[1] Said by two."
    assert (document.format, document.title) == ("open_document", "Report")


def test_rich_text_in_arabic_and_with_a_link() -> None:
    words = "".join(f"\\'{byte:02x}" for byte in "الرقة".encode("cp1256"))
    pair = "\\u-10179?\\u-8704?"
    source = (
        "{\\rtf1\\ansi\\ansicpg1256{\\fonttbl{\\f0\\fcharset178 Arial;}}{\\info{\\title Weekly}}\\f0 "
        f"{words} \\u1575? {pair}\\par On 9 June 2017 it began.\\par "
        '{\\field{\\*\\fldinst{HYPERLINK "http://127.0.0.1:9/"}}{\\fldrslt here}}}'
    )
    document = reading.read_bytes(source.encode("latin-1"), "a.rtf")
    assert (document.format, document.title) == ("rtf", "Weekly")
    assert document.text == "الرقة ا 😀\n\nOn 9 June 2017 it began.\n\nhere"


def test_a_pdf_in_paragraphs_with_its_pages_and_without_what_they_repeat() -> None:
    def page(number: int, lines: list[str]) -> list[str]:
        return [f"Situation report 5, page {number}", "", *lines]

    first = [
        "On 8 June 2017 a drone struck a truck near the base of the coali-",
        "tion at At Tanf, where US-",
        "backed forces train,",
    ]
    second = ["and two men were killed, the statement of the coalition said later in", "the day."]
    data = pdf(
        [page(1, first), page(2, second), page(3, ["A last page with a sentence of its own that is long."])],
        title="Weekly",
    )
    document = reading.read_bytes(data, "a.pdf")
    assert document.text == (
        "Situation report 5, page 1\n\nOn 8 June 2017 a drone struck a truck near the base of the coalition at At Tanf, where "
        "US-backed forces train,\fand two men were killed, the statement of the coalition said later in the day."
        "\n\n\fA last page with a sentence of its own that is long."
    )
    assert (document.format, document.title) == ("pdf", "Weekly")
    assert document.published in ("2000-01-01?", "")


def test_a_pdf_in_arabic_and_with_ligatures() -> None:
    assert reading.read_bytes(documents.pdf_of_glyphs("الرقة", "ةقرلا"), "a.pdf").text == "الرقة"
    assert reading.read_bytes(documents.pdf_of_glyphs("oﬁce", "oﬁce"), "a.pdf").text == "ofice"


def test_a_scanned_pdf_gives_pictures_of_its_pages() -> None:
    out = io.BytesIO()
    drawing = canvas.Canvas(out, pagesize=(20_000, 3000))
    for _ in range(2):
        drawing.rect(100, 100, 400, 300, fill=1)
        drawing.showPage()
    drawing.showPage()
    drawing.save()
    document = reading.read_bytes(out.getvalue(), "scan.pdf")
    assert document.text.strip("\f\n") == ""
    assert [file.name for file in document.files] == ["page 1.png", "page 2.png"]
    width, height = struct.unpack(">II", document.files[0].data[16:24])
    assert max(width, height) <= 1601
    assert any("no text, only pictures" in sentence for sentence in document.sentences)


def test_a_selection_of_a_page_keeps_its_address() -> None:
    html = (
        "Version:0.9\r\nStartHTML:0000000150\r\nSourceURL:https://paper.example/x\r\n<html><body><!--StartFragment-->"
        "<p>One <b>bold</b> word</p><nav>Kept, for it was selected</nav><!--EndFragment--></body></html>"
    )
    document = reading.read_clip(html=html, text="One bold word")
    assert document.text == "One bold word\n\nKept, for it was selected"
    assert document.address == "https://paper.example/x"
    original, _, media_type = reading.clip_original(html=html, text="One bold word")
    assert document.sha256 == hashlib.sha256(original).hexdigest()
    assert document.media_type == media_type == "text/html"


@pytest.mark.parametrize(
    "clip",
    [
        {"address": "https://x.example/a\nA title"},
        {"html": '<a href="https://x.example/a">A title</a>', "text": "https://x.example/a"},
        {"text": "https://x.example/a", "title": "A title"},
    ],
)
def test_a_link_keeps_its_title_and_address(clip: dict[str, str]) -> None:
    document = reading.read_clip(**clip)
    assert (document.format, document.title, document.address) == ("link", "A title", "https://x.example/a")
    assert document.text == ""


def test_plain_text_that_was_dropped() -> None:
    document = reading.read_clip(text="Clashes at Tabqa.\nThe fighting began.", address="javascript:alert(1)")
    assert (document.format, document.title, document.address) == ("text", "Clashes at Tabqa.", "")


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    with pytest.raises(Cancelled):
        reading.read_document(file, cancelled=lambda: True)


def test_a_file_that_changed_since_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")
    told = reading.read_document(file).sha256
    assert reading.read_original(file, told) == b"one"
    file.write_text("two")
    with pytest.raises(FileProblem, match="changed after it was read"):
        reading.read_original(file, told)
