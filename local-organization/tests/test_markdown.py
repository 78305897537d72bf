"""Documents show what they say: code hosts take `<account>` outside of code for a tag that they don't know, and drop it."""

import re

import pytest
from markdown_it import MarkdownIt
from test_documents import DOCUMENTS, ROOT, TYPE_FOLDERS

# Tags that the CloudFormation CLI writes into its references, and that code hosts keep; comments.
KEPT = {"!--", "a", "br", "code", "i", "pre"}
ALL_OF_THEM = sorted({*DOCUMENTS, *(page for folder in TYPE_FOLDERS for page in folder.glob("docs/*.md"))})


def dropped(text):
    """Whatever is read as HTML and is not kept."""
    tokens = [it for token in MarkdownIt("commonmark").parse(text) for it in [token, *(token.children or [])]]
    tags = [tag for it in tokens if it.type in ("html_inline", "html_block") for tag in re.findall(r"</?([^\s/>]+)[^>]*>", it.content)]
    return [tag for tag in tags if tag.lower() not in KEPT]


@pytest.mark.parametrize("document", ALL_OF_THEM, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_word_in_angle_brackets_is_lost(document):
    assert not dropped(document.read_text(encoding="utf-8"))


def test_a_word_in_angle_brackets_would_be_lost():
    assert dropped("a name <account>, and <account id>/<Region>") == ["account", "account", "Region"]
    assert not dropped("`<account>`\n\n    <account>\n\n<br/>")
