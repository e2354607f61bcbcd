"""Sphinx settings of both languages; SITE_LANGUAGE chooses which one is built."""

import os
import sys
import tomllib
import uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "_ext"), str(HERE.parent / "snippets")]

from address import site_address  # noqa: E402 - it lies here

# The pages are written in Chinese; English comes from the catalogs in locales/en.
language = os.environ.get("SITE_LANGUAGE", "zh_CN")
chinese = language == "zh_CN"
site_url = site_address()

project = "跑过才算数" if chinese else "Run First"
author = "跑过才算数的作者们" if chinese else "the Run First authors"
copyright = f"2026, {author}"  # noqa: A001 - the name Sphinx gives it
about = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["project"]
version = release = about["version"]

extensions = [
    "myst_parser",
    "sphinx.ext.intersphinx",
    "sphinx_tabs.tabs",
    # our own, in _ext/
    "accessible_theme",
    "changed_pages",
    "chinese_line_breaks",
    "contents_list",
    "ebook",
    "errata",
    "evidence_lines",
    "explicit_labels",
    "glossary_links",
    "home_page",
    "language_links",
    "lean_pages",
    "mark_within",
    "offline_downloads",
    "page_metadata",
    "page_scripts",
    "plot",
    "resumable_linkcheck",
    "run_lines",
    "scenario_archives",
    "search_page",
    "shown_files",
    "snippet_include",
    "social_cards",
    "structured_data",
    "tab_labels",
    "theme_strings",
    "verification_page",
]
exclude_patterns = [
    "_*",
    "assembly",
    "auditing",
    "benchmarks",
    "editions",
    "hosting",
    "locales",
    "tests",
]
templates_path = ["_templates"]
# A reference to nothing is a warning, and build.py makes every warning an error.
nitpicky = True

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
# Labels are explicit: a generated one would follow the wording of a heading.
myst_heading_anchors = 0

# One catalog a page, in the page's order. Places and dates would change it on every extraction.
locale_dirs = ["locales"]
gettext_compact = False
gettext_uuid = False
gettext_location = False
# Pictures with words in them have one file a language.
figure_language_filename = "{root}.{language}{ext}"

# The inventory is kept here, so that a build needs no network. It is that of Python 3.14, from
# Debian's python3.14-doc; to renew it, take objects.inv from there or from docs.python.org.
intersphinx_mapping = {
    "python": (
        f"https://docs.python.org/{'zh-cn/' if chinese else ''}3/",
        "inventories/python.inv",
    ),
}

# Its styles and its script are ours (tab_labels.py).
sphinx_tabs_disable_css_loading = True
sphinx_tabs_disable_tab_closing = True
# Builders for which sphinx-tabs would make something else, lost to translation.
sphinx_tabs_valid_builders = ["gettext", "linkcheck", "epub", "text"]

language_links_site = site_url

# Which Pythons are supported is said once, among the classifiers of the project.
_classifier = "Programming Language :: Python :: "
evidence_versions = [
    name.removeprefix(_classifier) for name in about["classifiers"] if name.startswith(_classifier)
]

# `nox -s linkcheck` asks the hosts that the pages link to.
linkcheck_timeout = 15  # seconds for a connection, and for each pause within an answer
linkcheck_retries = 3
# An answer that is late once may be in time when asked again: only what is broken is.
linkcheck_report_timeouts_as_broken = True
# Sphinx has no limit per host but "429 Too Many Requests", which it heeds for the whole host.
# With four workers no host ever has more than four requests at once: fewer than from a browser.
linkcheck_workers = 4
linkcheck_rate_limit_timeout = 120  # seconds to wait at most where a 429 does not say how long
linkcheck_anchors_ignore_for_url = [
    # Scripts make them: of lines (#L10), of comments, and of headings, whose ids have a prefix.
    r"https://github\.com/",
]

html_theme = "furo"
html_title = project
html_baseurl = f"{site_url}/{'zh' if chinese else 'en'}/"
html_favicon = "_static/mark.svg"
html_logo = "_static/mark.svg"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [
    (name, {"defer": "defer"}) for name in ("theme.js", "site.js", "search_opener.js", "filter.js")
]
# All pairs of text and background in use have a contrast of 4.5 or more: docs/tests measures it.
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#0b6e5b",
        "color-brand-content": "#0b6e5b",
        "color-brand-visited": "#5d4a94",
        "color-code-background": "#f6f7f7",
        "color-code-foreground": "#1c1e21",
        "color-foreground-primary": "#1c1e21",
        "color-highlighted-line": "#e2f2ec",
    },
    "dark_css_variables": {
        "color-brand-primary": "#6fd3b5",
        "color-brand-content": "#6fd3b5",
        "color-brand-visited": "#bda9f0",
        "color-code-background": "#1b1f23",
        "color-code-foreground": "#e2e5e8",
        "color-highlighted-line": "#1f3a33",
    },
}
html_permalinks_icon = "#"
html_copy_source = False
html_show_sourcelink = False
html_last_updated_fmt = None
# There is nothing to index: the pages document no API.
html_use_index = False
html_domain_indices = False
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "language_switch.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ],
}
# Both have a contrast of 4.5 or more for every token on their own background.
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "github-dark-colorblind"

# The books that offline.py makes.
epub_title = project
epub_language = "zh-CN" if chinese else "en"
epub_description = (
    "一部讲 Python 套接字和进程的教程：没跑过的，不写。"
    if chinese
    else "A tutorial on Python sockets and processes in which nothing is claimed that was not run."
)
epub_identifier = uuid.uuid5(uuid.NAMESPACE_URL, html_baseurl).urn
# Only a name within the file, see above for the identifier.
epub_uid = "book"
epub_contributor = author
epub_copyright = f"© {copyright} · " + (
    "文字 CC BY 4.0，代码 MIT-0" if chinese else "text CC BY 4.0, code MIT-0"
)
ebook_licence = "https://creativecommons.org/licenses/by/4.0/"
# The picture is drawn, and its page written, by our own code.
epub_cover = ("cover.png", "cover")
# Each entry of the contents once, and all from one list.
epub_tocdup = False
epub_tocscope = "includehidden"
epub_show_urls = "no"
