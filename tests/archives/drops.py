"""Files as they come to an archive: typed, scanned, photographed, mailed."""

import io
from email.message import EmailMessage

import docx
import xlsxwriter
from PIL import Image, ImageDraw, ImageFont

FACE = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"


def handbook() -> str:
    """A long text of whole sentences, every one different."""
    places = (
        "大堂",
        "车库",
        "天台",
        "泵房",
        "电梯厅",
        "消防通道",
        "配电间",
        "垃圾房",
        "设备层",
        "园区步道",
    )
    deeds = (
        "检查照明",
        "清点钥匙",
        "核对水表",
        "巡视门窗",
        "记录温度",
        "更换标识",
        "疏通地漏",
        "测试警铃",
        "清扫积水",
        "登记来访",
    )
    faults = ("漏水", "异响", "松动", "锈蚀", "破损", "缺失", "堵塞", "过热", "结露", "虫蛀")
    return "\n".join(
        f"第{a * 100 + b * 10 + c + 1}条 在{x}{y}，发现{z}应于当日上报并拍照留存。"
        for a, x in enumerate(places) for b, y in enumerate(deeds) for c, z in enumerate(faults)
    )  # fmt: skip


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
