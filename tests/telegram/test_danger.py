async def test_the_red_button_gives_the_numbers_at_once(chat):
    await chat.say("/start")
    (html,) = await chat.press("danger")
    assert "101" in html
    assert "112" in html
    assert next(iter(chat.buttons)) == "safe"


async def test_i_am_safe_now_is_met_with_a_kind_word(chat):
    await chat.say("help")
    (html,) = await chat.press("safe")
    assert "It is good that you are safe now." in html


async def test_i_meant_something_else_offers_what_it_may_have_been(chat):
    await chat.say("help")
    await chat.press("o:guardian/get,guardian/trust,gone/entry")
    assert {"e:guardian/get", "e:guardian/trust"} <= chat.buttons.keys()
    assert "112" in chat.last.text


async def test_i_meant_something_else_answers_when_there_is_one_other_meaning(chat):
    await chat.say("help")
    (html,) = await chat.press("o:guardian/get")
    assert "How do I get a guardian?" in html
    assert html.startswith("☎ In danger now?")


async def test_i_meant_something_else_without_a_match_leads_to_the_topics(chat):
    await chat.say("help")
    await chat.press("o:")
    assert "t:guardian" in chat.buttons


async def test_the_danger_reply_comes_in_the_language_of_the_message(chat):
    (html,) = await chat.say("کمک")
    assert "کار درستی کردی" in html
