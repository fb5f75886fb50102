"""Rows to a PDF/A-2u file inside the confined child."""

import hashlib
from collections.abc import Iterator
from xml.sax.saxutils import escape

import msgspec
from PIL.ImageCms import ImageCmsProfile, createProfile

from hushu.foundation.confined import Failed
from hushu.foundation.confined_child import serve
from hushu.foundation.registers import Job
from hushu.foundation.registers.faces import Face
from hushu.foundation.registers.pages import Pages
from hushu.foundation.registers.writer import Writer, text

MOST_PAGES = 20_000
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>
<rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>{made}</xmp:CreateDate></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

_faces: list[Face] = []


def faces() -> list[Face]:
    """Both weights, looked for once."""
    if not _faces:
        _faces.extend((Face("Regular"), Face("Bold")))
    for face in _faces:
        face.fresh()
    return _faces


def rows(job: Job) -> Iterator[list[str]]:
    """Row after row, one piece opened at a time."""
    for piece in job.pieces:
        yield from msgspec.msgpack.decode(piece, type=list[list[str]])


def work(order: bytes) -> bytes:
    """The PDF. Raises Failed with `pages` when it would be longer than any register of ours."""
    job = msgspec.msgpack.decode(order, type=Job)
    plain, bold = faces()
    out, pages = Writer(), Pages(job, plain, bold)
    bodies = []
    for drawing in pages.drawn(rows(job)):
        bodies.append(out.stream(drawing))
        if len(bodies) > MOST_PAGES:
            raise Failed("pages")
    return _bound(job, out, pages, bodies, (plain, bold))


def _bound(
    job: Job, out: Writer, pages: Pages, bodies: list[int], weights: tuple[Face, Face]
) -> bytes:
    """The file around the pages: feet, faces, catalog, what it says of itself."""
    feet = [out.stream(pages.foot(n), packed=False) for n in range(1, len(bodies) + 1)]
    fonts = [face.embed(out) for face in weights]
    shared = out.put(b"<</Font<</F1 %d 0 R/F2 %d 0 R>>>>" % (fonts[0], fonts[1]))
    tree = out.promise()
    size = f"{pages.width:.2f} {pages.height:.2f}".encode()
    leaves = [
        out.put(
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %b]/Resources %d 0 R/Contents[%d 0 R %d 0 R]>>"
            % (tree, size, shared, body, foot)
        )
        for body, foot in zip(bodies, feet, strict=True)
    ]
    kids = b" ".join(b"%d 0 R" % leaf for leaf in leaves)
    out.put(b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(leaves), kids), tree)
    return _described(job, out, tree, len(leaves))


def _described(job: Job, out: Writer, tree: int, count: int) -> bytes:
    """What the file says of itself: its title, its level, and the colours that its greys are meant in."""
    made = job.made_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    title = job.register.title
    profile = out.stream(_profile(), b"/N 3")
    about = out.stream(
        XMP.format(title=escape(title), made=made).encode(), b"/Type/Metadata/Subtype/XML", packed=False
    )  # fmt: skip
    root = out.put(
        b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>"
        b"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
        b"/DestOutputProfile %d 0 R>>]>>" % (tree, about, profile)
    )
    info = out.put(
        b"<</Title %b/CreationDate(D:%b)>>"
        % (text(title), job.made_at.strftime("%Y%m%d%H%M%SZ").encode())
    )
    mark = hashlib.sha256(f"{title} {made} {job.register.record_no} {count}".encode())
    return out.finished(root, info, mark.digest()[:16])


def _profile() -> bytes:
    """sRGB; its header says 4.2, the last version that PDF/A-2 knows, whose tags it has."""
    made = ImageCmsProfile(createProfile("sRGB")).tobytes()
    return made[:8] + b"\x04\x20\0\0" + made[12:]


if __name__ == "__main__":
    serve(work)
