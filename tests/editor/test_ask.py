import json

import pytest

from bot.core.entries import Question
from bot.editor.ask import answer_line, explain
from tests.command import run
from tests.conftest import KNOWLEDGE, TINY


@pytest.fixture
def tiny_settings(tmp_path) -> dict[str, str]:
    return {"KNOWLEDGE_DIR": str(TINY), "DATA_DIR": str(tmp_path)}


def test_one_line_in_one_object_out(tiny_product):
    told = answer_line(tiny_product.answering, '{"text": "how do i get a guardian", "language": null}')
    assert (told["kind"], told["language"], told["danger"]) == ("answer", "en", None)
    assert told["entries"][0]["id"] == "guardian/get"
    assert 0 < told["entries"][0]["score"] <= 1
    danger = answer_line(tiny_product.answering, '{"text": "i want to die", "language": "fr"}')
    assert danger["kind"] == "danger"
    assert danger["danger"] == {"kind": "danger/suicide", "level": "certain"}


@pytest.mark.parametrize("line", ["", "not json", "[]", "{}", '{"language": "fr"}', '"text"', "null"])
def test_an_unreadable_line_gets_an_error_and_stops_nothing(tiny_product, line):
    assert "error" in answer_line(tiny_product.answering, line)


def test_many_lines_are_answered_in_one_process(tiny_settings):
    lines = (
        "\n".join(json.dumps({"text": text, "language": None}) for text in ("help", "guardian", "", "🙂")) + "\n\nbad\n"
    )
    done = run("ask", "--json", stdin=lines, **tiny_settings)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one.get("kind", "error") for one in told][:1] == ["danger"]
    assert len(told) == 5


def test_a_person_sees_the_answer_and_the_words_that_carried_it(tiny_settings):
    done = run("ask", "how do i get a guardian", **tiny_settings)
    assert done.returncode == 0, done.stderr
    assert "How do I get a guardian?" in done.stdout
    assert "guardian/get" in done.stdout
    assert "078 15 43 24" in done.stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("how do i get a guardian", "One answer: the second fits"),
        ("qqq zzz xxx", "No answer: it is"),
        ("m", "too few letters"),
        ("i want to die", "Danger (suicide), certain: "),
    ],
)
def test_the_decision_is_told_in_words(tiny_product, text, told):
    question = Question(text, chosen="en")
    lines = explain(tiny_product.answering, question, tiny_product.answering.answer(question))
    assert told in "\n".join(lines)


def test_a_broken_knowledge_file_stops_with_its_place_and_a_remedy(tiny_settings, tiny_folder):
    (tiny_folder / "guardian" / "en.yaml").write_text("get:\n  titel: x\n", encoding="utf-8")
    done = run("ask", "x", **tiny_settings | {"KNOWLEDGE_DIR": str(tiny_folder)})
    assert done.returncode == 2
    assert 'knowledge/guardian/en.yaml:2: error: "titel" is not a known name here' in done.stderr
    assert 'Did you mean "title"?' in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_settings_are_told_all_at_once_without_secrets(tmp_path):
    done = run(BOT_TOKEN="zz secret zz", PORT="99999", LOG_LEVEL="LOUD", DATA_DIR=str(tmp_path))
    assert done.returncode == 2
    assert [line.partition(":")[0] for line in done.stderr.splitlines()[1:4]] == ["BOT_TOKEN", "PORT", "LOG_LEVEL"]
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr


def test_the_check_command_ends_with_1_only_for_errors(tmp_path):
    assert run("check", KNOWLEDGE_DIR=str(TINY), DATA_DIR=str(tmp_path)).returncode == 1
    assert run("check", KNOWLEDGE_DIR=str(KNOWLEDGE), DATA_DIR=str(tmp_path)).returncode == 0
