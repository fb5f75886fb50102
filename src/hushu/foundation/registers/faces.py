"""The two weights of the Chinese face: signs to glyphs and widths, and in the end only what was used, embedded."""

from collections.abc import Iterable
from pathlib import Path
from unicodedata import category

import uharfbuzz  # type: ignore[import-untyped]

from hushu.foundation.confined import Failed
from hushu.foundation.registers.writer import Writer

FAMILY = "Noto Sans CJK SC"
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts")
MISSING = "〓"  # what printers set for a sign that no face has
CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo
<</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{lines}
endcmap CMapName currentdict /CMap defineresource pop end end"""


def found(weight: str) -> tuple[Path, int]:
    """The file of that weight and the face's number in it. Raises Failed when the face is not installed."""
    for folder in FOLDERS:
        for file in Path(folder).expanduser().rglob(f"NotoSansCJK-{weight}.tt[cf]"):
            blob = uharfbuzz.Blob.from_file_path(str(file))
            for number in range(8):
                face = uharfbuzz.Face(blob, number)
                if face.get_name(uharfbuzz.OTNameIdPredefined.FONT_FAMILY) == FAMILY:
                    return file, number
    raise Failed("font")


class Face:
    """One weight. Glyph and character number are the same in this face, so that text is written in glyph numbers."""

    def __init__(self, weight: str) -> None:
        file, number = found(weight)
        self.name = f"{FAMILY.replace(' ', '')}-{weight}".encode()
        self._face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)), number)
        self._font = uharfbuzz.Font(self._face)
        self._known: dict[str, tuple[str, int]] = {}
        self._used: dict[int, tuple[str, int]] = {}

    def fresh(self) -> None:
        """A new paper has used nothing yet."""
        self._known.clear()
        self._used.clear()

    def sign(self, sign: str) -> tuple[str, int]:
        """A sign as four hexadecimal digits, and its width in thousandths."""
        known = self._known.get(sign)
        return known if known is not None else self._looked_up(sign)

    def _looked_up(self, sign: str) -> tuple[str, int]:
        if category(sign) in ("Cc", "Cf", "Cs"):  # orders to a device, not signs
            return self._known.setdefault(sign, ("", 0))
        glyph = self._font.get_nominal_glyph(ord(sign))
        if not glyph:
            return self._known.setdefault(sign, self.sign(MISSING))
        width = self._font.get_glyph_h_advance(glyph)
        self._known[sign] = (f"{glyph:04x}", width)
        self._used.setdefault(glyph, (sign, width))
        return self._known[sign]

    def width(self, words: str) -> int:
        """The width of words in thousandths of their size."""
        return sum(self.sign(sign)[1] for sign in words)

    def coded(self, words: str) -> str:
        """The words as glyph numbers."""
        return "".join([self.sign(sign)[0] for sign in words])

    def embed(self, out: Writer) -> int:
        """Puts the face with the signs used into the file; gives its number."""
        file = out.stream(self._subset(), b"/Subtype/CIDFontType0C")
        name = b"HUSHUA+" + self.name
        says = out.put(
            b"<</Type/FontDescriptor/FontName/%b/Flags 4/FontBBox[-1000 -1050 3000 1810]/ItalicAngle 0/Ascent 1160"
            b"/Descent -288/CapHeight 733/StemV %d/FontFile3 %d 0 R>>"
            % (name, 140 if name.endswith(b"Bold") else 80, file)
        )
        widths = " ".join(f"{glyph}[{width}]" for glyph, (_, width) in sorted(self._used.items()))
        below = out.put(
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/%b/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            b"/FontDescriptor %d 0 R/DW 1000/W[%b]>>" % (name, says, widths.encode())
        )
        unicode = out.stream(self._to_unicode().encode())
        return out.put(
            b"<</Type/Font/Subtype/Type0/BaseFont/%b-Identity-H/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
            % (name, below, unicode)
        )

    def _subset(self) -> bytes:
        wish = uharfbuzz.SubsetInput()
        wish.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(self._used)
        wish.flags = (
            uharfbuzz.SubsetFlags.NO_HINTING
            | uharfbuzz.SubsetFlags.DESUBROUTINIZE
            | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
        )
        made = uharfbuzz.subset(self._face, wish)
        return bytes(made.reference_table("CFF ").data)

    def _to_unicode(self) -> str:
        pairs = [
            f"<{glyph:04x}> <{sign.encode('utf-16-be').hex()}>"
            for glyph, (sign, _) in sorted(self._used.items())
        ]
        return CMAP.format(lines="\n".join(_hundreds(pairs)))


def _hundreds(pairs: list[str]) -> Iterable[str]:
    """At most a hundred pairs stand in one list of a CMap."""
    for at in range(0, len(pairs), 100):
        part = pairs[at : at + 100]
        yield f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar"
