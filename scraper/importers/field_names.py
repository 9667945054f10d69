"""Names of columns and fields in exports, in lower case with `_`, the best one first."""

from __future__ import annotations

URLS = (
    *("url", "uri", "link", "href", "resolved_url", "given_url", "address", "source", "source_url"),
    *("original_url", "page_url", "article_url", "web_url", "website", "canonical_url"),
)
TAGS = (
    *("tags", "tag", "labels", "label", "keywords", "document_tags", "tag_names", "manual_tags"),
    *("categories", "schlagwörter", "stichwörter", "étiquettes", "etiquetas", "etichette"),
)
ADDED = (
    *("added", "added_at", "time_added", "date_added", "saved_at", "savedat", "saved_date"),
    *(
        "addedat",
        "created",
        "created_at",
        "createdat",
        "creation_date",
        "timestamp",
        "time",
        "dateadded",
        "date",
        "saved",
    ),
)
