// What the SDK gives a plugin, and what it says of a plugin's mistakes, on both databases.
#include "tests/plugins/world.hpp"

namespace kerege::plugins {
namespace {

using testing::HasSubstr;

class Toolkit : public testing::TestWithParam<Surroundings> {
protected:
    void SetUp() override {
        if (!GetParam().available()) GTEST_SKIP() << "KEREGE_TEST_POSTGRES is not set";
        world = std::make_unique<World>(GetParam().dialect, GetParam().isolation);
        world->load("sdk");
        ASSERT_EQ(world->entry("toolkit").state, State::loaded) << world->entry("toolkit").reason;
    }

    std::unique_ptr<World> world;
};

INSTANTIATE_TEST_SUITE_P(Everywhere, Toolkit, testing::ValuesIn(kEverywhere), name_of);

TEST_P(Toolkit, SettingsAreNumbersAndWords) {
    EXPECT_EQ(world->get("/toolkit/words").body, "none on 01.09.2026, 7");
    const Manifest& manifest = world->entry("toolkit").manifest;
    ASSERT_TRUE(
        world->plugins->settings().set(manifest, World::kSchool, "words", "Қош келдіңіз").ok());
    EXPECT_EQ(world->get("/toolkit/words").body, "Қош келдіңіз on 01.09.2026, 7");
    EXPECT_EQ(world->get("/toolkit/wrong-setting").status, 500);
}

// A person who reads that something is wrong in their form would look for it in vain.
TEST_P(Toolkit, WhatTheHostRefusesThePluginIsABugAndSaidInWords) {
    const std::pair<const char*, const char*> mistakes[] = {
        {"day",
         "day: invalid; a day of the calendar is written YYYY-MM-DD; given was "
         "\"2026-02-30\""},
        {"setting",
         "setting_int: not found; plugin.yaml declares it under settings, with type: "
         "int; given was \"wrods\""},
        {"redirect", "given was \"//elsewhere\""},
        {"template", "there is no template \"toolkit/nowhere\""},
        {"status", "200 to 599, and not in a slot; given was \"42\""},
        {"header", "given was \"set-cookie\""},
        {"twice", "toolkit: begin: a transaction is open already"},
        {"write in a read", "toolkit: execute: the transaction only reads"},
    };
    for (const auto& [which, words] : mistakes) {
        const Answer answer = world->get(std::string("/toolkit/mistakes/") + which);
        EXPECT_EQ(answer.status, 500) << which;
        EXPECT_THAT(answer.fault_text, HasSubstr(words));
        EXPECT_EQ(answer.fault_message, "") << which;
    }
}

TEST_P(Toolkit, AFaultIsExplainedWithItsValuesOrByItsFirstField) {
    const Answer late = world->get("/toolkit/mistakes/late");
    EXPECT_EQ(late.status, 409);
    EXPECT_EQ(late.fault_message, "5 minutes late.");
    EXPECT_EQ(world->get("/toolkit/mistakes/form").fault_message, "Write a name.");
}

TEST_P(Toolkit, OnlyAKeyThatIsTakenIsAConflict) {
    Answer answer = world->post("/toolkit/rows", {{"how", "null"}});
    EXPECT_EQ(answer.status, 500);
    EXPECT_THAT(answer.fault_text, HasSubstr("weight"));
    answer = world->post("/toolkit/rows", {{"how", "same"}});
    EXPECT_EQ(answer.status, 409) << answer.fault_text;
    EXPECT_EQ(world->post("/toolkit/rows", {{"how", "well"}}).status, 200);
}

TEST_P(Toolkit, WhatEndsWellAndLooksForgottenIsSaid) {
    EXPECT_EQ(world->post("/toolkit/rows", {{"how", "well"}}).status, 200);
    EXPECT_EQ(world->get("/toolkit/mistakes/day").status, 500);
    EXPECT_EQ(world->get("/toolkit/words").status, 200);
    for (const char* words :
         {"commit() missing", "without an answer", "it asks for the permission"})
        EXPECT_EQ(world->log_text().find(words), std::string::npos) << words;
    EXPECT_EQ(world->post("/toolkit/rows", {{"how", "forget"}}).status, 409) << "the id is taken";
    world->change("delete from toolkit_sample");
    EXPECT_EQ(world->post("/toolkit/rows", {{"how", "forget"}}).status, 200);
    EXPECT_TRUE(world->logs("the 1 rows it changed were rolled back: is commit() missing?"));
    EXPECT_EQ(world->get("/toolkit/mistakes/none").status, 200);
    EXPECT_TRUE(world->logs("it ended well without an answer"));
    EXPECT_EQ(world->get("/toolkit/mistakes/undeclared").body, "not permitted");
    EXPECT_TRUE(
        world->logs("it asks for the permission \"toolkit.nowhere\", which no plugin.yaml "
                    "declares"));
}

TEST_P(Toolkit, SettingsAreChosen) {
    EXPECT_EQ(world->get("/toolkit/choices").body, "quiet, small");
    const Manifest& manifest = world->entry("toolkit").manifest;
    Settings& settings = world->plugins->settings();
    EXPECT_TRUE(settings.set(manifest, OrganisationId{1}, "loud", "true").ok());
    EXPECT_TRUE(settings.set(manifest, World::kSchool, "size", "large").ok());
    EXPECT_EQ(world->get("/toolkit/choices").body, "loud, large");
    EXPECT_TRUE(settings.set(manifest, World::kSchool, "loud", "0").ok());
    EXPECT_EQ(world->get("/toolkit/choices").body, "quiet, large");
    EXPECT_EQ(world->get("/toolkit/choices", World::kOther).body, "loud, small");
}

TEST_P(Toolkit, SettingsTakeWhatTheManifestAllows) {
    const Manifest& manifest = world->entry("toolkit").manifest;
    Settings& settings = world->plugins->settings();
    const auto wrong = [&](const char* key, const std::string& value) {
        const auto done = settings.set(manifest, World::kSchool, key, value);
        return done.ok() ? std::string("taken") : done.fault().log_text;
    };
    EXPECT_THAT(wrong("count", "61"), HasSubstr("a whole number from 1 to 60, not \"61\""));
    EXPECT_THAT(wrong("count", "7.5"), HasSubstr("a whole number"));
    EXPECT_THAT(wrong("loud", "yes"), HasSubstr("true or false"));
    EXPECT_THAT(wrong("size", "huge"), HasSubstr("no choice \"huge\""));
    EXPECT_THAT(wrong("words", "two\nlines"), HasSubstr("one line"));
    EXPECT_THAT(wrong("words", "  "), HasSubstr("nothing"));
    // What an earlier version left counts for nothing where the manifest no longer takes it.
    world->change(
        "insert into core_setting (organisation_id, module, key, value) values "
        "(1, 'toolkit', 'count', '12'), (10, 'toolkit', 'count', '500'), "
        "(10, 'toolkit', 'size', 'huge')");
    EXPECT_THAT(world->get("/toolkit/words").body, HasSubstr(", 12"));
    EXPECT_EQ(world->get("/toolkit/choices").body, "quiet, small");
}

TEST_P(Toolkit, ASettingIsChangedOnceFromWhatWasSeen) {
    const Manifest& manifest = world->entry("toolkit").manifest;
    const auto change = [&](std::optional<std::string> was, std::optional<std::string> value) {
        auto transaction = world->database->write();
        const auto done =
            Settings::change(transaction, manifest, World::kSchool, "count", was, value);
        transaction.commit();
        return done.ok();
    };
    EXPECT_TRUE(change({}, "9"));
    EXPECT_FALSE(change({}, "10")) << "somebody has set it";
    EXPECT_FALSE(change("8", "10"));
    EXPECT_TRUE(change("9", "10"));
    EXPECT_FALSE(change("9", {}));
    auto transaction = world->database->read();
    const auto held = Settings::held(transaction, manifest, World::kSchool);
    EXPECT_EQ(held.at(1).own, "10");
    EXPECT_EQ(held.at(1).above, "7");
    EXPECT_FALSE(held.at(1).above_at);
    transaction.commit();
    EXPECT_TRUE(change("10", {}));
    EXPECT_EQ(world->sql("select count(*) from core_setting"), "0");
}

class ToolkitLetters : public Toolkit {
protected:
    void SetUp() override {
        Toolkit::SetUp();
        if (IsSkipped()) return;
        world->change(
            "insert into core_person (id, family_name, given_name, patronymic, phone, email, "
            "residence, created_at_ms) values (100, 'A', 'B', '', '', 'ana@mail.kz', '', 0), "
            "(101, 'C', 'D', '', '', '', '', 0);"
            "insert into core_account (person_id, login, password_temporary, locale, "
            "created_at_ms) values (100, 'ana', 0, 'en', 0);"
            "insert into core_membership (organisation_id, id, person_id, profile, position, "
            "valid_from) values (10, 200, 100, 'guardian', '', '2026-01-01'), "
            "(10, 201, 101, 'guardian', '', '2026-01-01'), "
            "(11, 202, 100, 'guardian', '', '2026-01-01');");
    }
    std::string send(const std::string& words) {
        const Answer answer = world->post_body("/toolkit/letters", words);
        return answer.status == 200 ? answer.body : answer.fault_text;
    }
    std::string letter(const std::string& column) {
        return world->sql("select " + column + " from core_mail");
    }
};

INSTANTIATE_TEST_SUITE_P(Everywhere, ToolkitLetters, testing::ValuesIn(kEverywhere), name_of);

TEST_P(ToolkitLetters, ALetterIsWrittenInTheLanguageOfWhoeverGetsIt) {
    EXPECT_EQ(send("200 news first"), "queued");
    EXPECT_EQ(letter("subject"), "News of Әлия Bcc: all@example.kz")
        << "one line, whatever is given";
    EXPECT_EQ(letter("body"), "On 1 Sep 2026.\n- Ән <b>сабағы</b>\n- second\n");
    EXPECT_THAT(letter("html"), HasSubstr("<html lang=\"en\">"));
    EXPECT_THAT(letter("html"), HasSubstr("<p>News of Әлия"));
    EXPECT_EQ(letter("module"), "toolkit");
    EXPECT_EQ(letter("state"), "waiting");
    EXPECT_EQ(letter("organisation_id"), "10");
    EXPECT_EQ(letter("person_id"), "100");
}

TEST_P(ToolkitLetters, ALetterIsWrittenOnceForAKeyAndOnlyIfItsTransactionIsKept) {
    EXPECT_EQ(send("200 news first rollback"), "queued");
    EXPECT_EQ(world->sql("select count(*) from core_mail"), "0");
    EXPECT_EQ(send("200 news first"), "queued");
    EXPECT_EQ(send("200 news first"), "known");
    EXPECT_EQ(send("200 news second"), "queued");
    EXPECT_EQ(world->sql("select count(*) from core_mail"), "2");
}

TEST_P(ToolkitLetters, OnlyMembersOfTheOrganisationAreWrittenTo) {
    EXPECT_EQ(send("201 news first"), "no address");
    EXPECT_EQ(send("202 news first"), "no member") << "of another school";
    EXPECT_EQ(send("999 news first"), "no member");
    EXPECT_EQ(world->sql("select count(*) from core_mail"), "0");
}

TEST_P(ToolkitLetters, WhatCanNotBeALetterIsRefused) {
    EXPECT_THAT(send("200 olds first"), HasSubstr("there is no template \"mail/olds.txt\""));
    EXPECT_THAT(send("200 news " + std::string(201, 'k')), HasSubstr("200 bytes"));
    EXPECT_THAT(world->get("/toolkit/letter-without-transaction").fault_text,
                HasSubstr("no open transaction that writes"));
    EXPECT_EQ(world->sql("select count(*) from core_mail"), "0");
}

TEST_P(Toolkit, APublicFormIsTakenWithItsBody) {
    const Answer answer = world->post_body("/toolkit/echo", R"({"mark": 5})");
    EXPECT_TRUE(answer.is_public);
    EXPECT_EQ(answer.body, R"({"mark": 5})");
    EXPECT_FALSE(world->post_body("/toolkit/samples", "x").is_public);
}

TEST_P(Toolkit, RealsAndBlobsComeBackAsTheyWent) {
    using namespace std::string_literals;
    EXPECT_EQ(world->post_body("/toolkit/samples", "\xff\x00\x89PNG"s).status, 200);
    EXPECT_EQ(world->get("/toolkit/samples").body, "2.500000 ff0089504e47 unmeasured");
}

TEST_P(Toolkit, AnEventNobodyHandlesIsKeptAndSaid) {
    EXPECT_EQ(world->post_body("/toolkit/samples", "x").status, 200);
    EXPECT_EQ(world->plugins->deliverer().deliver_due(), 1) << "tried";
    EXPECT_EQ(world->sql("select attempts from core_event_delivery"), "1");
    EXPECT_THAT(world->sql("select last_error from core_event_delivery"),
                HasSubstr("plugin.yaml lists the event toolkit.sample.added, but the plugin has no "
                          "handler for it"));
}

TEST_P(Toolkit, ASlotNobodyFillsIsEmptyAndSaid) {
    EXPECT_EQ(world->get("/toolkit/slot").body, "<p></p>\n");
    EXPECT_THAT(world->log_text(), HasSubstr("plugin.yaml lists the slot toolkit.side, but the "
                                             "plugin has no handler for it"));
}

TEST_P(Toolkit, AStatementThatWasNotHandedInIsNoneOfTheOthers) {
    const Answer answer = world->get("/toolkit/statement");
    EXPECT_EQ(answer.status, 500);
    EXPECT_THAT(answer.fault_text, HasSubstr("statement was not handed in at start: list"));
}

TEST_P(Toolkit, AStatementWithoutEndIsEndedWithItsCall) {
    world.reset();
    world = std::make_unique<World>(GetParam().dialect, GetParam().isolation);
    world->workers.call_deadline = std::chrono::milliseconds(700);
    world->load("sdk");
    const auto began = std::chrono::steady_clock::now();
    const Answer answer = world->get("/toolkit/endless");
    EXPECT_EQ(answer.status, 503);
    EXPECT_THAT(answer.fault_text, HasSubstr("toolkit/endless"));
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::milliseconds(5000));
    EXPECT_EQ(world->post_body("/toolkit/samples", "x").status, 200);
    EXPECT_EQ(world->get("/toolkit/samples").status, 200);
    EXPECT_EQ(world->log_text().find("will be replaced"), std::string::npos)
        << "its worker has done nothing wrong";
}

TEST_P(Toolkit, RoutesWithoutAPermissionAreSaidAtTheStart) {
    EXPECT_TRUE(
        world->logs("routes without a permission, where everybody who is signed in may "
                    "come: GET /toolkit/words, "));
    EXPECT_EQ(world->log_text().find("POST /toolkit/echo"), std::string::npos) << "it is public";
}

TEST_P(Toolkit, AReasonIsSaidOnce) {
    EXPECT_THAT(world->entry("twice").reason,
                testing::StartsWith("start() failed: statements() is called once"));
}

TEST_P(Toolkit, HandingStatementsInTwiceFailsTheStart) {
    EXPECT_EQ(world->entry("twice").state, State::failed);
    EXPECT_THAT(world->entry("twice").reason, HasSubstr("statements() is called once"));
}

}  // namespace
}  // namespace kerege::plugins
