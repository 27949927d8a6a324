import logging

from bot.logs import set_up


def test_an_error_among_the_arguments_of_a_record_is_told_by_its_kind_only(capsys):
    """Aiogram logs what it cannot decode together with the whole update."""
    before = logging.root.handlers[:], logging.root.level
    try:
        set_up("INFO")
        logging.getLogger("aiogram.dispatcher").error("Failed to fetch updates - %s: %s", "X", ValueError("zzsecret"))
        try:
            raise ValueError("zzother")
        except ValueError:
            logging.getLogger("asyncio").exception("broken")
    finally:
        logging.root.handlers[:], _ = before[0], logging.root.setLevel(before[1])
    told = capsys.readouterr().err
    assert "ValueError" in told
    assert "zzsecret" not in told
    assert "zzother" not in told
