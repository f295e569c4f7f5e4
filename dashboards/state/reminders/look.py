"""What of the page Reminders is on screen, as its address says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from models.wording.reminders import LetterLanguage

OWN, EVERY = "own", "all"
WHICH = ("all", "missing", "returned", "new")
"""All, not arrived, returned, and those nobody has reminded yet."""
LONGEST = 200


@dataclass(frozen=True)
class Look:
    """
    month: "2026-03", "" for the latest. cluster: EVERY, OWN (a coordinator's own) or a cluster's name. language: of the
    ready texts.
    """

    month: str = ""
    cluster: str = EVERY
    which: str = "all"
    language: LetterLanguage = LetterLanguage.ENGLISH

    @classmethod
    def of(cls, said: Mapping[str, str], usual: "Look") -> "Look":
        """What these words choose; what they do not say, or not in a way that is understood, is as usual."""
        which, language = said.get("which", ""), said.get("text", "")
        return cls(
            said.get("month", usual.month)[:LONGEST],
            said.get("cluster", usual.cluster)[:LONGEST] or usual.cluster,
            which if which in WHICH else usual.which,
            LetterLanguage(language) if language in set(LetterLanguage) else usual.language,
        )

    def words(self, usual: "Look") -> dict[str, str]:
        """The words of an address that choose this and not the usual."""
        said = {"month": self.month, "cluster": self.cluster, "which": self.which, "text": self.language.value}
        ordinary = {"month": usual.month, "cluster": usual.cluster, "which": usual.which, "text": usual.language.value}
        return {word: text for word, text in said.items() if text != ordinary[word]}


OWN_WORDS = ("month", "cluster", "which", "text")


def words_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(address.lstrip("?"), keep_blank_values=True))


def address_of(kept: Mapping[str, str], look: Look, usual: Look) -> str:
    """The query of the page: what other pages said, and what is chosen here."""
    said = {word: text for word, text in kept.items() if word not in OWN_WORDS} | look.words(usual)
    return f"?{urlencode(said)}" if said else ""
