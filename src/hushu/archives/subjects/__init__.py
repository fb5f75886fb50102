"""What of the archives goes through signing, by noun."""

from hushu.archives.subjects.destruction import DESTRUCTION
from hushu.archives.subjects.unsealing import UNSEALING

__all__ = ["DESTRUCTION", "UNSEALING"]
