"""The bounded cache."""

from chain.trie import GenerationCache


def _cache(limit: int) -> GenerationCache[str, str]:
    return GenerationCache(limit, lambda key, value: len(key) + len(value))


def test_it_gives_back_what_was_put_last():
    cache = _cache(100)
    cache.put("a", "1")
    cache.put("a", "2")
    assert cache.get("a") == "2"
    cache.discard("a")
    assert cache.get("a") is None


def test_it_stays_within_its_limit():
    cache = _cache(200)
    for number in range(1_000):
        cache.put(f"{number:05}", "value")
        assert 10 * len(cache) <= 200 + 10


def test_what_is_used_stays_and_what_is_not_goes():
    cache = _cache(200)
    cache.put("kept", "value")
    cache.put("lost", "value")
    for number in range(100):
        cache.put(f"{number:05}", "value")
        assert cache.get("kept") == "value"
    assert cache.get("lost") is None


def test_putting_the_same_key_again_pushes_nothing_out():
    cache = _cache(200)
    cache.put("other", "value")
    for number in range(1_000):
        cache.put("same", str(number))
    assert cache.get("other") == "value"


def test_a_value_too_large_to_keep_replaces_the_old_one():
    cache = _cache(200)
    cache.put("key", "small")
    cache.put("key", "large" * 20)
    assert cache.get("key") is None


def test_clear():
    cache = _cache(20)
    for number in range(5):
        cache.put(str(number), "v")
    cache.clear()
    assert len(cache) == 0


def test_what_is_discarded_makes_room():
    cache = _cache(100)
    cache.put("kept", "x")
    for number in range(50):
        cache.put(f"{number}", "y" * 10)
        cache.discard(f"{number}")
    assert cache.get("kept") == "x"
    assert cache.get("49") is None
