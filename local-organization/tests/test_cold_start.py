"""The figures of a cold start: what has grown is named, and what is generated is changed in the places that are meant, or not at all. The starts themselves are a
step of make test."""

from copy import deepcopy

import pytest
from coldstart import default_type
from coldstart.figures import committed, compared, grown
from coldstart.starts import Function, Start


def changed(type_, name, factor, **others):
    figures = deepcopy(committed()) | others
    figures[type_][name] = round(figures[type_][name] * factor)
    return figures


def test_what_has_grown_is_named():
    former = committed()
    assert grown(former, former) == []
    assert grown(changed("central", "jar", 1.009), former) == []
    (sentence,) = grown(changed("member", "jar", 1.011), former)
    assert sentence.startswith(f"member: bytes of the jar {former['member']['jar']:,} -> ")
    assert len(grown(changed("central", "jarClasses", 1.011), former)) == 1


def test_classes_of_another_jdk_are_not_compared_with_those_of_the_committed_one():
    former = committed()
    assert len(grown(changed("central", "readClasses", 1.1), former)) == 1
    assert grown(changed("central", "readClasses", 1.1, java=former["java"] + 1), former) == []


def test_ratios_are_those_of_a_round(monkeypatch):
    seconds = {"default": iter([1.0, 2.0, 4.0]), "central": iter([0.9, 2.2, 3.2])}
    monkeypatch.setattr(Function, "started", lambda self: Start(cpu=next(seconds[self.name]), wall=1.0, memory=100.0))
    costs = compared([Function(name, None, "", "") for name in seconds], pairs=3)
    assert costs["default"]["cpu"] == {"median": 2.0, "ratio": 1.0}
    assert costs["central"]["cpu"] == {"median": 2.2, "ratio": 0.9}


def test_generated_code_that_has_changed_is_told(tmp_path):
    file = tmp_path / "File.java"
    file.write_text("return null; return null;", encoding="utf-8")
    with pytest.raises(RuntimeError, match="File.java has 'return null;' 2 times"):
        default_type.edit(file, {"return null;": "return 1;"})
    default_type.edit(file, {"return null; return": "return"})
    assert file.read_text(encoding="utf-8") == "return null;"
