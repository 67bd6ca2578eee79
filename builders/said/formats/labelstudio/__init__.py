r"""Label Studio: a file of tasks (JSON) a document, and the labeling interface that shows them.

https://labelstud.io/guide/task_format. A task has a text and annotations, whose regions are
stretches of the text with a label: a layer, `cue` or `verbatim`. Labels, fields and links are those
of `labeling-config.xml`, which is made from the schema and goes into the project's settings.

Offsets are those of the tag Text: code points, and each of CR and LF is one, so that nothing is
converted. What Label Studio tells as a region's text has `\n` for line ends and may lack white
space; but for those, and for escapes that look the same, it must be what stands there.

A region's id is that of its annotation, with `-` and what tells it apart: `q1-cue`, `q1-2`. Further
fragments of a unit hang on its first by links named `fragment`, cue and verbatim fragments on their
quote by links of those names. Two regions can have one link alone, so a link has several names
where several fields refer to the same annotation.

Reading takes the annotation of a task that was not cancelled, of which there may be one; where
there is none, its prediction. It leaves out, and tells: drafts, predictions beside an annotation,
notes, comments and data that are not ours, regions without an id, cues and verbatim fragments of
nothing, links without a name, names, controls and fields that are not ours, fields of another layer
than the region's label has now, and a second value of a field.

Writing leaves out, and tells: references that lead nowhere; the order of a quote's sources or
channels where some of them are both. Where Label Studio keeps its data in PostgreSQL it cannot
store the character U+0000.
"""

from said.formats.document import Format
from said.formats.labelstudio.reader import SUFFIX, read_tasks
from said.formats.labelstudio.writer import write_task
from said.schema.scheme import LAYERS

FORMAT = Format(SUFFIX, LAYERS, read_tasks, write_task)
