"""parliament's opinion of each policy (https://github.com/duo-labs/parliament), and what of it is no fault."""

import json
import warnings

with warnings.catch_warnings():
    # It reads its data with pkg_resources, which says that it is outdated.
    warnings.simplefilter("ignore")
    from parliament import analyze_policy_string

# (issue, beginning of the policy's name, part of the detail): why it is no fault.
NO_FAULT = {
    ("RESOURCE_STAR", "", "kms:"): "a key's policy calls its own key *",
    ("UNKNOWN_ACTION", "bucket", "s3:UpdateObjectEncryption"): "newer than parliament's data; the simulator knows it",
    ("MISMATCHED_TYPE_BUT_USABLE", "bucket", "StringNotEquals"): "the key's ARN in a header is compared as a text: it has no wildcards",
}


def findings(policies):
    """({faults, each a line}, {entries of NO_FAULT that were of use}) of policies by name."""
    faults, excused = set(), set()
    for name, document in policies.items():
        for finding in analyze_policy_string(json.dumps(document)).findings:
            detail = str(finding.detail)
            reasons = [known for known in NO_FAULT if finding.issue == known[0] and name.startswith(known[1]) and known[2] in detail]
            excused.update(reasons)
            if not reasons:
                faults.add(f"{name}: {finding.issue} {detail} at {finding.location}")
    return faults, excused
