from bot.core.contacts import for_danger, for_entry


def test_an_entry_shows_the_contacts_its_editor_named(tiny):
    assert [contact.id for contact in for_entry(tiny, "danger/suicide")] == ["ambulance", "line-fr", "line-nl"]
    assert for_entry(tiny, "guardian/trust") == []


def test_a_help_line_that_speaks_the_language_comes_first_and_emergency_numbers_keep_their_place(tiny):
    assert [contact.id for contact in for_danger(tiny, "suicide", "fr")] == ["ambulance", "line-fr", "line-nl"]
    assert [contact.id for contact in for_danger(tiny, "suicide", "fa")] == ["ambulance", "line-nl", "line-fr"]
    assert [contact.id for contact in for_danger(tiny, "tonight", "en")] == ["police", "service"]
