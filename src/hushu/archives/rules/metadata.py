"""The metadata of an exported package: Dublin Core an item, EAD for the tree; well-formed whatever a title holds (ARCH-50)."""

import re
from xml.sax.saxutils import escape, quoteattr

from hushu.archives.rules.bags import BagClass, BagItem, BagVolume

UNSAID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot say
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
RIGHTS = ("", "内部", "秘密")


def said(words: str) -> str:
    """The words as XML text."""
    return escape(UNSAID.sub("", words))


def dublin_core(item: BagItem) -> str:
    """An item's own record (ISO 15836-1)."""
    fields = [
        ("identifier", item.number), ("title", item.title), ("creator", item.author), ("date", item.dated.isoformat()),
        ("type", "Text"), ("language", "zh"), ("isPartOf", item.volume), ("extent", f"{item.pages}页"),
        ("rights", RIGHTS[item.secrecy]), ("description", item.remark), ("contributor", item.filed_by),
        ("identifier", f"文号 {item.doc_no}" if item.doc_no else ""),
        *(("format", one.media_type) for one in item.files),
        *(("hasFormat", f"{one.path or one.name} sha256:{one.sha256}") for one in item.files),
        ("provenance", f"已销毁 {item.destroyed_at:%Y-%m-%d}" if item.destroyed_at else ""),
    ]  # fmt: skip
    terms = {"isPartOf", "extent", "hasFormat", "provenance"}
    lines = "".join(
        f"  <{(prefix := 'dcterms' if name in terms else 'dc')}:{name}>{said(words)}</{prefix}:{name}>\n"
        for name, words in fields
        if words
    )
    return (
        f'{HEAD}<record xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">\n'
        f"{lines}</record>\n"
    )


class Tree:
    """The finding aid, written as classes, volumes and items go by in their order (EAD 2002)."""

    def __init__(self, name: str, fonds: str) -> None:
        self._klass = self._volume = ""
        self.head = (
            f'{HEAD}<ead xmlns="urn:isbn:1-931666-22-9"><eadheader><eadid>{said(fonds)}</eadid><filedesc><titlestmt>'
            f"<titleproper>{said(name)}</titleproper></titlestmt></filedesc></eadheader>\n"
            f'<archdesc level="fonds"><did><unitid>{said(fonds)}</unitid><unittitle>{said(name)}</unittitle></did><dsc>\n'
        )

    def item(self, item: BagItem, volume: BagVolume, its: BagClass) -> str:
        """An item, with what has to be closed and opened before it."""
        before = ""
        if volume.number != self._volume:
            before = self._close_volume()
            if its.key != self._klass:
                before += self._close_class() + _opens("c01", "series", its.code, its.name)
                self._klass = its.key
            days = f"{volume.opened_on}/{volume.closed_on or ''}"
            before += _opens("c02", "file", volume.number, volume.title, days)
            self._volume = volume.number
        found = "".join(f"<dao href={quoteattr(one.path)}/>" for one in item.files if one.path)
        state = "<processinfo><p>已销毁</p></processinfo>" if item.state == "destroyed" else ""
        opening = _opens("c03", "item", item.number, item.title, item.dated.isoformat())
        return f"{before}{opening}{found}{state}</c03>\n"

    def tail(self) -> str:
        """What closes the whole."""
        return f"{self._close_volume()}{self._close_class()}</dsc></archdesc></ead>\n"

    def _close_volume(self) -> str:
        return "</c02>\n" if self._volume else ""

    def _close_class(self) -> str:
        return "</c01>\n" if self._klass else ""


def _opens(tag: str, level: str, number: str, title: str, days: str = "") -> str:
    date = f"<unitdate>{said(days)}</unitdate>" if days else ""
    return f'<{tag} level="{level}"><did><unitid>{said(number)}</unitid><unittitle>{said(title)}</unittitle>{date}</did>'
