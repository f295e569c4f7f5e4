"""When a notice or an interpreter speaks a school's language. Pure."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def in_home_language(used: str, home_languages: str) -> bool:
    """
    Is one of the languages used (";" between) a home language of the school, other than English?

    ASSUMPTION: where a school's home languages are not known, any but English is one.
    """
    named = _named(used)
    return bool(named & _named(home_languages) if _named(home_languages) else named)


@lru_cache(maxsize=4096)
def _named(languages: str) -> frozenset[str]:
    return frozenset(name.strip().casefold() for name in languages.split(";")) - {"", "english"}
