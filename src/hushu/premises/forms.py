"""What may be typed about premises, and the list that can be imported (PPL-7)."""

from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID

import msgspec

from hushu.foundation.filters import masked
from hushu.foundation.forms import Line, Name, Words
from hushu.foundation.imports import Column, Listing, one_of, yes_or_no
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.people.rules import phone_number
from hushu.premises import commands
from hushu.premises.rules import KIND_WORDS, HouseholdFacts, phone_key

Kind = Literal["tenant_company", "owner", "resident", "shop", "vacant"]


class ListFilters(msgspec.Struct):
    """The list's filters: a building, what is looked for, and after which unit it goes on."""

    building: UUID | None = None
    q: Annotated[str, msgspec.Meta(max_length=60)] = ""
    only: Literal["", "key", "arrears", "empty"] = ""
    after: Annotated[str, msgspec.Meta(max_length=80)] = ""

    def link(self, **more: str) -> str:
        """The filters as the end of an address, `?` included."""
        given = {"building": str(self.building or ""), "q": self.q, "only": self.only, **more}
        return "?" + urlencode({name: value for name, value in given.items() if value})


class HouseholdForm(msgspec.Struct):
    """What may be changed about a household; an untouched phone field keeps the phone."""

    name: Name
    kind: Kind
    contact: Line = ""
    phone: Line = ""
    key_account: bool = False
    key_reason: Line = ""
    minding: Words = ""
    arrears: bool = False


def facts_of(form: HouseholdForm, *, old_phone: str = "") -> HouseholdFacts:
    """What the form says; a phone that still shows its mask is the old one. Raises Refused."""
    untouched = old_phone and form.phone == masked(old_phone)
    phone = old_phone if untouched else phone_number(form.phone)
    given = msgspec.structs.asdict(form) | {"phone": phone}
    return HouseholdFacts(**given)


def _phone(cell: str) -> str:
    """One phone; of several in one cell the first is no guess we make for somebody. Raises Refused."""
    if any(mark in cell for mark in "/、,，;；"):
        raise Refused("phone", N_("One phone only, please; write others into the notes."))
    return phone_number(phone_key(cell))


HOUSEHOLDS = Listing(
    kind="households",
    title=N_("Units and households"),
    right="premises.import",
    path="/premises/import",
    back="/premises",
    note=N_("A row whose building, room and household are known already is updated; empty cells leave what is known."),
    columns=(
        Column(
            "building", N_("Building"), ("楼栋", "楼号", "栋", "楼宇", "座", "楼座", "栋号"),
            required=True, examples=("A座", "1号楼"), hint=N_("As it is called on the site"), longest=40,
        ),
        Column("floor", N_("Floor"), ("楼层", "层"), examples=("3", "B1"), longest=20),
        Column(
            "label", N_("Room"), ("房号", "房间号", "单元号", "室号", "门牌号", "房间", "单元房号"),
            required=True, examples=("01-0302", "01-0101"), hint=N_("Kept as it is written, zeros included"), longest=40,
        ),
        Column(
            "name", N_("Household"), ("户名", "业户名称", "客户名称", "公司名称", "业主姓名", "业主", "租户名称", "名称"),
            required=True, examples=("示例科技有限公司", "张三"), hint=N_("Company, or name of owner or resident"), longest=60,
        ),
        Column("contact", N_("Contact person"), ("联系人", "联系人姓名", "负责人"), examples=("李四", "张三"), longest=60),
        Column(
            "phone", N_("Phone"), ("电话", "联系电话", "手机", "手机号", "手机号码", "电话号码"),
            read=_phone, examples=("13900000000", "021-58880000"), hint=N_("One phone, mobile or with area code"),
        ),
        Column(
            "kind", N_("Kind of use"), ("类型", "业户类型", "性质", "使用性质"),
            read=one_of(KIND_WORDS, "租户", "自住", "自用业主", "出租", "商铺", "空置"), examples=("租户", "自住"),
            hint=N_("租户, 自住, 自用业主, 出租, 商铺 or 空置"),
        ),
        Column(
            "key_account", N_("Key account"), ("重点户", "重点客户", "是否重点户"),
            read=yes_or_no, examples=("否", "是"), hint=N_("是 or 否"),
        ),
        Column("key_reason", N_("Why a key account"), ("重点原因", "重点户原因")),
        Column("minding", N_("What to mind"), ("注意事项", "备注", "提示"), longest=1000),
    ),
    line=commands.HouseholdLine,
    key=("building", "label", "name"),
    compare=commands.compare,
    lay=commands.lay,
)  # fmt: skip
