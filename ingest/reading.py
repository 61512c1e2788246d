"""Source folders: the bytes of a document and its metadata, read into a Document."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import yaml

from kg.errors import Mistake
from kg.model import Document, DocumentId
from kg.text.edtf import is_edtf

REQUIRED = ("slug", "title", "authors", "issued", "rights", "source_file")
OPTIONAL = ("publisher", "genre", "url", "language", "keywords", "annotated", "note")


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """One folder below `ingest/sources`: document, metadata, claims, the entities it introduces, and wordings."""

    path: Path

    @property
    def document(self) -> Path:
        return self.path / "document.txt"

    @property
    def metadata(self) -> Path:
        return self.path / "metadata.yaml"

    @property
    def claims(self) -> Path:
        return self.path / "claims.yaml"

    @property
    def entities(self) -> Path:
        return self.path / "entities.ttl"

    @property
    def wordings(self) -> Path:
        return self.path / "wordings.yaml"

    @property
    def files(self) -> tuple[Path, ...]:
        return (self.document, self.metadata, self.claims, self.entities, self.wordings)

    def sha256(self) -> str:
        """Hash everything that the folder says, to tell whether it changed."""
        digest = hashlib.sha256()
        for path in self.files:
            digest.update(path.name.encode() + b"\0" + (path.read_bytes() if path.exists() else b"") + b"\0")
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document beside its text."""

    document: Document
    keywords: tuple[str, ...]
    annotated: str | None


def default_sources() -> Path:
    """Return the folder of the documents that ship with Assay."""
    return Path(__file__).parent / "sources"


def source_folders(root: Path) -> tuple[SourceFolder, ...]:
    """Return the source folders below `root`, by name; a folder counts when it holds any source file."""
    folders = (SourceFolder(path) for path in sorted(root.iterdir()) if path.is_dir()) if root.is_dir() else ()
    return tuple(folder for folder in folders if any(path.exists() for path in folder.files))


def read_document(folder: SourceFolder) -> tuple[Metadata | None, tuple[Mistake, ...]]:
    """Read document and metadata; return every mistake instead of the first, and None if there is one."""
    mistakes: list[Mistake] = []
    for path in (folder.document, folder.metadata, folder.claims):
        if not path.is_file():
            mistakes.append(Mistake(str(path), 1, "file", "a file", "nothing there"))
    if mistakes:
        return None, tuple(mistakes)
    content = folder.document.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        mistakes.append(Mistake(str(folder.document), line, "text", "UTF-8", f"byte {content[error.start]:#04x}"))
        text = ""
    fields = _read_fields(folder, mistakes)
    if mistakes:
        return None, tuple(mistakes)
    return _metadata(fields, text, hashlib.sha256(content).hexdigest()), ()


def _read_fields(folder: SourceFolder, mistakes: list[Mistake]) -> dict[str, object]:
    file = str(folder.metadata)
    try:
        node = yaml.compose(folder.metadata.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        fields = yaml.safe_load(folder.metadata.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        mistakes.append(Mistake(file, mark.line + 1 if mark else 1, "file", "YAML in UTF-8", str(error).split("\n")[0]))
        return {}
    if not isinstance(fields, dict) or not isinstance(node, yaml.MappingNode):
        mistakes.append(Mistake(file, 1, "file", f"fields {', '.join(REQUIRED)}", "none"))
        return {}
    lines = {str(key.value): key.start_mark.line + 1 for key, _ in node.value}
    for name in REQUIRED:
        if not fields.get(name):
            mistakes.append(Mistake(file, lines.get(name, 1), name, "a value", "nothing"))
    for name in fields:
        if name not in REQUIRED + OPTIONAL:
            mistakes.append(Mistake(file, lines[name], name, f"one of {', '.join(REQUIRED + OPTIONAL)}", repr(name)))
    if fields.get("issued") and not is_edtf(str(fields["issued"])):
        mistakes.append(Mistake(file, lines["issued"], "issued", "an EDTF date", repr(str(fields["issued"]))))
    if fields.get("slug") and fields["slug"] != folder.path.name:
        expected = f"the folder's name {folder.path.name!r}"
        mistakes.append(Mistake(file, lines["slug"], "slug", expected, repr(fields["slug"])))
    return fields


def _strings(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def _optional(value: object) -> str | None:
    return None if value is None else str(value)


def _metadata(fields: dict[str, object], text: str, sha256: str) -> Metadata:
    document = Document(
        id=DocumentId(str(fields["slug"])),
        text=text,
        sha256=sha256,
        title=str(fields["title"]),
        authors=_strings(fields["authors"]),
        publisher=_optional(fields.get("publisher")),
        issued=str(fields["issued"]),
        rights=str(fields["rights"]),
        source_file=str(fields["source_file"]),
        genre=str(fields.get("genre", "document")),
        url=_optional(fields.get("url")),
    )
    return Metadata(document, _strings(fields.get("keywords")), _optional(fields.get("annotated")))
