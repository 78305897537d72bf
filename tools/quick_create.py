"""Makes the links that open CloudFormation's console with a template of examples/ and its parameters filled in.

usage: quick_create.py BUCKET REGION [VERSION]

BUCKET is an S3 bucket of the Region that holds the templates below VERSION/. Without arguments the links have the
placeholders that README shows.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html
"""

import sys
from urllib.parse import urlencode

from addresses import Place

# What each link fills in; all else has defaults, or is for whoever clicks.
TEMPLATES = {
    "organization.yaml": {"stackName": "session-logging", "param_Regions": "<region>"},
    "organization-short.yaml": {"stackName": "session-logging", "param_Regions": "<region>"},
    "regional.yaml": {"stackName": "session-logging", "param_Regions": "<region>"},
}
READABLE = ":/,<>"


def link(template, bucket=None, region=None, version=None):
    """The link for one template; what is not given has its placeholder."""
    query = {"templateURL": f"https://<bucket>.s3.<region>.amazonaws.com/<version>/{template}"} | TEMPLATES[template]
    console = "https://<region>.console.aws.amazon.com/cloudformation/home?region=<region>#/stacks/quickcreate?"
    return Place(version, bucket, region).in_guide(console + urlencode(query, safe=READABLE))


def main():
    for template in TEMPLATES:
        print(link(template, *sys.argv[1:4]))


if __name__ == "__main__":
    main()
