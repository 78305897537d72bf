"""Packages of both types and of the module, as whoever registers them makes them, and the folder of the package bucket that they
come to lie in."""

import fcntl
import json
import os
import shutil
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor

from processes import ROOT, only_jar, type_folder

from .stacks import Stack, as_parameters

sys.path.append(str(ROOT / "tools"))

import cfn_zip  # noqa: E402  (in tools/)

TEMPLATES = ROOT / "examples" / "distribution"
TYPES = ("central", "member")
MADE = ROOT / "target" / "packages"


def text(name):
    return (TEMPLATES / f"{name}.yaml").read_text(encoding="utf-8")


def package_bucket(organization, say, region=None):
    """Makes the bucket that the whole organization reads, in a Region of the log account; gives its name."""
    stack = Stack(organization.log, "session-logging-packages", say, region)
    return stack.create(TemplateBody=text("package-bucket"), Parameters=as_parameters({"OrganizationId": organization.id}))["BucketName"]


def packaged(type_):
    """The zip of `cfn submit --dry-run`; made once for a jar, in a folder of its own, while others who want it wait."""
    MADE.mkdir(parents=True, exist_ok=True)
    with (MADE / f"{type_}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _packaged(type_)


def _packaged(type_):
    folder = type_folder(type_)
    jar = only_jar(folder / "target", "sessionmanager-logging-*-handler-*.jar")
    made = MADE / type_ / f"sessionmanager-logging-{type_}.zip"
    if made.exists() and made.stat().st_mtime >= jar.stat().st_mtime:
        return made
    shutil.rmtree(made.parent, ignore_errors=True)
    (made.parent / "target").mkdir(parents=True)
    for name in (".rpdk-config", "pom.xml", *(it.name for it in folder.glob("*.json"))):
        shutil.copy(folder / name, made.parent)
    shutil.copytree(folder / "inputs", made.parent / "inputs")
    os.link(jar, made.parent / "target" / jar.name)
    return cfn_zip.submitted(made.parent)


def packaged_module(folder):
    """The same of the module, made in that folder."""
    shutil.copy(ROOT / ".rpdk-config", folder)
    shutil.copytree(ROOT / "fragments", folder / "fragments")
    return cfn_zip.submitted(folder)


def release():
    """What a version's folder holds, by name: both packages and the templates."""
    with ThreadPoolExecutor() as pool:
        made = list(pool.map(packaged, TYPES))
    return {it.name: it.read_bytes() for it in (*made, TEMPLATES / "roles.yaml", TEMPLATES / "register-types.yaml")}


def upload(s3, bucket, version, files):
    """As the bucket wants it: nothing is overwritten."""
    for name, content in files.items():
        s3.put_object(Bucket=bucket, Key=f"{version}/{name}", Body=content, IfNoneMatch="*")


def described(files, words, folder):
    """The same release with another description in the types' schemas: stands for a newer version of them."""
    newer = dict(files)
    for name in files:
        if name.endswith(".zip"):
            with zipfile.ZipFile(folder / name, "w") as copy, zipfile.ZipFile(MADE / name.split("-")[-1].removesuffix(".zip") / name) as made:
                for entry in made.namelist():
                    content = made.read(entry)
                    if entry == "schema.json":
                        content = json.dumps(json.loads(content) | {"description": words})
                    copy.writestr(entry, content)
            newer[name] = (folder / name).read_bytes()
    return newer
