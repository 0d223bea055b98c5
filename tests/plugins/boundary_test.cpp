// What crosses the boundary with a plugin that keeps the rules, and what the host does with what it
// leaves behind.
#include <fmt/format.h>

#include <cstdlib>

#include "tests/plugins/world.hpp"

namespace kerege::plugins {
namespace {

using testing::HasSubstr;
using testing::Not;

class Boundary : public testing::TestWithParam<Surroundings> {
protected:
    void SetUp() override {
        if (!GetParam().available()) GTEST_SKIP() << "KEREGE_TEST_POSTGRES is not set";
        world = std::make_unique<World>(GetParam().dialect, GetParam().isolation);
        world->load("good");
        for (const char* id : {"probe", "listener"})
            ASSERT_EQ(world->entry(id).state, State::loaded) << world->entry(id).reason;
    }
    std::string notes() { return world->get("/probe/notes").body; }
    // Plugins as a vendor built them against a release.
    static bool built_before() { return std::getenv("KEREGE_TEST_PLUGINS") != nullptr; }

    std::unique_ptr<World> world;
};

TEST_P(Boundary, LargeRowsComeInMoreThanOneBatch) {
    const std::string large(900'000, 'x');
    for (int i = 1; i <= 14; ++i)
        world->change(
            fmt::format("insert into probe_note (organisation_id, id, text) values "
                        "(10, {}, '{}')",
                        i, large));
    const Answer answer = world->get("/probe/notes");
    EXPECT_EQ(answer.status, 200) << answer.fault_text;
    EXPECT_EQ(answer.body.size(), 14 * (large.size() + 1));
}

TEST_P(Boundary, ASlotWritesIntoTheAuditAlsoWhileItsPageWrites) {
    const auto lines = [&] {
        return world->sql("select count(*) from core_audit where action = 'card.seen'");
    };
    EXPECT_THAT(world->get("/probe/slot?subject=audit").body, HasSubstr("written down"));
    EXPECT_EQ(lines(), "1");
    EXPECT_THAT(world->get("/probe/slot?subject=audit and keep").body, HasSubstr("written down"));
    EXPECT_EQ(lines(), "2");
    EXPECT_THAT(world->get("/probe/slot?subject=audit and forget").body, HasSubstr("written down"));
    EXPECT_EQ(lines(), "2");
}

// Of each whom an answer has shown, once an hour, with the module; nobody of one that failed.
TEST_P(Boundary, WhoIsShownStandsInTheAudit) {
    if (built_before()) GTEST_SKIP() << "an earlier boundary has no such function";
    const auto noted = [&] {
        return world->sql(
            "select coalesce(max(module || ' ' || action || ' ' || subject || ' ' || "
            "person_id || ' ' || organisation_id || ' ' || request_id), '') || "
            "count(*) from core_audit where "
            "action = 'page.viewed'");
    };
    EXPECT_EQ(world->get("/probe/hello/класс").status, 200);
    EXPECT_EQ(noted(), "probe page.viewed class:7А 77 10 test-request-0011");
    EXPECT_EQ(world->get("/probe/hello/класс").status, 200);
    EXPECT_EQ(noted(), "probe page.viewed class:7А 77 10 test-request-0011") << "once an hour";
    EXPECT_THAT(world->get("/probe/slot?subject=view").body, HasSubstr("somebody"));
    EXPECT_EQ(noted(), "probe page.viewed membership:31 77 10 test-request-0012");
    world->get("/probe/slot?subject=view and fail");
    EXPECT_EQ(noted(), "probe page.viewed membership:31 77 10 test-request-0012");
}

TEST_P(Boundary, WhatCannotBeNotedIsNotShown) {
    if (built_before()) GTEST_SKIP() << "an earlier boundary has no such function";
    world->change(GetParam().dialect == data::Dialect::sqlite
                      ? "create trigger no_view before insert on core_audit begin select "
                        "raise(abort, 'no room'); end"
                      : "alter table core_audit add constraint no_view check (false) not valid");
    bool shown = true;
    try {
        const Answer answer = world->get("/probe/hello/класс");
        shown = answer.status == 200 || answer.body.find("hello") != std::string::npos;
    } catch (const std::exception&) {  // as the pipeline turns it into a page
        shown = false;
    }
    EXPECT_FALSE(shown);
    EXPECT_EQ(world->get("/probe/hello/x").body, "hello x");
}

INSTANTIATE_TEST_SUITE_P(Everywhere, Boundary, testing::ValuesIn(kEverywhere), name_of);

TEST_P(Boundary, ARequestGoesInAndAnAnswerComesOut) {
    const Answer answer = world->get("/probe/hello/Айгерім");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "hello Айгерім");
    EXPECT_EQ(answer.content_type, "text/plain; charset=utf-8");
}

TEST_P(Boundary, ARowIsWrittenWithItsEventAndItsAuditLine) {
    const Answer answer = world->post("/probe/notes", {{"_csrf", "token"}, {"text", "Ән салу"}});
    EXPECT_EQ(answer.status, 303) << answer.fault_text;
    EXPECT_EQ(answer.location, "/probe/notes");
    EXPECT_EQ(notes(), "Ән салу\n");
    EXPECT_EQ(world->sql("select topic from core_event"), "probe.note.added");
    EXPECT_EQ(world->sql("select module from core_event_delivery"), "listener");
    EXPECT_EQ(world->sql("select action || ' ' || module || ' ' || request_id from core_audit "
                         "where module = 'probe'"),
              "note.added probe test-request-001");
    EXPECT_EQ(world->get("/probe/notes", World::kOther).body, "") << "another organisation's";
}

// On PostgreSQL all of this runs in sessions of the plugins' own logins, also a slot on a page of
// another plugin whose transaction is open.
TEST_P(Boundary, EachPluginHasALoginOfItsOwn) {
    EXPECT_THAT(world->log_text(), Not(HasSubstr("no login of its own")));
    if (GetParam().dialect == data::Dialect::sqlite) return;
    EXPECT_EQ(world->sql("select count(*) from core_plugin_login where module in ('probe', "
                         "'listener') and starts_with(role, 'kerege_plugin_')"),
              "2");
    const data::Principal probe{"probe", {}};
    const data::Principal listener{"listener", {}};
    const auto session = world->database->read(&probe);
    EXPECT_TRUE(session.serves(probe));
    EXPECT_FALSE(session.serves(listener));
    EXPECT_FALSE(session.login_key().empty());
    EXPECT_FALSE(world->database->read().serves(probe));
}

TEST_P(Boundary, WhatIsLeftOpenIsRolledBack) {
    EXPECT_EQ(world->post("/probe/open").status, 200);
    EXPECT_EQ(notes(), "");
    // The write lock is free again.
    EXPECT_EQ(world->post("/probe/notes", {{"text", "after"}}).status, 303);
}

TEST_P(Boundary, AnExceptionRollsBackAndIsAFault) {
    const Answer answer = world->post("/probe/throw");
    EXPECT_EQ(answer.status, 500);
    EXPECT_THAT(answer.fault_text, HasSubstr("a bug in the plugin"));
    EXPECT_EQ(notes(), "");
    EXPECT_EQ(world->get("/probe/throw-number").status, 500);
}

TEST_P(Boundary, AFaultTakesItsWordsAlongAndNothingElse) {
    const Answer answer = world->get("/probe/fault");
    EXPECT_EQ(answer.status, 409);
    EXPECT_EQ(answer.body, "");
    EXPECT_EQ(answer.fault_message, "Somebody was quicker.");
    EXPECT_THAT(answer.fault_text, HasSubstr("revision 3 is not 4"));
}

TEST_P(Boundary, ACallIsRefusedOnAnotherThread) {
    EXPECT_EQ(world->get("/probe/thread").body, "refused");
    EXPECT_TRUE(world->logs("on another thread"));
}

TEST_P(Boundary, ACursorEndsWithItsTransaction) {
    world->post("/probe/notes", {{"text", "one"}});
    EXPECT_EQ(world->get("/probe/cursor").body, "closed");
}

TEST_P(Boundary, ASlotIsFilledByThoseWhoMayAndInOrder) {
    EXPECT_THAT(world->get("/probe/slot").body,
                HasSubstr("<h1>&lt;Notes&gt;</h1><p>listener</p><p>card</p>"));
    world->roles = "learner";  // does not hold listener.card.view
    EXPECT_THAT(world->get("/probe/slot").body, HasSubstr("</h1><p>card</p>"));
    world->change(
        "insert into core_module_setting (organisation_id, module, state, set_at_ms) values "
        "(10, 'probe', 'off', 0)");
    world->plugins->lent().modules.reload();
    EXPECT_THAT(world->get("/probe/slot").body, Not(HasSubstr("card")));
}

TEST_P(Boundary, ASlotReadsInItsPagesTransaction) {
    world->post("/probe/notes", {{"text", "a note"}});
    EXPECT_THAT(world->get("/probe/slot?subject=read").body, HasSubstr("<p>listener</p>a note\n"));
}

TEST_P(Boundary, ASlotThatFailsStaysEmptyAndSpoilsNothing) {
    world->post("/probe/notes", {{"text", "a note"}});
    for (const char* subject : {"throw", "fail", "write", "page"}) {
        const Answer answer = world->get(std::string("/probe/slot?subject=") + subject);
        EXPECT_EQ(answer.status, 200) << subject << ": " << answer.fault_text << "\n"
                                      << world->log_text();
        EXPECT_THAT(answer.body, HasSubstr("a note\n")) << subject;
        EXPECT_THAT(answer.body, HasSubstr("</h1><p>listener</p>\n")) << subject;
    }
    EXPECT_THAT(world->log_text(), HasSubstr("slot probe.card stays empty"));
    EXPECT_THAT(world->log_text(), HasSubstr("a slot only reads"));
}

TEST_P(Boundary, EventsArriveInOrderAndOnce) {
    for (const char* text : {"one", "two", "three"}) world->post("/probe/notes", {{"text", text}});
    EXPECT_EQ(world->plugins->deliverer().deliver_due(), 3);
    EXPECT_EQ(world->sql("select payload from listener_heard order by id"), "one");
    EXPECT_EQ(world->sql("select payload from listener_heard order by id desc"), "three");
    EXPECT_EQ(world->sql("select count(*) from listener_heard h join core_event e "
                         "on e.id = h.event_id and e.payload = h.payload"),
              "3");
    EXPECT_EQ(world->sql("select count(*) from core_event_delivery"), "0");
    EXPECT_EQ(world->plugins->deliverer().deliver_due(), 0);
}

TEST_P(Boundary, AnEventThatFailsComesAgainAndHoldsUpOnlyItsOrganisation) {
    auto& deliverer = world->plugins->deliverer();
    world->post("/probe/notes", {{"text", "bad one"}});
    world->post("/probe/notes", {{"text", "good"}});
    world->post("/probe/notes", {{"text", "elsewhere"}}, World::kOther);
    EXPECT_EQ(deliverer.deliver_due(), 2);
    EXPECT_EQ(world->sql("select count(*) from listener_heard"), "1");
    EXPECT_EQ(world->sql("select payload from listener_heard"), "elsewhere");
    EXPECT_EQ(world->sql("select attempts from core_event_delivery order by event_id"), "1");
    EXPECT_THAT(world->sql("select last_error from core_event_delivery order by event_id"),
                HasSubstr("a bad note"));

    // Not before its pause is over, and the later one does not overtake it.
    EXPECT_EQ(deliverer.deliver_due(), 0);
    world->clock.at_ms += 3'000;
    EXPECT_EQ(deliverer.deliver_due(), 1);
    const auto first =
        std::stoll(world->sql("select next_at_ms from core_event_delivery order by event_id"));
    world->clock.at_ms = first;
    EXPECT_EQ(deliverer.deliver_due(), 1);
    const auto second =
        std::stoll(world->sql("select next_at_ms from core_event_delivery order by event_id"));
    EXPECT_GT(second - first, 6'000) << "the pauses grow";

    world->change(
        "insert into core_setting (organisation_id, module, key, value) values "
        "(1, 'listener', 'accept_bad', '1')");
    world->clock.at_ms = second + 10'000;
    EXPECT_EQ(deliverer.deliver_due(), 2);
    EXPECT_EQ(
        world->sql("select payload from listener_heard where organisation_id = 10 order by id"),
        "bad one");
}

TEST_P(Boundary, AnEventThatFailsHoldsUpOnlyItsSubject) {
    const auto note = [&](const char* text, const char* subject) {
        EXPECT_EQ(world->post("/probe/notes", {{"text", text}, {"subject", subject}}).status, 303);
    };
    note("bad one", "note:1");
    note("later", "note:1");
    note("of another", "note:2");
    EXPECT_EQ(world->plugins->deliverer().deliver_due(), 2);
    EXPECT_EQ(world->sql("select payload from listener_heard"), "of another");
    world->change(
        "insert into core_setting (organisation_id, module, key, value) values "
        "(1, 'listener', 'accept_bad', '1')");
    world->clock.at_ms += 10'000;
    EXPECT_EQ(world->plugins->deliverer().deliver_due(), 2);
    EXPECT_EQ(world->sql("select payload from listener_heard order by id desc"), "later");
}

TEST_P(Boundary, AModuleThatIsOffGetsItsEventsWhenItIsOnAgain) {
    world->change(
        "insert into core_module_setting (organisation_id, module, state, set_at_ms) values "
        "(10, 'listener', 'off', 0)");
    auto& modules = world->plugins->lent().modules;
    modules.reload();
    auto& deliverer = world->plugins->deliverer();
    world->post("/probe/notes", {{"text", "one"}});
    world->post("/probe/notes", {{"text", "two"}});
    EXPECT_EQ(deliverer.deliver_due(), 0);
    EXPECT_EQ(world->sql("select count(*) from core_event_delivery"), "2");
    world->change("delete from core_module_setting");
    modules.reload();
    world->clock.at_ms += 60'000;
    EXPECT_EQ(deliverer.deliver_due(), 2);
    EXPECT_EQ(world->sql("select payload from listener_heard order by id"), "one");
}

TEST_P(Boundary, TheThreadDeliversSoonAfterACommit) {
    world->plugins->deliverer().start();
    world->post("/probe/notes", {{"text", "soon"}});
    std::string heard;
    for (int i = 0; i < 300 && heard != "1"; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        heard = world->sql("select count(*) from listener_heard");
    }
    EXPECT_EQ(heard, "1");
}

TEST_P(Boundary, SettingsAreInheritedDownTheTree) {
    const Manifest& listener = world->entry("listener").manifest;
    auto& settings = world->plugins->settings();
    const auto words = [&](OrganisationId organisation) {
        return (*settings.values(listener, organisation))[1].text;
    };
    EXPECT_EQ(words(World::kSchool), "none");
    ASSERT_TRUE(settings.set(listener, OrganisationId{1}, "words", "region").ok());
    ASSERT_TRUE(settings.set(listener, World::kSchool, "words", "school").ok());
    EXPECT_EQ(words(World::kSchool), "school");
    EXPECT_EQ(words(World::kOther), "region");
    ASSERT_TRUE(settings.set(listener, World::kSchool, "words", std::nullopt).ok());
    EXPECT_EQ(words(World::kSchool), "region");
    EXPECT_FALSE(settings.set(listener, World::kSchool, "word", "x").ok());
    EXPECT_FALSE(settings.set(listener, World::kSchool, "accept_bad", "often").ok());
    EXPECT_FALSE(settings.set(listener, OrganisationId{999}, "words", "x").ok());
}

}  // namespace
}  // namespace kerege::plugins
