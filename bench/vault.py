"""What the vault's envelope costs beside plain AES-GCM calls on the same texts, in the same run.

Ours, for each record: make a record key, wrap it with the community's key, seal every field bound to its
place; later unwrap the record key and open every field. The peer: one AES-GCM encryption and one decryption
a field under a single key, a fresh nonce each time and no associated data. No database on either side.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from statistics import median

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ningju.rooms.privacy.vault.envelope import KEY_BYTES, open_box, place_of, seal_box

FIELDS = 10_000
FIELDS_A_RECORD = (1, 2, 4)
PROMISED_A_RECORD = 4
"""A contact has an address, a time to call, private words and one more."""
MOST = 3.0
WORDS = ("13800138000", "晚上八点以后,白天在送餐", "门口的灯坏了,楼道里看不见台阶", "huayang@example.org")


def texts(count: int) -> list[bytes]:
    """Return texts of the kind people leave."""
    return [WORDS[number % len(WORDS)].encode() for number in range(count)]


def plain(fields: Sequence[bytes]) -> int:
    """Encrypt and decrypt each field under one key; return how many came back whole."""
    cipher = AESGCM(AESGCM.generate_key(256))
    boxes = []
    for words in fields:
        nonce = os.urandom(12)
        boxes.append((nonce, cipher.encrypt(nonce, words, None)))
    return sum(
        cipher.decrypt(nonce, box, None) == words for (nonce, box), words in zip(boxes, fields, strict=True)
    )


def envelope(fields: Sequence[bytes], a_record: int) -> int:
    """Seal and open each field under a key of its record; return how many came back whole."""
    community = AESGCM(AESGCM.generate_key(256))
    kept = []
    for first in range(0, len(fields), a_record):
        place = place_of(1, "keys.record_key", "wrapped", first)
        key = os.urandom(KEY_BYTES)
        wrapped = seal_box(community, key, place)
        cipher = AESGCM(key)
        boxes = [
            seal_box(cipher, words, place_of(1, "messages_contact", "address", first))
            for words in fields[first : first + a_record]
        ]
        kept.append((first, place, wrapped, boxes))
    whole = 0
    for first, place, wrapped, boxes in kept:
        cipher = AESGCM(open_box(community, wrapped, place))
        for number, box in enumerate(boxes):
            words = open_box(cipher, box, place_of(1, "messages_contact", "address", first))
            whole += words == fields[first + number]
    return whole


def seconds(work: Callable[[], int], wanted: int) -> float:
    """Return the processor seconds of one round.

    Raises:
        RuntimeError: a field did not come back whole.
    """
    began = time.process_time()
    whole = work()
    took = time.process_time() - began
    if whole != wanted:
        raise RuntimeError(f"{wanted - whole} fields did not come back whole")
    return took


def main(words: Sequence[str] | None = None) -> int:
    """Measure in turns, print the table, and return 1 if the promise is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few fields: does it run?")
    options = parser.parse_args(words)
    count, rounds = (400, 3) if options.quick else (FIELDS, 15)
    fields = texts(count)
    peer: list[float] = []
    ours: dict[int, list[float]] = {a_record: [] for a_record in FIELDS_A_RECORD}
    for _ in range(rounds):
        peer.append(seconds(lambda: plain(fields), count))
        for a_record, taken in ours.items():
            taken.append(seconds(partial(envelope, fields, a_record), count))
    print(f"{count} fields sealed and opened{'ms':>12}{'times the peer':>18}")
    print(f"{'plain AES-GCM':<28}{1000 * median(peer):>10.1f}{1:>18.2f}")
    for a_record, taken in ours.items():
        ratio = median(taken) / median(peer)
        print(f"{f'vault, {a_record} a record':<28}{1000 * median(taken):>10.1f}{ratio:>18.2f}")
    ratio = median(ours[PROMISED_A_RECORD]) / median(peer)
    print(f"RESULT ratio={ratio:.2f} most={MOST:.2f}")
    return 0 if ratio <= MOST or options.quick else 1


if __name__ == "__main__":
    sys.exit(main())
