"""Hashes: what lets the scripts of a page run is what a browser computes."""

from __future__ import annotations

from dyad.publish.versions import script_hashes


def test_the_scripts_of_streamlits_page_have_hashes() -> None:
    """Each script that stands in a page, and none that is a file, gets the hash a browser computes."""
    page = "<head><script>\n a\n</script><script type=module src=b.js></script><script type='module'>c</script></head>"
    assert script_hashes(page) == [
        "'sha256-nAd+vbBe7vlPybiqkJj7W/GyGhVg0Yo4bv1iflsI4ls='",
        "'sha256-Ln0sA6lQeuJl7PW1NWiFpTOTogKdJBOUmXJloaJa78Y='",
    ]
