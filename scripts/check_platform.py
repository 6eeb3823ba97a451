"""Whether this machine can install pysubtensor, and if not, what it lacks.

Needs only Python itself, also one that is too old for all the rest: hence no type hints.
"""

import os
import platform
import shutil
import sys

SUPPORTED = ((3, 11), (3, 12))
HEADERS = ("/usr/include", "/usr/local/include", "/opt/homebrew/include", "/opt/local/include")


def main():
    """What is missing, or None."""
    version = sys.version_info[:2]
    if version not in SUPPORTED:
        found = ".".join(map(str, version))
        return f"Python 3.11 or 3.12 is needed, this is {found}. Set PYTHON=python3.12, say."
    if has_wheels():
        return None
    # plyvel is compiled here, against LevelDB.
    mac = sys.platform == "darwin"
    if not any(shutil.which(compiler) for compiler in ("c++", "g++", "clang++")):
        return _advice("a C++ compiler", "xcode-select --install" if mac else "apt install g++")
    if not has_leveldb():
        hint = "brew install leveldb" if mac else "apt install libleveldb-dev"
        return _advice("LevelDB's headers", hint)
    return None


def has_wheels():
    """Whether plyvel has a wheel for this machine: Linux with glibc on x86-64."""
    on_x86 = platform.machine() in ("x86_64", "AMD64")
    return sys.platform == "linux" and on_x86 and platform.libc_ver()[0] == "glibc"


def has_leveldb():
    """Whether LevelDB's headers are where compilers look."""
    given = os.environ.get("CPATH", "") + os.pathsep + os.environ.get("CPLUS_INCLUDE_PATH", "")
    places = [*HEADERS, *filter(None, given.split(os.pathsep))]
    return any(os.path.exists(os.path.join(place, "leveldb", "db.h")) for place in places)


def _advice(what, command):
    return f"plyvel has no wheel for this machine and needs {what}: {command}, or the like"


if __name__ == "__main__":
    sys.exit(main())
