"""Reads YAML into values that know their file and line, and refuses duplicate keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from bot.core.problems import Place, Problem

if TYPE_CHECKING:
    from pathlib import Path

# libyaml's parser reads the whole base in a third of the time; PyYAML without it is only slower.
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Table(dict[str, Any]):
    """A YAML mapping: an ordinary dict that knows where it and each of its keys stand."""

    at: Place
    keys_at: dict[str, Place]

    def place(self, key: str) -> Place:
        """Where `key` stands, or where the table stands when it has no such key."""
        return self.keys_at.get(key, self.at)


def read_table(path: Path, shown_as: str, problems: list[Problem]) -> Table:
    """The mapping in a YAML file; an empty one, with a problem added, when it cannot be read.

    `shown_as` is how messages name the file. Values below the top are `Table`, `list` or plain scalars.
    """
    value = _read(path, shown_as, problems)
    if isinstance(value, Table):
        return value
    empty = Table()
    empty.at, empty.keys_at = Place(shown_as), {}
    if value is not None:
        problems.append(Problem(empty.at, "the file is not a list of names and values", "Start with `name: value`."))
    return empty


def read_tables(path: Path, shown_as: str, problems: list[Problem]) -> list[Table]:
    """The mappings of a YAML file that holds a list of them; what is none is reported and left out."""
    value = _read(path, shown_as, problems)
    if value is not None and not (isinstance(value, list) and all(isinstance(item, Table) for item in value)):
        problems.append(Problem(Place(shown_as), "the file is not a list", "Start each item with `- `."))
    return [item for item in value if isinstance(item, Table)] if isinstance(value, list) else []


def _read(path: Path, shown_as: str, problems: list[Problem]) -> Any:
    """The value of a YAML file; None, with a problem added, when it cannot be read, and without one when it is empty."""
    try:
        loader = Loader(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        problems.append(Problem(Place(shown_as), "the file is not UTF-8 text", "Save it as UTF-8 in your editor."))
        return None
    except OSError as error:
        problems.append(Problem(Place(shown_as), f"the file cannot be read ({error.strerror})", "Mend its name."))
        return None
    except yaml.YAMLError as error:
        problems.append(_unreadable(error, shown_as))
        return None
    try:
        node = loader.get_single_node()
        return None if node is None else _build(node, loader, shown_as, problems)
    except yaml.YAMLError as error:
        problems.append(_unreadable(error, shown_as))
        return None
    finally:
        loader.dispose()


def _build(node: Any, loader: Any, shown_as: str, problems: list[Problem]) -> Any:
    if isinstance(node, yaml.MappingNode):
        table = Table()
        table.at, table.keys_at = _place(node, shown_as), {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            place = _place(key_node, shown_as)
            if key in table:
                problems.append(
                    Problem(
                        place,
                        f'"{key}" stands here a second time',
                        f"Keep one; the first is in line {table.keys_at[key].line}.",
                    )
                )
                continue
            table[key] = _build(value_node, loader, shown_as, problems)
            table.keys_at[key] = place
        return table
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, loader, shown_as, problems) for item in node.value]
    try:
        return loader.construct_object(node)
    except ValueError:
        problems.append(Problem(_place(node, shown_as), f'"{node.value}" cannot be read', "Put the value in quotes."))
        return str(node.value)


def _place(node: Any, shown_as: str) -> Place:
    return Place(shown_as, node.start_mark.line + 1)


def _unreadable(error: yaml.YAMLError, shown_as: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    return Problem(
        Place(shown_as, mark.line + 1 if mark else 1),
        f"this is not readable YAML ({what})",
        "Look at this line and the one above: quotes closed, a space after each colon, the same indentation?",
    )
