"""Check the access log: every entry as it was written, none missing, none moved, the end not cut."""

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ningju.rooms.privacy.log import START, digest_of, signature_of
from ningju.rooms.privacy.models import AccessEntry, SignedHead
from ningju.rooms.privacy.vault.keys import LOG, constant_key


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and with which entry.

    ``kind`` is one of "changed", "missing", "moved", "cut", "head".
    """

    kind: str
    seq: int
    words: str

    def __str__(self) -> str:
        """Say it in one line."""
        return self.words


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many entries were read, where the chain ends, and everything that is wrong."""

    read: int
    seq: int
    digest: bytes
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.findings


def verify_log(kept_heads: Sequence[tuple[int, bytes]] = ()) -> Verdict:
    """Read the current community's whole access log and compare it with its signed heads.

    Args:
        kept_heads: (seq, digest) of heads kept elsewhere (``NINGJU_DATA/access-heads.log``), for
            an attacker who could cut the table of heads too.

    Returns:
        The verdict. A changed entry is told once; what follows it is checked against what it
        claims to be, so that one change is one finding.
    """
    key = constant_key(LOG)
    heads = list(SignedHead.objects.order_by("seq", "pk"))
    findings = [
        Finding("head", head.seq, f"the signed head at entry {head.seq} is not ours")
        for head in heads
        if not hmac.compare_digest(signature_of(head, key), bytes(head.signature))
    ]
    begin = max((head for head in heads if head.kind == SignedHead.Kind.DROPPED), key=seq_of, default=None)
    seq, previous = (begin.seq, bytes(begin.digest)) if begin else (0, START)
    digests: dict[int, bytes] = {seq: previous}
    read = 0
    found: list[Finding] = []
    for entry in AccessEntry.objects.in_chain().iterator(chunk_size=2000):
        read += 1
        found = list(check_entry(entry, seq, previous, key, is_explained=bool(found)))
        findings.extend(found)
        seq, previous = entry.seq, bytes(entry.digest)
        digests[seq] = previous
    wanted = [(head.seq, bytes(head.digest)) for head in heads] + list(kept_heads)
    findings.extend(check_heads(wanted, digests, seq))
    return Verdict(read, seq, previous, tuple(sorted(set(findings), key=seq_of)))


def seq_of(row: SignedHead | Finding) -> int:
    """Return the number of an entry."""
    return row.seq


def check_entry(
    entry: AccessEntry, last_seq: int, previous: bytes, key: bytes, *, is_explained: bool
) -> Iterator[Finding]:
    """Yield what is wrong with one entry after the one that was read before it.

    Args:
        entry: the entry.
        last_seq: the number of the one before it.
        previous: the digest of the one before it.
        key: the community's log key.
        is_explained: something is wrong with the one before, so that not following it is no news.
    """
    if entry.seq != last_seq + 1:
        missing = f"{last_seq + 1}" if entry.seq == last_seq + 2 else f"{last_seq + 1} to {entry.seq - 1}"
        yield Finding("missing", last_seq + 1, f"entry {missing} is missing")
    is_as_written = hmac.compare_digest(digest_of(entry, key), bytes(entry.digest))
    follows = bytes(entry.previous) == previous
    if is_as_written and (follows or is_explained or entry.seq != last_seq + 1):
        return
    home = digest_fits_elsewhere(entry, key)
    if home is not None:
        yield Finding("moved", entry.seq, f"entry {entry.seq} stands where {home} belongs")
    elif not is_as_written:
        yield Finding("changed", entry.seq, f"entry {entry.seq} was changed")
    else:
        yield Finding("changed", entry.seq, f"entry {entry.seq} does not follow the one before it")


def digest_fits_elsewhere(entry: AccessEntry, key: bytes) -> int | None:
    """Return the number under which an entry would be as it was written, if its number alone is wrong."""
    number = entry.seq
    before = AccessEntry.objects.filter(digest=bytes(entry.previous)).values_list("seq", flat=True)
    candidates = {number + 1, number - 1, *(seq + 1 for seq in before)}
    candidates |= set(AccessEntry.objects.filter(previous=bytes(entry.digest)).values_list("seq", flat=True))
    found = None
    for candidate in sorted(candidates - {number}):
        entry.seq = candidate
        if hmac.compare_digest(digest_of(entry, key), bytes(entry.digest)):
            found = candidate
    entry.seq = number
    return found


def check_heads(heads: Sequence[tuple[int, bytes]], digests: dict[int, bytes], end: int) -> Iterator[Finding]:
    """Yield the heads that the chain does not bear out."""
    first = min(digests)
    for seq, digest in heads:
        if seq > end:
            yield Finding("cut", end, f"the log ends at entry {end}, but a signed head stands at {seq}")
        elif seq >= first and seq in digests and digests[seq] != digest:
            yield Finding("head", seq, f"entry {seq} differs from the signed head of its day")


def verdict_words(verdict: Verdict) -> str:
    """Return a verdict in one line."""
    if verdict.is_whole:
        return f"whole: {verdict.read} entries, the last is {verdict.seq}"
    return f"{len(verdict.findings)} things wrong: " + "; ".join(map(str, verdict.findings[:20]))
