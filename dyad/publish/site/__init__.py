"""The record as a website that needs no server: pages that stand alone, read from a stick as from any host."""

from dyad.publish.site.pages import HANDOUTS
from dyad.publish.site.writing import SiteError, former_site, make_page, make_site, write_site

__all__ = ["HANDOUTS", "SiteError", "former_site", "make_page", "make_site", "write_site"]
