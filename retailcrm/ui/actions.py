"""Every key of the window in one table, so that help, buttons and listening agree."""

from dataclasses import dataclass

from retailcrm.core.words import say


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does.

    Attributes:
        key: what screens and preferences call it.
        title: said in the list of keys.
        press: the usual key, in Qt's spelling.
        where: "everywhere" or the screens that answer to it, for the list of keys.
    """

    key: str
    title: str
    press: str
    where: str = "everywhere"


ACTIONS = (
    Action("search", "Go anywhere: search, scan or type a printed reference", "Ctrl+K"),
    Action("scan", "Go to the Counter's field", "F2"),
    Action("customer", "Open the member's profile; elsewhere find a customer", "F3"),
    Action("new", "Enrol a new member", "Ins"),
    Action("award", "Award points", "F10", "Counter"),
    Action("redeem", "Redeem points", "F11", "Counter"),
    Action("swap", "Swap a lost card", "F12", "Counter"),
    Action("yes", "Consent: yes", "F7", "Counter"),
    Action("no", "Consent: no", "F8", "Counter"),
    Action("leave", "Sign out, where people sign in", "Ctrl+Shift+L"),
    Action("back", "Back to where you were", "Esc"),
    Action(
        "go",
        "Do the next step of the screen",
        "Ctrl+Return",
        "Counter, Import, Groups, Campaigns, Program, Planner, Settings",
    ),
    Action(
        "print",
        "Print the month or the card",
        "Ctrl+P",
        "Today, Counter, Campaigns, Program, Planner, Reports",
    ),
    Action(
        "save",
        "Save the table as a file",
        "Ctrl+S",
        "Customers, Groups, Import, Campaigns, Program, Planner, Receipts",
    ),
    Action("keep", "Save these people as a list", "Ctrl+Shift+S", "Customers, Groups"),
    Action("find", "Filter the customers", "Ctrl+F"),
    Action(
        "undo", "Take back the last import, award, redemption or code", "Ctrl+Z", "Import, Counter"
    ),
    Action("refresh", "Look again", "F5"),
    Action("help", "Show this list of keys", "F1"),
)

Changed = tuple[tuple[str, str], ...]
"""(action, key) pairs that differ from the table."""

_CAPS = {"Ctrl+Return": "Ctrl+Enter", "Return": "Enter"}
_in_force: dict[str, str] = {}


def use_keys(changed: Changed) -> None:
    """Let these keys do their actions from now on; every cap and list is asked anew."""
    known = {action.key for action in ACTIONS}
    _in_force.clear()
    _in_force.update((key, press) for key, press in changed if key in known and press)


def pressed(key: str, changed: Changed | None = None) -> str:
    """Give the key that does an action, as the person has set it."""
    usual = {action.key: action.press for action in ACTIONS}
    return (_in_force if changed is None else dict(changed)).get(key, usual[key])


def cap(key: str, changed: Changed | None = None) -> str:
    """Write the key of an action as it stands on the keyboard."""
    press = pressed(key, changed)
    return _CAPS.get(press, press)


def taken_by(press: str, key: str, screens: Changed = ()) -> str:
    """Say what a key does already, other than the action `key`; empty if it is free.

    Args:
        press: the key, in Qt's spelling.
        key: the action that wants it.
        screens: (title, key) of the rail, whose keys stay.
    """
    others = [action for action in ACTIONS if action.key != key and pressed(action.key) == press]
    if others:
        return say(others[0].title)
    return next((say("Open {screen}", screen=title) for title, own in screens if own == press), "")


def key_list(screens: Changed = ()) -> tuple[tuple[str, str, str], ...]:
    """List (key, what it does, where) for help; `screens` adds (title, key) of the rail."""
    rows = [(cap(action.key), say(action.title), say(action.where)) for action in ACTIONS]
    rows += [(key, say("Open {screen}", screen=title), say("everywhere")) for title, key in screens]
    return tuple(rows)
