"""What make package puts into dist/, piece by piece; the whole of it is tested in test_dist.py."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import cfn_zip
import package
import pytest
import sam_template
import sbom
import yaml
from addresses import Place
from version import VERSION

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def lint(*command):
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


PLACE = Place.at("1.2.3", "https://acme-packages-eu-central-1.s3.eu-central-1.amazonaws.com")
LINK = "https://<region>.console.aws.amazon.com/cloudformation/home?region=<region>#/stacks/quickcreate?templateURL=https://<bucket>.s3.<region>.amazonaws.com/<version>/a.yaml&param_Accounts=<account>"


def test_a_quick_create_link_is_filled_in_and_no_other_line():
    filled = PLACE.in_guide(f"in <region>\n{LINK}\nof <bucket>\n")
    assert filled == (
        "in <region>\nhttps://eu-central-1.console.aws.amazon.com/cloudformation/home?region=eu-central-1#/stacks/quickcreate?templateURL="
        "https://acme-packages-eu-central-1.s3.eu-central-1.amazonaws.com/1.2.3/a.yaml&param_Accounts=<account>\nof <bucket>\n"
    )


def test_without_an_address_a_link_gets_the_version_alone():
    assert Place.at("1.2.3", None).in_guide(LINK) == LINK.replace("<version>", "1.2.3")


def test_parameters_without_default_get_one():
    template = """\
Parameters:
  PackageBucket:
    Type: String
    Description: Bucket.
  Version:
    Type: String
    AllowedPattern: "[0-9.]+"
  CodeBucketPrefix:
    Type: String
    Description: Prefix.
    Default: mine
Resources: {}
"""
    read = yaml.safe_load(PLACE.in_template(template))["Parameters"]
    assert {name: it["Default"] for name, it in read.items()} == {
        "PackageBucket": "acme-packages-eu-central-1",
        "Version": "1.2.3",
        "CodeBucketPrefix": "mine",
    }
    assert [name for name, it in yaml.safe_load(Place.at("1.2.3", None).in_template(template))["Parameters"].items() if "Default" in it] == [
        "Version",
        "CodeBucketPrefix",
    ]


def test_templates_name_the_jars_of_this_version():
    assert PLACE.in_template("Default: sessionmanager-logging-central-handler-0.1.0.jar") == "Default: sessionmanager-logging-central-handler-1.2.3.jar"


def test_the_code_of_functions_lies_in_a_bucket_of_each_region():
    assert "Default: acme-packages\n" in PLACE.in_template("  CodeBucketPrefix:\n    Type: String\n")
    elsewhere = Place.at("1.2.3", "https://acme.s3.eu-central-1.amazonaws.com")
    assert "Default" not in elsewhere.in_template("  CodeBucketPrefix:\n    Type: String\n")


@pytest.mark.parametrize("address", ["acme", "http://b-1.s3.eu-west-1.amazonaws.com", "https://s3.eu-west-1.amazonaws.com/b-1", "https://b-1.s3.eu-west-1.amazonaws.com/a"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ValueError, match="ADDRESS: .* is not like"):
        Place.at("1", address)


def test_an_address_of_china_is_one():
    assert Place.at("1", "https://b-1.s3.cn-north-1.amazonaws.com.cn/") == Place("1", "b-1", "cn-north-1")


def test_a_package_depends_on_its_content_alone(tmp_path):
    def packed(names, time):
        with zipfile.ZipFile(tmp_path / "cli.zip", "w") as archive:
            for name in names:
                archive.writestr(zipfile.ZipInfo(name, time), name)
        cfn_zip.repack(tmp_path / "cli.zip", tmp_path / "package.zip", {"LICENSE": b"text"})
        return (tmp_path / "package.zip").read_bytes()

    names = ["schema.json", "src/main/A.java", "src/test/ATest.java", "inputs/inputs_1_create.json", "target/a-1.jar"]
    first = packed(names, (2025, 1, 1, 0, 0, 0))
    assert packed(reversed(names), (2026, 2, 2, 2, 2, 2)) == first
    with zipfile.ZipFile(tmp_path / "package.zip") as archive:
        assert archive.namelist() == ["LICENSE", "schema.json", "src/main/A.java", "target/a-1.jar"]


def test_a_package_that_the_cli_did_not_finish_is_none(tmp_path, monkeypatch):
    (tmp_path / "cfn").write_text("#!/bin/sh\ntouch sessionmanager-logging-member.zip\necho no jar\n")
    (tmp_path / "cfn").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(RuntimeError, match="no jar"):
        cfn_zip.submitted(tmp_path)
    assert not list(tmp_path.glob("*.zip"))


def test_a_link_out_of_the_folder_becomes_its_words(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "README.md").touch()
    text = "[a](../README.md#b) [c](../pom.xml) [d](https://example.com) ![e](x.svg) [f](#g)"
    assert package.with_links_of_this_folder(text, Path("docs/a.md"), tmp_path) == "[a](../README.md#b) c [d](https://example.com) ![e](x.svg) [f](#g)"


def component(name, *given, group="org.example"):
    return {"bom-ref": name, "group": group, "name": name, "version": "1", "licenses": list(given)}


def bom(*components):
    return {
        "metadata": {"component": {"group": "org.sessionlogging", "name": "jar"}},
        "components": list(components),
        "dependencies": [{"ref": it["bom-ref"], "dependsOn": ["netty-buffer", "ours"]} for it in components],
    }


def test_what_shading_leaves_out_is_not_in_the_jar():
    assert "io.netty:*" in sbom.left_out()
    whole = bom(component("netty-buffer", group="io.netty"), component("ours", group="org.sessionlogging"))
    made = sbom.of_jar(json.dumps(whole), ["io.netty:*"])
    assert [it["name"] for it in made["components"]] == ["ours"]
    assert made["dependencies"] == [{"ref": "ours", "dependsOn": ["ours"]}]


def test_a_licence_that_is_not_on_the_list_is_refused():
    fine = [component("a", {"license": {"id": "MIT"}}), component("b", {"license": {"name": "GPL"}}, {"license": {"id": "Apache-2.0"}})]
    wrong = [component("c", {"license": {"id": "GPL-3.0-only"}}), component("d"), component("e", {"expression": "AGPL-3.0-only"})]
    assert sbom.refused([bom(*fine, *wrong)]) == [
        "org.example:c 1: GPL-3.0-only",
        "org.example:d 1: no licence",
        "org.example:e 1: AGPL-3.0-only",
    ]


def test_the_report_lists_what_is_of_others():
    rows = sbom.report([bom(component("a", {"license": {"id": "MIT"}}), component("ours", group="org.sessionlogging"))])
    assert rows.splitlines()[-1] == "| org.example:a | 1 | MIT | jar |"


@pytest.mark.parametrize("folder", sam_template.FOLDERS, ids=lambda it: it.name)
def test_sam_cli_has_the_template_of_cfn_init(folder):
    assert (folder / "template.yml").read_text(encoding="utf-8") == sam_template.text(folder), "run: .venv/bin/python tools/sam_template.py"


def test_the_workflows_fit_githubs_schema():
    lint("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *map(str, WORKFLOWS))
    lint("check-jsonschema", "--builtin-schema", "vendor.dependabot", str(ROOT / ".github" / "dependabot.yml"))


def test_the_workflows_are_safe():
    """Pinned actions, narrow permissions, no text of others in a shell: https://docs.zizmor.sh/audits/."""
    lint("zizmor", "--offline", "--no-progress", "--quiet", str(ROOT / ".github"))


def test_every_action_is_pinned_by_a_commit():
    steps = [step for file in WORKFLOWS for job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert used
    assert all(len(it.partition("@")[2]) == 40 and set(it.partition("@")[2]) <= set("0123456789abcdef") for it in used)


def test_the_version_is_one():
    printed = subprocess.run([sys.executable, ROOT / "tools" / "version.py"], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == VERSION
    assert f"## {VERSION}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
