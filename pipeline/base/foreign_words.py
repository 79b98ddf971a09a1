"""What Python and the operating system say, in the language in use."""

from __future__ import annotations

import errno
import re
import tomllib

from pipeline.base.i18n import _

_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def reason(error: Exception) -> str:
    """Why something could not be read, written or understood, as part of a sentence without a full stop."""
    if isinstance(error, OSError):
        return _of_system(error)
    if isinstance(error, UnicodeDecodeError):
        return _("it is not UTF-8")
    if isinstance(error, tomllib.TOMLDecodeError):
        place = _TOML_PLACE.search(str(error))
        if place is None:
            return _("it ends in the middle of something")
        return _("look at line {line}, column {column}").format(line=place[1], column=place[2])
    if isinstance(error, RecursionError):
        return _("it is nested too deeply")
    return str(error)


def _of_system(error: OSError) -> str:
    said = {
        errno.ENOENT: _("no such file or folder"),
        errno.ENOTDIR: _("a part of the path is no folder"),
        errno.EISDIR: _("it is a folder"),
        errno.EACCES: _("permission denied"),
        errno.EPERM: _("the system does not permit it"),
        errno.EROFS: _("the disk is read-only"),
        errno.ENOSPC: _("no space left on the disk"),
        errno.EDQUOT: _("the quota of the disk is used up"),
        errno.EFBIG: _("the file is too large"),
        errno.EIO: _("the disk reports an error"),
        errno.EMFILE: _("too many files are open"),
        errno.ENFILE: _("too many files are open"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.ELOOP: _("its links lead in a circle"),
        errno.EEXIST: _("it is there already"),
        errno.ENOTEMPTY: _("the folder is not empty"),
        errno.EBUSY: _("another program is using it"),
        errno.ETXTBSY: _("another program is using it"),
        errno.ENXIO: _("nothing there takes what is written"),
        errno.EXDEV: _("it lies on another disk"),
        errno.EADDRINUSE: _("another program is using it"),
        errno.EADDRNOTAVAIL: _("this computer has no such address"),
        errno.ENOMEM: _("there is not enough memory"),
    }
    return said.get(error.errno or 0) or error.strerror or str(error)
