"""The characters that IAM and SSM take in keys and values of tags: letters of every language, digits, white space, `_.:/=+-@`.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Tag.html
"""

import re

TEXT = re.compile(r"[\w\s.:/=+\-@]*")


def is_valid(key: str, value: str) -> bool:
    return bool(TEXT.fullmatch(key) and TEXT.fullmatch(value))
