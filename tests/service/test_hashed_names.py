"""Among many hashed names each that was put in is found, and no other."""

from service.release.hashed_names import hashed, holds

NAMES = [f"id/goal-version/gm9999/begroting/2031/1.{number}" for number in range(200)]


def test_each_name_that_was_put_in_is_found_and_no_other() -> None:
    hashes = b"".join(sorted(hashed(name) for name in NAMES))
    assert all(holds(hashes, hashed(name)) for name in NAMES)
    assert not any(holds(hashes, hashed(f"{name}.x")) for name in NAMES)
    assert not holds(b"", hashed(NAMES[0]))


def test_a_hash_that_stands_across_two_others_is_not_found() -> None:
    hashes = b"".join(sorted(hashed(name) for name in NAMES))
    assert not any(holds(hashes, hashes[at : at + 8]) for at in range(1, len(hashes) - 8) if at % 8)
