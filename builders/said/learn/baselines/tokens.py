"""The baselines of the view `tokens`: where are quotes, cues, speakers, dates, marks and stances?

Judged by the F1 of spans with exactly the same tokens and label, column by column. The trained
model is a tagger for each column, over the words of a line and their shapes; it sees nothing of
what the rules find. `stacked`, for the columns of quotes alone, is the model of `said train
quotes`, which does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from said import views
from said.annotators.learned.tagger import Tagger, train_tagger
from said.learn.baselines.task import (
    BaselineTask,
    MeasuredRelease,
    Prediction,
    Predictor,
    Row,
    untrained,
)
from said.schema.records import AnyAnnotation
from said.scoring.figures import FigureCounts, Key
from said.text.tokens import lowered, shape_of
from said.tokens import COLUMNS, encode, labels

_OUTSIDE = "O"
_OF_QUOTES = ("content", "cue", "source")
_LEFT_OUT = ("precision", "recall")
_ITERATIONS = 30
_WINDOW = (-2, -1, 0, 1, 2)


def tokens_task(release: MeasuredRelease) -> BaselineTask:
    """The task of the view."""

    def by_rules(rows: Sequence[Row]) -> list[Prediction]:
        return _tags(release, rows, release.annotations(rows[0]["doc_id"]), COLUMNS)

    systems = {
        "majority": untrained(lambda rows: [_nothing(row) for row in rows]),
        "rules": untrained(by_rules),
        "trained": _trained,
        "stacked": release.stacked(
            lambda rows, annotations: _tags(release, rows, annotations, _OF_QUOTES)
        ),
    }
    return BaselineTask(
        "tokens", list(views.tokens(release.folder)), _expect, _judge, systems, _LEFT_OUT
    )


def _key(column: str) -> Key:
    return "baseline", column, "all", column


def _expect(tally: FigureCounts) -> None:
    for column in COLUMNS:
        tally.expect(_key(column), "spans", 3)


def _judge(
    tally: FigureCounts, unit: int, rows: Sequence[Row], predictions: Sequence[Prediction]
) -> None:
    for row, prediction in zip(rows, predictions, strict=True):
        for column in COLUMNS:
            if row[column] is None or column not in prediction:
                continue
            gold, found = set(tagged_spans(row[column])), set(tagged_spans(prediction[column]))
            tally.count_f1(_key(column), unit, len(gold & found), len(gold), len(found))


def tagged_spans(tags: Sequence[str]) -> Iterable[tuple[int, int, str]]:
    """The spans that tags tell: the first token, the one after the last, and the label."""
    start = None
    for place, tag in enumerate([*tags, _OUTSIDE]):
        goes_on = start is not None and tag == f"I{tags[start][1:]}"
        if start is not None and not goes_on:
            yield start, place, tags[start][2:]
            start = None
        if tag != _OUTSIDE and not goes_on:
            start = place


def _nothing(row: Row) -> dict[str, list[str]]:
    """The tag that is most frequent in every column."""
    return {column: [_OUTSIDE] * len(row["tokens"]) for column in COLUMNS}


def _tags(
    release: MeasuredRelease,
    rows: Sequence[Row],
    annotations: Sequence[AnyAnnotation],
    columns: Iterable[str],
) -> list[Prediction]:
    """The tags that annotations give to the lines of a document."""
    doc_id = rows[0]["doc_id"]
    entities = [*release.registry.entities_by_id.values(), *release.draft(doc_id).entities]
    document = {
        "text": release.documents[doc_id]["text"],
        "annotations": annotations,
        "entities": entities,
    }
    encoded = encode(document)
    numbers = {start: number for number, (start, _) in enumerate(encoded.offsets)}
    found: list[Prediction] = []
    for row in rows:
        tokens = [numbers[start] for start in row["starts"]]
        found.append(
            {
                column: [_name(column, encoded.tags[column][number]) for number in tokens]
                for column in columns
            }
        )
    return found


def _name(column: str, tag: int) -> str:
    # A mention of whom nobody says what it is has no tag.
    return labels(column)[tag] if tag >= 0 else _OUTSIDE


def _trained(rows: Sequence[Row]) -> Predictor:
    taggers = {}
    for column in COLUMNS:
        known = [row for row in rows if row[column] is not None]
        examples = ((_features(row), row[column]) for row in known)
        if known:
            taggers[column] = Tagger(train_tagger(examples, _ITERATIONS))

    def predict(rows: Sequence[Row]) -> list[Prediction]:
        found: list[Prediction] = []
        for row in rows:
            features = _features(row)
            tags = {column: tagger.tag(features) for column, tagger in taggers.items()}
            found.append(_nothing(row) | tags)
        return found

    return predict


def _features(row: Row) -> list[list[str]]:
    """The words around each token, and the shapes of the nearest ones."""
    words = [lowered(token) for token in row["tokens"]]
    shapes = [shape_of(token) for token in row["tokens"]]

    def at(strings: Sequence[str], place: int) -> str:
        return strings[place] if 0 <= place < len(strings) else "-"

    found = []
    for place in range(len(words)):
        around = [f"word {shift} {at(words, place + shift)}" for shift in _WINDOW]
        around += [f"shape {shift} {at(shapes, place + shift)}" for shift in (-1, 0, 1)]
        around += [f"ends in {words[place][-3:]}", f"pair {at(words, place - 1)} {words[place]}"]
        around += [f"pair behind {words[place]} {at(words, place + 1)}"]
        found.append(around)
    return found
