"""MODULES: every module from ground to roof. This is the one registration line."""

from hushu.archives.module import MODULE as archives
from hushu.custody.module import MODULE as custody
from hushu.desk.module import MODULE as desk
from hushu.documents.module import MODULE as documents
from hushu.duty.module import MODULE as duty
from hushu.foundation.module import Module
from hushu.meetings.module import MODULE as meetings
from hushu.notices.module import MODULE as notices
from hushu.people.module import MODULE as people
from hushu.premises.module import MODULE as premises
from hushu.rosters.module import MODULE as rosters
from hushu.scripts.module import MODULE as scripts
from hushu.signing.module import MODULE as signing
from hushu.signup.module import MODULE as signup

MODULES: tuple[Module, ...] = (
    people, notices, signing, premises, archives, scripts, desk, documents, rosters, custody, duty, meetings, signup,
)  # fmt: skip
