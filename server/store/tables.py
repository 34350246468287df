"""The tables. Moments are ISO text, uuids lower-case text, metadata the JSON text exactly as it was sent."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import BigInteger, TypeEngine

SHAPE = "1"

schema = MetaData()


def _ordered() -> TypeEngine[str]:
    """Text that is compared byte by byte in every database, so that pages turn at the same place."""
    return Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


about = Table(
    "about",
    schema,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

folders = Table(
    "folders",
    schema,
    Column("uuid", _ordered(), primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("parent", _ordered(), ForeignKey("folders.uuid"), nullable=True),
    Column("name", _ordered(), nullable=False),
    Column("folded", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("metadata", Text, nullable=True),
    Column("owner", Text, nullable=False),
    Column("created_at", _ordered(), nullable=False),
    Column("edited_at", Text, nullable=False),
    Column("dataset", Text, nullable=True),
    Column("config", Text, nullable=False),
    Index("folders_by_name", "organisation", "parent", "name", "uuid"),
)

items = Table(
    "items",
    schema,
    Column("uuid", _ordered(), primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("folder", _ordered(), ForeignKey("folders.uuid"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", _ordered(), nullable=False),
    Column("folded", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("created_at", _ordered(), nullable=False),
    Column("edited_at", Text, nullable=False),
    Column("is_frame", Boolean, nullable=False),
    Column("links", Integer, nullable=False),
    Column("size", BigInteger, nullable=True),
    Column("blob", Text, nullable=True),
    Column("facts", Text, nullable=False),
    Column("metadata", Text, nullable=False),
    Index("items_by_name", "folder", "name", "uuid"),
    Index("items_by_time", "folder", "created_at", "uuid"),
    Index("items_by_blob", "blob"),
)

members = Table(
    "members",
    schema,
    Column("parent", _ordered(), ForeignKey("items.uuid", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("item", _ordered(), ForeignKey("items.uuid", ondelete="CASCADE"), nullable=False),
    Index("members_by_item", "item"),
)

datasets = Table(
    "datasets",
    schema,
    Column("uuid", _ordered(), primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("title", _ordered(), nullable=False),
    Column("folded", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("created_at", _ordered(), nullable=False),
    Column("edited_at", Text, nullable=False),
    Column("folder", _ordered(), nullable=True),
)

rows = Table(
    "data_rows",
    schema,
    Column("uuid", _ordered(), primary_key=True),
    Column("dataset", _ordered(), ForeignKey("datasets.uuid", ondelete="CASCADE"), nullable=False),
    Column("item", _ordered(), ForeignKey("items.uuid", ondelete="CASCADE"), nullable=False),
    Column("title", _ordered(), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("edited_at", Text, nullable=False),
    Index("rows_by_position", "dataset", "position"),
    Index("rows_by_item", "item"),
)

schemas = Table(
    "schemas",
    schema,
    Column("organisation", Text, primary_key=True),
    Column("uuid", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("edited_at", Text, nullable=False),
)

uploads = Table(
    "uploads",
    schema,
    Column("uuid", _ordered(), primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("blob", Text, nullable=True),
    Column("size", BigInteger, nullable=True),
    Column("media_type", Text, nullable=True),
)

jobs = Table(
    "upload_jobs",
    schema,
    Column("uuid", _ordered(), primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("folder", _ordered(), nullable=False),
    Column("dataset", Text, nullable=True),
    Column("owner", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("request", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Index("jobs_by_status", "status"),
    Index("jobs_by_folder", "folder"),
)
