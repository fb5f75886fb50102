"""The list of people from Excel or CSV (PPL-7)."""

from hushu.foundation.imports import Column, Listing
from hushu.foundation.imports_routes import import_routes
from hushu.foundation.translation import N_
from hushu.people.commands.importing import PersonLine, compare, lay
from hushu.people.rules import phone_number

PEOPLE = Listing(
    kind="people",
    title=N_("People"),
    right="people.import",
    path="/people/import",
    back="/people",
    columns=(
        Column("name", N_("Name"), names=("姓名", "名字", "员工姓名"), required=True, longest=60, examples=("王小满", "李晓舟")),
        Column("post", N_("Position"), names=("岗位", "职位", "职务"), required=True, longest=60,
               examples=("前台接待", "客服助理"), hint=N_("As the post is called under Organisation.")),
        Column("phone", N_("Phone"), names=("电话", "手机", "手机号", "联系电话"), read=phone_number,
               examples=("13912345678", "13987654321")),
        Column("superior", N_("Reports to"), names=("上级", "直接上级", "主管"), longest=60, examples=("", "王小满")),
    ),
    line=PersonLine,
    key=("name", "phone"),
    compare=compare,
    lay=lay,
    note=N_("Known people are brought up to date and keep their roles and account. Somebody new gets the roles of the post."),
)  # fmt: skip
ROUTES = import_routes(PEOPLE)
