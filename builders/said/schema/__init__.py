"""The JSON Schemas in `schema/`, and what is derived from them.

The schemas are the one place for fields, types, label sets and descriptions. `files` reads them,
`fields` turns the schema of a table into columns, `arrow` and `features` turn columns into an
Arrow schema and into the features of `datasets`.
"""

from said.schema.fields import Field, columns, labels
from said.schema.files import TABLES, Schemas, load_schemas

__all__ = ["TABLES", "Field", "Schemas", "columns", "labels", "load_schemas"]
