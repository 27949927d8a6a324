from pathlib import Path

from bot.core.problems import Problem
from bot.core.yaml_lines import read_table


def read(tmp_path: Path, text: str | bytes):
    path = tmp_path / "file.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    problems: list[Problem] = []
    return read_table(path, "knowledge/file.yaml", problems), [str(p).split("\n")[0] for p in problems]


def test_every_key_knows_its_line(tmp_path):
    table, problems = read(tmp_path, "# a comment\nget:\n  title: One\n  answer: |-\n    a\n    b\n")
    assert problems == []
    assert table["get"]["answer"] == "a\nb"
    assert table.place("get").line == 2
    assert table["get"].place("answer").line == 4


def test_a_key_that_is_not_there_is_placed_at_its_table(tmp_path):
    table, _ = read(tmp_path, "a: 1\nget:\n  title: One\n")
    assert table["get"].place("missing").line == 3


def test_a_second_key_of_the_same_name_is_an_error_and_the_first_one_counts(tmp_path):
    table, problems = read(tmp_path, "get: one\nother: x\nget: two\n")
    assert table["get"] == "one"
    assert problems == ['knowledge/file.yaml:3: error: "get" stands here a second time']


def test_unreadable_yaml_names_the_line(tmp_path):
    table, problems = read(tmp_path, 'a: 1\nb: "open\n')
    assert table == {}
    assert len(problems) == 1
    assert problems[0].startswith("knowledge/file.yaml:")
    assert "not readable YAML" in problems[0]


def test_a_list_at_the_top_a_bad_date_and_a_foreign_encoding_are_problems_not_crashes(tmp_path):
    assert "not a list of names and values" in read(tmp_path, "- a\n- b\n")[1][0]
    assert "cannot be read" in read(tmp_path, "on: 2026-13-45\n")[1][0]
    assert "not UTF-8" in read(tmp_path, b"a: \xff\xfe\n")[1][0]


def test_an_empty_file_is_an_empty_table(tmp_path):
    assert read(tmp_path, "# nothing yet\n") == ({}, [])


def test_tags_that_would_run_code_run_nothing(tmp_path):
    assert read(tmp_path, "a: !!python/object/apply:os.system ['true']\n") == ({"a": ["true"]}, [])
    table, problems = read(tmp_path, "b: !!python/name:os.system x\n")
    assert table == {}
    assert "not readable YAML" in problems[0]
