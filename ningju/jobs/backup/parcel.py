"""The file of a backup: a zip that ends with the digest of all that stands before it, whole or refused.

Its last bytes (the zip's comment) say ``ningju-backup format=1 kind=data sha256=…``; the digest is of
every byte before it. So one byte changed anywhere is found, and any zip tool can still look inside.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

from ningju.jobs.backup.progress import Progress
from ningju.jobs.cli import CommandFailed

FORMAT = 1
MANIFEST = "manifest.json"
PART = ".part"
BLOCK = 1024 * 1024
DIGEST_LENGTH = 64
SEAL = re.compile(rb"ningju-backup format=(\d{1,6}) kind=(data|keys) sha256=([0-9a-f]{64})\Z")
LONGEST_SEAL = 120

Kind = Literal["data", "keys"]
Write = Callable[[bytes], object]


class ParcelWriter:
    """Writes one file under a temporary name; ``finish`` makes it appear, ``abandon`` leaves nothing."""

    def __init__(self, path: Path, kind: Kind) -> None:
        """Begin beside where the file will stand; only its owner may read it.

        Raises:
            CommandFailed: the folder is not there or may not be written, something that is no backup
                of this kind already stands at the path, or another backup is being written to it.
        """
        refuse_foreign(path, kind)
        self.path, self.kind = path, kind
        self.part_path = path.with_name(f".{path.name}{PART}")
        self.parts: dict[str, dict[str, Any]] = {}
        self._file = os.fdopen(claim(self.part_path, path), "w+b")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)

    @contextlib.contextmanager
    def part(self, name: str, *, is_packed: bool = False) -> Iterator[Write]:
        """Let the block write one part; its digest and size go into the manifest."""
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        digest, size = hashlib.sha256(), 0
        with self._zip.open(entry, "w", force_zip64=True) as file:

            def write(block: bytes) -> None:
                nonlocal size
                digest.update(block)
                size += len(block)
                file.write(block)

            yield write
        self.parts[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def close(self, manifest: dict[str, Any]) -> None:
        """Write the manifest and the seal, and wait until the disk has it all."""
        told = {"format": FORMAT, "kind": self.kind, **manifest, "parts": self.parts}
        self._zip.writestr(MANIFEST, json.dumps(told, ensure_ascii=False, indent=1))
        seal = f"ningju-backup format={FORMAT} kind={self.kind} sha256=".encode()
        self._zip.comment = seal + b"0" * DIGEST_LENGTH
        self._zip.close()
        self._file.flush()
        end = self._file.seek(0, os.SEEK_END) - DIGEST_LENGTH
        digest = digest_of(self._file, end)
        self._file.seek(end)
        self._file.write(digest.encode())
        self._file.flush()
        os.fsync(self._file.fileno())

    def appear(self) -> None:
        """Put the sealed file in its place, at once and for good."""
        os.replace(self.part_path, self.path)
        self._file.close()
        folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def abandon(self) -> None:
        """Leave nothing behind of a file that has not appeared."""
        if self._file.closed:
            return
        self.part_path.unlink(missing_ok=True)
        with contextlib.suppress(OSError, ValueError):
            self._zip.close()
        self._file.close()


def claim(part_path: Path, path: Path) -> int:
    """Return a handle on a temporary file that is empty and ours alone, whoever left one there before.

    Two backups to one place would put each other's half-written file in its place.

    Raises:
        CommandFailed: it may not be written, or another backup is at it.
    """
    try:
        handle = os.open(part_path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise CommandFailed(unwritable(path, error)) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not os.path.samestat(os.fstat(handle), os.stat(part_path)):
            raise FileNotFoundError  # it appeared, or was given up, between the two
    except (BlockingIOError, FileNotFoundError):
        os.close(handle)
        raise CommandFailed(
            f"另一个备份正在写 {path}；请等它写完 / another backup is being written to {path}; wait for it"
        ) from None
    os.ftruncate(handle, 0)
    os.fchmod(handle, 0o600)
    return handle


class Parcel:
    """A file whose every byte was checked, open for reading."""

    def __init__(self, path: Path, content: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
        """Hold the open file and what it says of itself."""
        self.path, self._zip, self.manifest = path, content, manifest

    def blocks(self, name: str) -> Iterator[bytes]:
        """Yield a part in blocks and compare it with the manifest at its end.

        Raises:
            CommandFailed: the part is not there, or not the one that was written.
        """
        told = self.manifest["parts"].get(name)
        if told is None or name not in self._zip.NameToInfo:
            raise torn(self.path)
        digest = hashlib.sha256()
        with self._zip.open(name) as file:
            while block := file.read(BLOCK):
                digest.update(block)
                yield block
        if digest.hexdigest() != told["sha256"]:
            raise torn(self.path)

    def close(self) -> None:
        """Close the file."""
        self._zip.close()


@contextlib.contextmanager
def open_parcel(path: Path, kind: Kind, progress: Progress) -> Iterator[Parcel]:
    """Open a file of a backup after checking every byte of it.

    Raises:
        CommandFailed: it is no such file, of another format, or torn; it says which.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        words = f"{path}: {error.strerror}"
        raise CommandFailed(f"打不开：{words} / cannot open {words}") from None
    with file:
        check_seal(path, kind, file, progress)
        try:
            with zipfile.ZipFile(file) as content:
                manifest = json.loads(content.read(MANIFEST))
                yield Parcel(path, content, manifest)
        except (zipfile.BadZipFile, KeyError, ValueError) as error:
            raise torn(path) from error


def check_seal(path: Path, kind: Kind, file: Any, progress: Progress) -> None:
    """Compare a file with the seal at its end.

    Raises:
        CommandFailed: there is none, it is of another format or kind, or it does not fit.
    """
    seal = read_seal(file)
    if seal is None:
        raise CommandFailed(
            f"{path} 不是凝聚的备份，或者没有写完 / {path} is no backup of Ningju, or was cut off"
        )
    written, found_kind, digest = seal
    if written != FORMAT:
        raise CommandFailed(
            f"{path} 是第 {written} 版格式，这个程序只认第 {FORMAT} 版 / "
            f"{path} has format {written}; this program reads format {FORMAT} only"
        )
    if found_kind != kind:
        words = {"data": ("数据文件", "a data file"), "keys": ("钥匙文件", "a keys file")}
        raise CommandFailed(
            f"{path} 是{words[found_kind][0]}，这里要{words[kind][0]} / "
            f"{path} is {words[found_kind][1]}; {words[kind][1]} is needed here"
        )
    end = file.seek(0, os.SEEK_END) - DIGEST_LENGTH
    if digest_of(file, end, progress) != digest:
        raise torn(path)


def read_seal(file: Any) -> tuple[int, Kind, str] | None:
    """Return format, kind and digest as the end of a file says, or None."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - LONGEST_SEAL))
    found = SEAL.search(file.read())
    if found is None:
        return None
    kind: Kind = "keys" if found[2] == b"keys" else "data"
    return int(found[1]), kind, found[3].decode()


def digest_of(file: Any, end: int, progress: Progress | None = None) -> str:
    """Return the SHA-256 of a file up to a position."""
    digest, done = hashlib.sha256(), 0
    file.seek(0)
    while done < end:
        block = file.read(min(BLOCK, end - done))
        if not block:
            break
        digest.update(block)
        done += len(block)
        if progress is not None:
            progress.tell("核对 / checked, MB", done // BLOCK, end // BLOCK)
    return digest.hexdigest()


def refuse_foreign(path: Path, kind: Kind) -> None:
    """Refuse to write over what is no earlier file of this kind.

    Raises:
        CommandFailed: something else stands there.
    """
    if not path.parent.is_dir():
        raise CommandFailed(f"没有文件夹 {path.parent} / there is no folder {path.parent}")
    if not (path.exists() or path.is_symlink()):
        return
    seal = None
    if path.is_file():
        with path.open("rb") as file:
            seal = read_seal(file)
    if seal is None or seal[1] != kind:
        raise CommandFailed(
            f"{path} 已经有别的东西，不覆盖；请换个名字 / "
            f"{path} is something else and is not written over; choose another name"
        )


def torn(path: Path) -> CommandFailed:
    """Return the refusal of a file that is not as it was written."""
    return CommandFailed(
        f"{path} 坏了：内容和封签不符，什么也没恢复；请用另一份备份 / "
        f"{path} is torn: it is not as it was written. Nothing was restored; use another backup"
    )


def unwritable(path: Path, error: OSError) -> str:
    """Return why a file cannot be written, in both languages."""
    return f"写不进 {path}：{error.strerror} / cannot write {path}: {error.strerror}"
