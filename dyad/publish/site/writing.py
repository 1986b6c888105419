"""The files of a site: made whole in memory, then written into a folder that holds nothing of anyone else."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from dyad.lesson import Lesson
from dyad.paths import DOCS
from dyad.publish.card_html import CARD_SCRIPT, CONTENT_CSS, TEMPLATES, make_environment
from dyad.publish.cards import claim_card
from dyad.publish.claim_picture import export_claim
from dyad.publish.file_requests import FOLDER, HANDOUTS, FileRequest, Source, make_file
from dyad.publish.fonts import font_css
from dyad.publish.outputs import write_files
from dyad.publish.printing import write_foot
from dyad.publish.site.pages import CLAIM_FILE, FIRST, fill_page, page_makers
from dyad.publish.tables import record_files
from dyad.publish.versions import MANIFEST, policy_hash, sums_of
from dyad.record import Record
from dyad.render.markup import FIGURE_CSS, FIGURE_SCRIPT, GUESS_CSS, GUESS_SCRIPT, LESSON_SCRIPT, read_parts

HERE = Path(__file__).parent
DATA = "data"  # folder of the tables
SCRIPT = FIGURE_SCRIPT + CARD_SCRIPT + LESSON_SCRIPT + GUESS_SCRIPT + read_parts(HERE, "site.js")
THEME_SCRIPT = (  # before the first paint, or a page chosen dark would flash light
    "document.documentElement.classList.add('js');"
    "try{const t=localStorage.getItem('dyad-theme');if(t)document.documentElement.dataset.theme=t}catch{}"
)


class SiteError(Exception):
    """The folder cannot take a site."""


def make_site(record: Record, lesson: Lesson, handouts: Sequence[str] = tuple(HANDOUTS)) -> dict[str, bytes]:
    """Return every file of the site by its place below the folder, the tables and the lesson's `handouts` included."""
    pages = {file: make_page(record, lesson, file, handouts) for file in page_makers(record, lesson, handouts)}
    docs = DOCS if record.has_claims else {}  # they tell how claims were judged
    files = record_files(record) | {name: file.read_bytes() for name, file in docs.items()}
    tables = {f"{DATA}/{name}": content for name, content in files.items()}
    source = Source(record=record, lesson=lesson)
    made = {f"{FOLDER}/{name}": make_file(source, FileRequest(name=name)) for name in handouts if lesson.steps}
    return pages | make_claims(record) | tables | made


def make_claims(record: Record) -> dict[str, bytes]:
    """Return a page for each claim, by its file: its head says what a link to it shows, and it leads on to the row.

    It names a picture where the record names the site's address: links to pictures are whole addresses.
    """
    made, home = {}, record.about.homepage
    for id in record.claims["id"]:
        card, file = claim_card(record, id), CLAIM_FILE.format(id)
        picture = f"{file.removesuffix('.html')}.png" if home else ""
        if picture:
            made[picture] = export_claim(record, id)
        told = {
            "card": card, "to": f"../claims.html?claim={quote(id)}#claim-{quote(id)}", "about": record.about,
            "address": f"{home}/{file}" if home else "", "picture": f"{home}/{picture}" if home else "",
        }  # fmt: skip
        made[file] = make_environment(HERE).get_template("claim.html").render(told).encode()
    return made


def make_page(record: Record, lesson: Lesson, file: str = FIRST, handouts: Sequence[str] = tuple(HANDOUTS)) -> bytes:
    """Return one page of the site, the first unless told; its policy lets in its style and scripts, nothing else."""
    makers, style = page_makers(record, lesson, handouts), _style(record, lesson) + write_foot(record, file)
    policy = (
        f"default-src 'none'; script-src {policy_hash(THEME_SCRIPT)} {policy_hash(SCRIPT)}; "
        f"style-src {policy_hash(style)}; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )
    # ours, written in this folder: the only text beside drawings that is put into a page as it is
    trusted = {"style": Markup(style), "script": Markup(SCRIPT), "theme_script": Markup(THEME_SCRIPT)}  # noqa: S704
    template = make_environment(HERE).get_template(makers[file].template)
    return template.render(fill_page(record, file, makers), **trusted, policy=policy).encode()


def _style(record: Record, lesson: Lesson) -> str:
    """Return the stylesheet of a site: the font with every letter of the record and of our own words, and the look."""
    tables = [getattr(record, name)[list(table.columns)].to_csv() for name, table in record.tables.items()]
    ours = read_parts(HERE, *(file.name for file in HERE.glob("*.html")), f"../{TEMPLATES}")
    written = "".join([*tables, ours, SCRIPT, repr(lesson.steps), repr(record.about)])
    return font_css(written) + FIGURE_CSS + GUESS_CSS + CONTENT_CSS + read_parts(HERE, "site.css")


def write_site(files: Mapping[str, bytes], folder: Path) -> None:
    """Write a site into a folder: a new or empty one, or one that holds a site as it was written, which is replaced.

    Raises SiteError where it holds anything else, OSError where it cannot be written: what it held stays then.
    """
    former = former_site(folder)
    sums = sums_of(dict(sorted(files.items())))
    write_files({folder / name: content for name, content in {**files, MANIFEST: sums}.items()})
    for name in former - set(files):
        (folder / name).unlink()


def former_site(folder: Path) -> set[str]:
    """Return the files of the site that a folder holds. Raises SiteError where it holds anything else."""
    if folder.exists() and not folder.is_dir():
        raise SiteError(f"{folder} is a file. Give a folder that is empty, or not there yet.")
    there = (file for file in folder.rglob("*") if file.is_symlink() or not file.is_dir())
    found = {file.relative_to(folder).as_posix(): file for file in there}
    manifest, sums = found.pop(MANIFEST, None), _read_manifest(folder / MANIFEST)
    foreign = sorted(
        name
        for name, file in found.items()  # only what the list names is read
        if name not in sums or file.is_symlink() or not file.is_file()
        or sums[name] != hashlib.sha256(file.read_bytes()).hexdigest()
    )  # fmt: skip
    if foreign or (manifest and not sums):
        named = ", ".join(foreign[:3]) + (" …" if len(foreign) > 3 else "")
        raise SiteError(
            f"{folder} holds files that are not of a site written by this command, or were changed since: "
            f"{named or MANIFEST}. Give a folder that is empty, or not there yet, or take them away."
        )
    return set(found)


def _read_manifest(file: Path) -> dict[str, str]:
    if file.is_symlink() or not file.is_file():
        return {}
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
