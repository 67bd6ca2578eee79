"""Does a model that learned from some documents find quotes in others better than the rules do?"""

import subprocess
import sys
import tempfile

import pyarrow.compute as pc
import pyarrow.parquet as pq

import said

documents = pq.read_table(f"{(sys.argv[1:] or [said.path()])[0]}/documents")
group = "event" if len(documents["event"].unique()) > 1 else "fold"
groups = documents[group].cast("string").fill_null("")
gold, model, rules = [], {}, {}
with tempfile.TemporaryDirectory() as folder:
    for held_out in groups.unique():
        is_held_out = pc.equal(groups, held_out)
        pq.write_table(documents.filter(pc.invert(is_held_out)), f"{folder}/learn.parquet")
        command = ["train", "quotes", f"{folder}/learn.parquet", "--out", f"{folder}/model"]
        subprocess.run(
            [sys.executable, "-m", "said", *command], check=True, stdout=subprocess.DEVNULL
        )
        for row in documents.filter(is_held_out).to_pylist():
            gold.append(row)
            text, options = row["text"], {"layers": "quotes", "model": f"{folder}/model"}
            model[row["doc_id"]] = said.annotate(text, **options)
            rules[row["doc_id"]] = said.annotate(text, layers="quotes")
report = said.score(gold, model, rules)
for name, system in zip(("model", "rules"), report.systems, strict=True):
    for figure in system.figures:
        if (figure.group, figure.label, figure.measure) == ("attribution", "all", "exact F1"):
            print(f"{name}, {figure.layer}: F1 {figure.value:.1%}, n = {figure.n[0]}")
changed = sum(model[doc_id] != rules[doc_id] for doc_id in rules)
print(f"documents in which the model changed something: {changed} of {len(gold)}")
