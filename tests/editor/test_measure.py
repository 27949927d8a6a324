import json

import pytest

from bot.core.problems import KnowledgeError
from bot.editor import measure
from bot.editor.measure import COLUMNS, Held, ask, figures, mistakes, read, summary
from bot.settings import Settings
from tests.command import run
from tests.conftest import TINY

QUESTIONS = """
- {q: "how do i get a guardian", lang: en, accept: [guardian/get], kind: plain}
- {q: "can i really trust this guardian", lang: en, accept: [guardian/get], kind: plain}
- {q: "i want to die", lang: en, accept: [danger/now], kind: danger}
- {q: "qqq zzz xxx", lang: en, accept: [], kind: outside}
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "en.yaml"
    path.write_text(QUESTIONS, encoding="utf-8")
    return path


def test_each_figure_counts_its_own_kind_of_question(tiny_product, file):
    outcomes = [ask(tiny_product.answering, held) for held in read(file, tiny_product.library)]
    found = figures(outcomes)
    assert found.keys() == COLUMNS.keys()
    assert found["questions"] == 4
    assert [outcome.first for outcome in outcomes] == [True, False, False, False]
    assert found["first"] == round(1 / 3, 4)
    assert found["danger_certain"] == 1.0
    assert found["outside_answered"] == 0.0
    assert found["hidden_found"] is None
    report = summary(outcomes, tiny_product.library)
    assert report.mean["danger_certain"] == 1.0
    assert ("guardian/get", "guardian/trust", 1) in report.confusions
    assert len(report.slowest) == 4
    assert any("can i really trust this guardian" in line for line in mistakes(outcomes))
    json.dumps(report.as_object())


def test_a_question_without_a_kind_is_plain_or_outside(tiny_product, tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(
        '- {q: "a", lang: fr, accept: [guardian/get], source: "somewhere"}\n- {q: "b", lang: fr, accept: []}\n'
    )
    assert read(path, tiny_product.library) == [
        Held("a", "fr", ("guardian/get",), "plain"),
        Held("b", "fr", (), "outside"),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('- {q: "a", lang: xx, accept: []}', '"xx" is none of the languages'),
        ('- {q: "a", lang: fr, accept: [guardian/got]}', 'there is no entry "guardian/got"'),
        ('- {q: "a", lang: fr, accept: [], kind: odd}', '"odd" is no kind of question'),
        ('- {q: "a", lang: fr}', '"accept" is missing'),
        ("a: b", "the file is not a list"),
        ("- [", "not readable YAML"),
    ],
)
def test_a_broken_file_of_questions_names_the_line(tiny_product, tmp_path, line, told):
    path = tmp_path / "x.yaml"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as error:
        read(path, tiny_product.library)
    assert str(error.value).startswith(f"{tmp_path.name}/x.yaml:")
    assert told in str(error.value)


def test_the_command_prints_the_tables_and_writes_the_figures(tmp_path, file):
    to = tmp_path / "figures.json"
    done = run(
        "measure", "--file", str(file), "--to", str(to), "--wrong", KNOWLEDGE_DIR=str(TINY), DATA_DIR=str(tmp_path)
    )
    assert done.returncode == 0, done.stderr
    assert "right first" in done.stdout
    assert "can i really trust this guardian" in done.stdout
    assert json.loads(to.read_text(encoding="utf-8"))["languages"]["en"]["outside_answered"] == 0.0


def test_without_questions_the_measurement_says_so(tiny_product, tmp_path):
    settings = Settings(knowledge_dir=TINY, data_dir=tmp_path)
    with pytest.raises(KnowledgeError, match="there are no questions here"):
        measure.run(settings, [], None, print, wrong=False)


def test_a_missing_file_is_told_kindly(tmp_path):
    done = run("measure", "--file", str(tmp_path / "none.yaml"), KNOWLEDGE_DIR=str(TINY), DATA_DIR=str(tmp_path))
    assert done.returncode == 2
    assert "none.yaml:1: error: the file cannot be read" in done.stderr
    assert "Traceback" not in done.stderr
