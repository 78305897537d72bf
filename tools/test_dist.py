"""What a user finds in dist/ who never builds: the whole of it, made from the jars that the Java tests have built."""

import json
import re
import subprocess
import zipfile
from pathlib import Path

import check_jars
import package
import pytest
import sbom
from addresses import QUICK_CREATE
from version import VERSION

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = "https://acme-packages.s3.eu-central-1.amazonaws.com"
JARS = {type_: f"sessionmanager-logging-{type_}-handler-{VERSION}" for type_ in ("central", "member")} | {"command": f"session-logging-{VERSION}"}


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist") / "dist"
    package.build(folder, ["central", "member"], ADDRESS)
    return folder


def names(path):
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def test_every_file_has_its_checksum(dist):
    check = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=dist, capture_output=True, text=True, check=False)
    assert (check.returncode, check.stdout) == (0, "")
    listed = {line.split("  ", 1)[1] for line in (dist / "SHA256SUMS").read_text().splitlines()}
    assert listed == {str(it.relative_to(dist)) for it in dist.rglob("*") if it.is_file()} - {"SHA256SUMS"}


def test_what_was_built_or_installed_beside_the_examples_is_left_out(tmp_path, monkeypatch):
    for file in ("cdk/app.ts", "cdk/build/app.js", "cdk/cdk.out/tree.json", "cdk/node_modules/it/index.js", "terraform/.terraform/it"):
        (tmp_path / "here" / "examples" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "here" / "examples" / file).touch()
    monkeypatch.setattr(package, "ROOT", tmp_path / "here")
    monkeypatch.setattr(package, "PAGES", ("examples",))
    package.copy_pages(tmp_path / "dist", None)
    assert [str(it.relative_to(tmp_path / "dist")) for it in tmp_path.rglob("dist/**/*") if it.is_file()] == ["examples/cdk/app.ts"]


def test_the_version_is_in_the_names(dist):
    packages = {f"sessionmanager-logging-{it}-{VERSION}.zip" for it in ("central", "member", "organization-module")}
    assert {it.name for it in dist.glob("*") if it.suffix in (".jar", ".zip")} == packages | {f"{it}.jar" for it in JARS.values()}
    assert {it.name for it in (dist / "sbom").iterdir()} == {f"{it}.cdx.json" for it in JARS.values()}


@pytest.mark.parametrize("type_", ["central", "member"])
def test_a_types_package_holds_what_is_registered_and_no_tests(dist, type_):
    path = dist / f"sessionmanager-logging-{type_}-{VERSION}.zip"
    held = names(path)
    assert {".rpdk-config", ".cfn_metadata.json", "schema.json", "overrides.json", "pom.xml", "LICENSE", "docs/README.md"} < held
    assert not [it for it in held if it.startswith(("src/test/", "inputs/")) or it.endswith("Test.java")]
    with zipfile.ZipFile(path) as archive:
        assert archive.read(f"target/{JARS[type_]}.jar") == (dist / f"{JARS[type_]}.jar").read_bytes()


def test_the_modules_package_holds_fragment_and_schema(dist):
    held = names(dist / f"sessionmanager-logging-organization-module-{VERSION}.zip")
    assert held == {".rpdk-config", "schema.json", "fragments/organization.json", "LICENSE", "docs/0009-module-without-stackset.md"}


def test_every_link_leads_to_what_is_there(dist):
    for page in dist.rglob("*.md"):
        for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            path = link.partition("#")[0]
            assert not path or re.match(r"[a-z]+:", path) or (page.parent / path).exists(), f"{page.relative_to(dist)}: {link}"


def test_where_it_lies_is_filled_in_and_nothing_tells_of_this_machine(dist):
    for file in dist.rglob("*"):
        if file.suffix in (".json", ".md", ".yaml"):
            text = file.read_text(encoding="utf-8")
            assert str(ROOT) not in text, file
            links = [line for line in text.splitlines() if QUICK_CREATE in line and file.name != "packages.md"]
            assert not [it for it in links if re.search("<(bucket|region|version)>", it)], file


@pytest.mark.parametrize("jar", JARS.values())
def test_an_sbom_lists_what_is_in_the_jar(dist, jar):
    bom = json.loads((dist / "sbom" / f"{jar}.cdx.json").read_text(encoding="utf-8"))
    listed = {f"{it['group']}/{it['name']}" for it in bom["components"]}
    held = {"/".join(it.split("/")[2:4]) for it in names(dist / f"{jar}.jar") if re.fullmatch(r"META-INF/maven/[^/]+/[^/]+/pom.properties", it)}
    own = bom["metadata"]["component"]
    assert held - {f"{own['group']}/{own['name']}"} <= listed
    assert "serialNumber" not in bom
    assert "timestamp" not in bom["metadata"]
    assert sbom.refused([bom]) == []


def test_all_that_the_rules_keep_is_in_a_jar():
    assert check_jars.main(["central", "member"]) == 0


class Without:
    """A jar without one class."""

    def __init__(self, jar, name):
        self.jar, self.entry = jar, name.replace(".", "/") + ".class"

    def namelist(self):
        return [it for it in self.jar.namelist() if it != self.entry]

    def read(self, entry):
        return self.jar.read(entry)


@pytest.mark.parametrize(
    ("module", "name", "where"),
    [
        ("central-logging-resource", "org.sessionlogging.central.Entrypoint", "central-logging-resource/.rpdk-config has Lambda call"),
        ("central-logging-resource", "com.fasterxml.jackson.datatype.jsr310.JavaTimeModule", "META-INF/services/com.fasterxml.jackson.databind.Module names"),
        ("member-logging-resource", "org.sessionlogging.member.CustomResource", "examples/custom/member.yaml has Lambda call"),
        (
            "member-logging-resource",
            "software.amazon.lambda.powertools.cloudformation.internal.CloudformationUserAgentInterceptor",
            "software/amazon/awssdk/global/handlers/execution.interceptors names",
        ),
        ("member-logging-resource", "software.amazon.cloudformation.proxy.HandlerErrorCode", "shrink.pro keeps"),
        ("verification", "org.apache.commons.logging.impl.NoOpLog", "commons-logging.properties names"),
        ("verification", "org.sessionlogging.verification.SessionLogging", "META-INF/MANIFEST.MF names"),
        (
            "verification",
            "software.amazon.awssdk.services.sso.auth.SsoProfileCredentialsProviderFactory",
            "software/amazon/awssdk/auth/credentials/internal/ProfileCredentialsUtils.class names",
        ),
    ],
)
def test_a_class_that_is_taken_out_is_missed(module, name, where):
    (jar,) = (ROOT / module / "target" / "whole").glob("*.jar")
    rules = check_jars.RULES.read_text(encoding="utf-8")
    with zipfile.ZipFile(jar) as whole, zipfile.ZipFile(ROOT / module / "target" / jar.name) as shrunk:
        assert check_jars.missing(whole, shrunk, rules) == []
        assert f"{name} is missing, which {where}" in check_jars.missing(whole, Without(shrunk, name), rules)
