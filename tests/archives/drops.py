"""Files as they come to an archive: typed, scanned, photographed, mailed."""

import io
from email.message import EmailMessage
from pathlib import Path

import docx
import xlsxwriter
from PIL import Image, ImageDraw, ImageFont

FACE = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def drawn(*lines: str) -> Image.Image:
    """A page with large print on it, a little askew, as a phone takes it."""
    image = Image.new("RGB", (1000, 240 + 90 * len(lines)), "white")
    pen, face = ImageDraw.Draw(image), ImageFont.truetype(FACE, 44)
    for place, line in enumerate(lines):
        pen.text((80, 120 + 90 * place), line, font=face, fill="black")
    return image.rotate(0.6, fillcolor="white")


def photo(*lines: str) -> bytes:
    """A photograph of a paper."""
    out = io.BytesIO()
    drawn(*lines).save(out, "JPEG", quality=85)
    return out.getvalue()


def scan(*lines: str) -> bytes:
    """A PDF whose page is a picture."""
    out = io.BytesIO()
    drawn(*lines).save(out, "PDF", resolution=110)
    return out.getvalue()


def letter(*lines: str) -> bytes:
    """A Word file."""
    out, document = io.BytesIO(), docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def workbook(*rows: tuple[str, ...]) -> bytes:
    """An Excel file."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("台账")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return out.getvalue()


def mail(subject: str, body: str) -> bytes:
    """A mail with an attachment."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = (
        subject,
        "物业部 <wy@example.com>",
        "kf@example.com",
    )
    message["Date"] = "Fri, 20 Nov 2026 09:30:00 +0800"
    message.set_content(body)
    message.add_attachment(
        "一二三".encode(), maintype="text", subtype="plain", filename="附件一.txt"
    )
    return message.as_bytes()
