"""Whether this machine can install pysubtensor, and if not, what it lacks. Needs only Python itself."""

import platform
import shutil
import sys

SUPPORTED = ((3, 11), (3, 12))


def main() -> str | None:
    """What is missing, or None."""
    version = sys.version_info[:2]
    if version not in SUPPORTED:
        found = ".".join(map(str, version))
        return f"Python 3.11 or 3.12 is needed, this is {found}. Set PYTHON=python3.12, for instance."
    if sys.platform == "linux" and platform.machine() in ("x86_64", "AMD64"):
        return None
    # plyvel has wheels for Linux on x86-64 only; elsewhere it is compiled against LevelDB.
    if not any(shutil.which(compiler) for compiler in ("c++", "g++", "clang++")):
        hint = "xcode-select --install" if sys.platform == "darwin" else "apt install g++"
        return f"plyvel has no wheel for this machine and needs a C++ compiler: {hint}"
    if not has_leveldb():
        hint = "brew install leveldb" if sys.platform == "darwin" else "apt install libleveldb-dev"
        return f"plyvel has no wheel for this machine and needs LevelDB's headers: {hint}"
    return None


def has_leveldb() -> bool:
    """Whether LevelDB's headers are where compilers look."""
    from pathlib import Path

    places = ("/usr/include", "/usr/local/include", "/opt/homebrew/include", "/opt/local/include")
    return any(Path(place, "leveldb", "db.h").exists() for place in places)


if __name__ == "__main__":
    sys.exit(main())
