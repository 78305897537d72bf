"""The type that everybody begins with: what `cfn init` generates, whose READ asks S3 for the tags of a bucket."""

import hashlib
import os
import shlex
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from processes import ROOT

WORK = ROOT / "target" / "generated-default"
JAR = WORK / "default.jar"
RECIPE = WORK / "recipe"
NAME, PACKAGE = "Example::Plain::Bucket", "org.example.plain"
ENTRYPOINT = f"{PACKAGE}.HandlerWrapper"
SOURCES = Path("src", "main", "java", *PACKAGE.split("."))

# What the generated code leaves to do, and how it is done.
EDITS = {
    "ClientBuilder.java": {
        "return null;": "return software.amazon.awssdk.services.s3.S3Client.builder().httpClient(software.amazon.cloudformation.LambdaWrapper.HTTP_CLIENT).build();",
    },
    "Translator.java": {
        "translateToReadRequest(final ResourceModel model) {\n    final AwsRequest awsRequest = null;": "translateToReadRequest(final ResourceModel model) {\n"
        "    final AwsRequest awsRequest = software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest.builder().bucket(model.getTitle()).build();",
    },
    "ReadHandler.java": {
        "// TODO: add custom read resource logic": "awsResponse = client.injectCredentialsAndInvokeV2((software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest) awsRequest,"
        " ((software.amazon.awssdk.services.s3.S3Client) client.client())::getBucketTagging);",
    },
}


def pom_edits():
    """The generated pom asks for a range of versions that Maven Central alone doesn't resolve. The plugin and the SDK are those of our types."""
    properties = {it.tag.rpartition("}")[2]: it.text for it in ElementTree.parse(ROOT / "pom.xml").getroot().find("{*}properties")}

    def dependency(group, artifact, version="", more=""):
        return f"<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId>{version and f'<version>{properties[version]}</version>'}{more}</dependency>"

    cloudformation, sdk = "software.amazon.cloudformation", "software.amazon.awssdk"
    managed = [
        dependency(cloudformation, "aws-cloudformation-resource-schema", "cloudformation.schema.version"),
        # Clients that are not released with the rest of the SDK.
        dependency(sdk, "cloudformation", "awssdk.cloudformation.version"),
        dependency(sdk, "cloudwatchevents", "awssdk.cloudformation.version"),
        dependency(sdk, "cloudwatchlogs", "awssdk.cloudwatchlogs.version"),
        dependency(sdk, "bom", "awssdk.version", "<type>pom</type><scope>import</scope>"),
    ]
    return {
        "[2.0.0,3.0.0)": properties["cloudformation.plugin.version"],
        "    <dependencies>\n": f"    <dependencyManagement><dependencies>{''.join(managed)}</dependencies></dependencyManagement>\n    <dependencies>\n{dependency(sdk, 's3')}\n",
    }


def edit(file, edits):
    """Each edit has one place, or what is generated has changed."""
    text = file.read_text(encoding="utf-8")
    for before, after in edits.items():
        if text.count(before) != 1:
            raise RuntimeError(f"Generated default: {file.name} has {before!r} {text.count(before)} times, once is meant")
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")


def generate(project):
    """What `cfn init` writes, which asks for the package and for a way to generate code (the guided one)."""
    command = ["cfn", "init", "--type-name", NAME, "--artifact-type", "RESOURCE"]
    said = subprocess.run(command, cwd=project, input=f"{PACKAGE}\n2\n", text=True, capture_output=True, check=False)
    if said.returncode:
        raise RuntimeError(f"Generated default: cfn init failed\n{said.stdout}{said.stderr}")
    for name, edits in EDITS.items():
        edit(project / SOURCES / name, edits)
    edit(project / "pom.xml", pom_edits())


def recipe():
    """What the jar is made by: as long as that is the same, the jar is."""
    parts = [Path(__file__).read_bytes(), (ROOT / "tools" / "requirements.txt").read_bytes(), repr(pom_edits()).encode()]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def jar(maven):
    """The default's jar, built unless it is there."""
    if JAR.exists() and RECIPE.exists() and RECIPE.read_text(encoding="utf-8") == recipe():
        return JAR
    shutil.rmtree(WORK, ignore_errors=True)
    project = WORK / "project"
    project.mkdir(parents=True)
    generate(project)
    log = WORK / "maven.log"
    with log.open("w", encoding="utf-8") as output:
        # Its tests are for what is to be done.
        command = [*shlex.split(maven), "-Dmaven.test.skip", "-Djacoco.skip", "package"]
        built = subprocess.run(command, cwd=project, stdout=output, stderr=subprocess.STDOUT, check=False)
    if built.returncode:
        raise RuntimeError(f"Generated default: Maven failed; the whole log is {log.relative_to(ROOT)}")
    unsigned(next((project / "target").glob("example-plain-bucket-handler-*.jar")))
    shutil.rmtree(project)
    RECIPE.write_text(recipe(), encoding="utf-8")
    return JAR


def unsigned(shaded):
    """Copies a jar without the signatures of what was shaded into it, with which it starts from no class path."""
    part = JAR.with_suffix(".part")
    with ZipFile(shaded) as old, ZipFile(part, "w", ZIP_DEFLATED) as new:
        for name in dict.fromkeys(old.namelist()):
            if not name.startswith("META-INF/") or not name.endswith((".SF", ".DSA", ".RSA")):
                new.writestr(old.getinfo(name), old.read(name), ZIP_DEFLATED)
    os.replace(part, JAR)
