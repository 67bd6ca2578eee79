"""Who speaks in one document: persons, organisations and groups under their registered or new ids,
and voices without a name (S1, S6)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from said.annotators.speakers.entities import SpeakerEntities, lookup_key
from said.annotators.speakers.people import Person, kebab
from said.annotators.speakers.phrases import Part
from said.annotators.speakers.words import gender_of_role, is_plural, lists
from said.text.names import fold_name


class Voice(NamedTuple):
    """Somebody who is quoted or named: an entity of the registry or a new one."""

    id: str
    name: str
    kind: str
    gender: str | None = None
    head: str = ""
    """Of a voice without a name the noun that it is called by."""
    plural: bool = False


def voice_or_none(voice: Voice | None) -> list[Voice]:
    """The voices that one is, which may be missing."""
    return [] if voice is None else [voice]


_INDEFINITE = frozenset(("a", "an", "another", "any", "one", "some"))
_NARRATOR = Voice("?i", "I", "anonymous", None, "i")


class Cast:
    """The voices of a document, and the names by which they are found again."""

    def __init__(self, known: SpeakerEntities, prefix: str) -> None:
        self._prefix = prefix
        self._known = known
        self._voices: dict[str, Voice] = {}
        self._aliases: dict[str, dict[str, None]] = {}
        self._named: dict[str, Voice] = {}
        self._by_last_word: dict[str, Voice] = {}
        """The first voice whose name has several words, by the last of them."""
        self._phrases: dict[str, Voice] = {}
        self._unnamed = 0
        self._by_head: dict[str, Voice] = {}
        """The last voice without a name that is called by a noun."""
        self._somebody: dict[str, Voice] = {}
        """Who is mentioned by a noun phrase, by its head."""
        self._identified: dict[str, Voice] = {}
        """Those with a name who were voices without one before, by the ids of these."""
        self._spoken: dict[str, Voice] = {}
        """Those of them who speak."""
        self.outlet: Voice | None = None
        """The organisation named last."""

    def person(self, person: Person) -> Voice:
        """The voice of a person."""
        found = self._voices.get(person.id)
        if found is None:
            found = Voice(person.id, person.name, "person", person.gender)
            self._voices[person.id] = found
            self._aliases[person.id] = {name: None for name in person.names if name != person.name}
        return found

    def organisation(self, name: str, words: tuple[str, ...], short: str = "") -> Voice:
        """The voice of a name that is no person's, and may stand for it in a `short` form; a single
        word can be the last of a longer name named before (the Post)."""
        known, key = lists(), lookup_key(name)
        found = self._named.get(key)
        if found is None and key in self._known.others:
            found = Voice(*self._known.others[key])
        if found is None and " " not in key and words[0] == "the":
            found = self._by_last_word.get(key)
        if found is None:
            people = words[-1] in known.peoples or words[-1].rstrip("s") in known.peoples
            plain = re.sub(r"^[Tt]he\s+", "", name)
            kind = "group" if people and plain.endswith("s") else "organisation"
            found = Voice(kebab(plain), " ".join(name.split()), kind)
        found = self._kept(found)  # two spellings can give one id: PolitiFact, Politi'fact
        self._named.setdefault(key, found)
        first, _, last = key.rpartition(" ")
        if first:
            self._by_last_word.setdefault(last, found)
        for alias in (name, short):
            if alias and (plain := " ".join(alias.split())) != found.name:
                self._aliases.setdefault(found.id, {})[plain] = None
        return found

    def _kept(self, voice: Voice) -> Voice:
        """The voice of that id, which is this one if there was none."""
        if voice.id not in self._voices and voice.kind == "organisation":
            self.outlet = voice
        return self._voices.setdefault(voice.id, voice)

    def group(self, part: Part) -> Voice | None:
        """The registered group or organisation that a noun phrase calls by its head: OpenAI's
        employees are meant by over 700 OpenAI employees, its board by the board."""
        words = set(part.words)
        groups = self._known.groups
        headed = [one for word in words for one in groups.get(word, ())]
        whole = [one for one in headed if one.words <= words]
        if whole:
            return self._kept(Voice(*max(whole).entity))
        definite = part.words[0] in lists().definite or part.words[0] == "other"
        return self._kept(Voice(*headed[0].entity)) if definite and len(headed) == 1 else None

    def again(self, part: Part, phrase: str, is_label: bool) -> Voice | None:
        """The unnamed voice that a definite noun phrase refers back to, or the label of a turn."""
        if is_label:
            return self._phrases.get(lookup_key(phrase))
        if part.words[0] in lists().definite:
            return self._phrases.get(lookup_key(phrase)) or self._by_head.get(part.head)
        is_owned = part.words[0] in lists().possessive_pronouns and not is_plural(part.head)
        return self._phrases.get(lookup_key(phrase)) if is_owned else None

    def owned(self, phrase: str, part: Part) -> Voice | None:
        """The voice of an organisation that is called by a name and a noun: the Clinton
        campaign."""
        known = lists()
        if part.head not in known.organisations or part.head.endswith("s"):
            return None
        if part.words[0] in _INDEFINITE:
            return None
        words = phrase.split()
        capitals = [place for place, word in enumerate(words) if word[0].isupper()]
        other = known.function_words | known.determiners | known.speaking
        names = [place for place in capitals if fold_name(words[place]) not in other]
        return self.organisation(" ".join(words[names[0] :]), part.words) if names else None

    def unnamed(self, phrase: str, part: Part | None = None) -> Voice:
        """A new voice without a name (S6)."""
        self._unnamed += 1
        head = part.head if part else ""
        ident, name = f"{self._prefix}anon-{self._unnamed}", " ".join(phrase.split())
        plural = is_plural(head) and (head not in lists().organisations or head == "police")
        voice = Voice(ident, name, "anonymous", gender_of_role(head), head, plural)
        self._by_head[head] = voice
        self._phrases[lookup_key(phrase)] = voice
        return self._kept(voice)

    def called(self, head: str) -> Voice | None:
        """The voice without a name that is called by a noun."""
        return self._by_head.get(head) or self._somebody.get(head)

    def call(self, head: str, voice: Voice) -> None:
        """A voice is called by a noun."""
        self._somebody[head] = voice

    def somebody(self, phrase: str, part: Part) -> Voice:
        """Somebody who is mentioned by a noun phrase, and is no voice as yet."""
        if part.head not in self._somebody:
            name = " ".join(phrase.split())
            gender = gender_of_role(part.head)
            self._somebody[part.head] = Voice(f"?{part.head}", name, "anonymous", gender, part.head)
        return self._somebody[part.head]

    def real(self, voice: Voice) -> Voice:
        """A voice; of `somebody`, the one that speaks."""
        if not voice.id.startswith("?"):
            return voice
        if voice.head not in self._spoken:
            part = Part(0, 0, "nominal", "nominal", None, (voice.head,))
            self._spoken[voice.head] = self.unnamed(voice.name, part)
            self._somebody[voice.head] = self._spoken[voice.head]
        return self._spoken[voice.head]

    def has_spoken(self, voice: Voice) -> bool:
        """Whether somebody who was mentioned is a voice by now."""
        return voice.head in self._spoken

    def identify(self, voice: Voice, named: Voice) -> None:
        """A voice without a name turns out to be somebody who has one."""
        self._identified[voice.id] = named
        self._voices.pop(voice.id, None)
        if voice.head:
            self._by_head[voice.head] = self._somebody[voice.head] = named

    @property
    def any_identified(self) -> bool:
        """Whether any voice without a name turned out to have one."""
        return bool(self._identified)

    def identified(self, voices: Sequence[Voice]) -> list[Voice]:
        """Voices, by their names as far as these turned out; each once."""
        named = [self._identified.get(one.id, one) for one in voices]
        return list({one.id: one for one in named}.values())

    def narrator(self) -> Voice:
        """The one who tells the story, and says "I" outside quotation marks."""
        return self._spoken.get(_NARRATOR.head, _NARRATOR)

    def new_entities(self) -> list[dict[str, Any]]:
        """The entities that are not in the registry, in the shape of its rows."""
        return [
            {
                "id": voice.id,
                "name": voice.name,
                "kind": voice.kind,
                "aliases": list(self._aliases.get(voice.id, ())),
                "role": None,
                "wikidata": None,
            }
            for voice in self._voices.values()
            if voice.id not in self._known.ids
        ]
