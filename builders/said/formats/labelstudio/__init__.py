r"""Label Studio: a file of tasks (JSON) for each document, and the interface that shows them.

https://labelstud.io/guide/task_format. A task has a text and annotations, whose regions are
stretches of the text with a label: a layer, `cue` or `verbatim`. Labels, fields and links are those
of `labeling-config.xml`, which is made from the schema and goes into the project's settings.

Offsets are those of the tag Text: code points, with CR and LF counted as one each, so nothing is
converted. The text that Label Studio gives for a region has `\n` for line ends and may lack white
space. Apart from that, and from escapes that look the same, it must be what the text has there.

A region's id is that of its annotation, followed where needed by `-` and the role or the number of
the fragment: `q1-cue`, `q1-2`. Links named `fragment` lead from the first fragment of a unit to the
others; links named `cue` and `verbatim` lead from a quote to these. Two regions can have only one
link, so a link has several names where several fields refer to the same annotation.

Where every annotation has the `rule` of a program, or `said annotate` wrote the table that they are
from, the task has a prediction, which the tool suggests. Its regions have the `precision` of their
rule as their score.

Reading takes each annotation of a task that was not cancelled, as one reading of the document, or
its predictions if there is none. The regions of another project, with labels that a person mapped,
may have any control and any name of the text. It leaves out, and reports: drafts, predictions
beside an annotation, notes, comments and data that are not ours, regions without an id, cues and
verbatim fragments that no quote links to, labels, links and controls that are neither ours nor
mapped, counted, fields of a layer that is not the region's label any more, and a second value of a
field.

Writing leaves out, and reports: references that lead nowhere; the order of a quote's sources or
channels where a mention is both. Where Label Studio keeps its data in PostgreSQL it cannot store
the character U+0000.
"""

from said.formats.document import Format
from said.formats.labelstudio.reader import read_tasks
from said.formats.labelstudio.tasks import SUFFIX
from said.formats.labelstudio.writer import write_task
from said.schema.scheme import LAYERS

FORMAT = Format(SUFFIX, LAYERS, read_tasks, write_task)
