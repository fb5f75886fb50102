"""A long register beside a plain table of the same rows printed by WeasyPrint, each in a fresh process: CPU and memory."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hushu.foundation.registers.writer import Writer

HEADINGS = ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注")
SHARES = (6, 23, 15, 18, 36, 11, 6, 6, 11)


def row(n: int) -> list[str]:
    """An item of the bench."""
    return [
        str(n), f"DW-WY06·2026-D30-{n // 30 + 1:04}-{n % 30 + 1:03}", f"港物〔2026〕{n}号" if n % 3 else "",
        "上海澄港物业管理有限公司" if n % 2 else "消防支队", f"关于第{n}号电梯年检及地下车库排水泵检修情况的报告",
        "2026-03-05", "秘密" if n % 50 == 0 else "", str(n % 9 + 1), "",
    ]  # fmt: skip


def scanned(n: int, size: int) -> bytes:
    """A paper of that size as a scanner gives it: one page's picture that packs no further, its writing beneath."""
    picture = os.urandom(size)
    words = f"BT /F1 12 Tf 72 700 Td (Report {n} of the elevator inspection) Tj ET".encode()
    out = Writer()
    image = out.stream(
        picture, b"/Type/XObject/Subtype/Image/Width 2500/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8" % (size // 2500),
        packed=False,
    )  # fmt: skip
    body = out.stream(b"q 595 0 0 842 0 0 cm /I Do Q " + words)
    font = out.put(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    tree = out.promise()
    page = out.put(
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>/Font<</F1 %d 0 R>>>>>>"
        % (tree, body, image, font)
    )
    out.put(b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % page, tree)
    root = out.put(b"<</Type/Catalog/Pages %d 0 R>>" % tree)
    return out.finished(root, out.put(b"<<>>"), os.urandom(16))


def plain(count: int) -> int:
    """The floor: cells in rows, ruled by CSS, the same faces; gives the pages' number of bytes."""
    import weasyprint

    style = """@page{size:A4 landscape;margin:20mm 14mm 16mm} html{font-family:"Noto Sans CJK SC";font-size:9.5pt}
      table{width:100%;border-collapse:collapse;table-layout:fixed;border:1.4pt solid}
      td,th{border:.5pt solid;padding:1.1mm 1.5mm;overflow-wrap:anywhere} tr{break-inside:avoid}"""
    head = "".join(f"<th>{one}" for one in HEADINGS)
    cells = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row(n)) for n in range(count))
    html = f"<style>{style}</style><table><thead><tr>{head}</thead><tbody>{cells}</table>"
    return len(weasyprint.HTML(string=html).write_pdf() or b"")


def drawn(count: int) -> int:
    """The same rows as a register of the house."""
    import msgspec

    from hushu.foundation.registers import Column, Job, Register
    from hushu.foundation.registers.child import work

    columns = [Column(name, share) for name, share in zip(HEADINGS, SHARES, strict=True)]
    pieces = [
        msgspec.msgpack.encode([row(n) for n in range(at, min(at + 1000, count))])
        for at in range(0, count, 1000)
    ]
    job = Job(
        register=Register(title="归档文件目录", columns=columns), property_name="澄港国际中心", printed="", page_of="第 {n} 页 共 {all} 页",
        code=[], code_words="", made_at=datetime.now(UTC), pieces=pieces,
    )  # fmt: skip
    return len(work(msgspec.msgpack.encode(job)))


def most_memory() -> float:
    """MiB that this process had at most, counted from its own beginning."""
    said = Path("/proc/self/status").read_text().split("VmHWM:")[1]
    return int(said.split()[0]) / 1024


def measured(which: str, count: int, module: str = "papers") -> dict[str, float]:
    """CPU seconds and MiB of one of them in a process of its own."""
    code = (
        f"import json,time; from bench import papers, {module} as m; b=time.process_time(); n=m.{which}({count}); "
        "print(json.dumps({'cpu_s':time.process_time()-b,'mib':papers.most_memory(),'bytes':n}))"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, env=environment
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def compared(count: int) -> dict[str, Any]:
    """Both, and how many times faster the house's is."""
    ours, floor = measured("drawn", count), measured("plain", count)
    return {"house": ours, "plain table": floor, "times faster": floor["cpu_s"] / ours["cpu_s"]}


if __name__ == "__main__":
    print(json.dumps(compared(int(sys.argv[1])), indent=1))
