"""Codes as people type them: case, spaces and dashes make no difference."""


def plain_code(code: str) -> str:
    """Give a code without whatever people leave out or add: "abc-12" and " ABC 12" are one."""
    return "".join(one for one in code.casefold() if one.isalnum())
