#include "host/src/plugins/manifest.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kerege::plugins {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kHead = "id: journal\nversion: 1.2.3\nvendor: Kerege\nname: Journal\n";

Result<Manifest> parse(const std::string& rest) {
    return parse_manifest(kHead + rest, "plugin.yaml");
}

TEST(Manifest, ReadsEverythingAPluginMaySay) {
    const auto manifest = parse(R"(
on_by_default: false
needs: {interfaces: [kerege.db/1, kerege.http/1, kerege.search/draft-1], plugins: [school]}
reads:
  core.person: [given_name, family_name]
  school.class/2: ["*"]
permissions:
  - {key: journal.mark.enter, label: Enter marks, roles: [teacher, administrator], entry: true}
menu:
  - {label: Journal, href: /journal, icon: book, permission: journal.mark.enter, order: 20}
slots:
  - {slot: dashboard, order: 5, permission: journal.mark.enter}
settings:
  - {key: late_days, type: int, default: 3, label: Days}
  - {key: scale, type: text, default: ten, label: Scale}
  - {key: weekly, type: bool, default: true, label: Weekly}
  - {key: days, type: int, default: 3, min: 1, max: 9, label: Days}
  - {key: size, type: choice, default: b, label: Size, by: operator, choices: [{value: a, label: A}, {value: b, label: B}]}
events: [school.class.changed]
jobs:
  - {kind: letters.weekly, label: Letters, schedule: weekly friday 17:00, attempts: 8, deadline_s: 300}
  - {kind: letters.one, label: A letter}
search:
  - {kind: mark, label: Marks, page: "/journal/marks/{id}/show", permission: journal.mark.enter, ask: true}
  - {kind: note, label: Notes, page: "/journal/notes/{id}"}
personal_data:
  - {table: journal_mark, fields: [value, remark], purpose: Marks, erase: anonymise, keep_months: 60}
tables:
  - {table: journal_mark, description: Marks, columns: [{column: value, label: Mark}, {column: set_at_ms, label: When}]}
)");
    ASSERT_TRUE(manifest.ok()) << manifest.fault().log_text;
    EXPECT_EQ(manifest->id, "journal");
    EXPECT_FALSE(manifest->on_by_default);
    EXPECT_THAT(manifest->needs, ElementsAre("school"));
    EXPECT_THAT(manifest->columns,
                ElementsAre("api_core_person_v1.family_name", "api_core_person_v1.given_name",
                            "api_school_class_v2.*"));
    EXPECT_TRUE(manifest->permissions.at(0).entry);
    EXPECT_EQ(manifest->menu.at(0).module, "journal");
    EXPECT_EQ(manifest->menu.at(0).order, 20);
    EXPECT_EQ(manifest->slots.at(0).permission, "journal.mark.enter");
    EXPECT_EQ(manifest->settings.at(0).default_integer, 3);
    EXPECT_EQ(manifest->settings.at(1).default_text, "ten");
    EXPECT_EQ(manifest->settings.at(2).default_value(), "1");
    EXPECT_EQ(manifest->settings.at(3).most, 9);
    EXPECT_EQ(manifest->settings.at(4).default_value(), "b");
    EXPECT_EQ(manifest->settings.at(4).choices.at(0).label, "A");
    EXPECT_TRUE(manifest->settings.at(4).by_operator);
    EXPECT_FALSE(manifest->settings.at(3).by_operator);
    EXPECT_THAT(manifest->events, ElementsAre("school.class.changed"));
    ASSERT_NE(manifest->find_job("letters.weekly"), nullptr);
    EXPECT_EQ(manifest->find_job("letters.weekly")->attempts_max, 8);
    EXPECT_EQ(manifest->find_job("letters.weekly")->deadline.count(), 300);
    EXPECT_EQ(manifest->find_job("letters.weekly")->schedule.minute_of_day, 17 * 60);
    EXPECT_FALSE(manifest->find_job("letters.one")->schedule);
    EXPECT_EQ(manifest->find_job("letters"), nullptr);
    EXPECT_EQ(manifest->personal_data.at(0).keep_months, 60);
    ASSERT_TRUE(manifest->find_table("journal_mark"));
    EXPECT_EQ(manifest->find_table("journal_mark")->columns.at(1).second, "When");
    EXPECT_FALSE(manifest->find_table("journal_lesson"));
    ASSERT_EQ(manifest->search.size(), 2u);
    EXPECT_EQ(manifest->search.at(0).href_of(42), "/journal/marks/42/show");
    EXPECT_EQ(manifest->search.at(0).permission, "journal.mark.enter");
    EXPECT_TRUE(manifest->search.at(0).ask);
    EXPECT_EQ(manifest->find_search("note")->label, "Notes");
    EXPECT_FALSE(manifest->find_search("note")->ask);
    EXPECT_EQ(manifest->find_search("page"), nullptr);
    EXPECT_TRUE(manifest->needs_interface("kerege.db/1"));
    EXPECT_FALSE(manifest->needs_interface("kerege.view/1"));
}

TEST(Manifest, OfAVendorOwnsTablesWithoutDots) {
    const auto manifest = parse_manifest(
        "id: acme.library_two\nversion: 1.0.0\nvendor: Acme\nname: L\n"
        "reads: {acme.library_two.book: [title]}\n"
        "personal_data: [{table: acme_library_two_loan, purpose: p}]\n",
        "plugin.yaml");
    ASSERT_TRUE(manifest.ok()) << manifest.fault().log_text;
    EXPECT_EQ(sql_owner(manifest->id), "acme_library_two");
    EXPECT_THAT(manifest->columns, ElementsAre("api_acme_library_two_book_v1.title"));
    EXPECT_EQ(manifest->library().filename(), "acme.library_two.so");
}

struct Mistake {
    const char* rest;
    const char* line;
    const char* message;
};

class ManifestMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(ManifestMistakes, AreNamedWithLineAndNearestWord) {
    const auto manifest = parse(GetParam().rest);
    ASSERT_FALSE(manifest.ok());
    const std::string& text = manifest.fault().log_text;
    EXPECT_THAT(text, HasSubstr(std::string("plugin.yaml:") + GetParam().line + ":"));
    EXPECT_THAT(text, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    All, ManifestMistakes,
    testing::Values(
        Mistake{"permisions: []\n", "5",
                "unknown key \"permisions\"; did you mean \"permissions\""},
        Mistake{"zzzzzzzzzzzzzzzz: 1\n", "5", "known here: id, version"},
        Mistake{"name: Twice\n", "5", "stands twice"},
        Mistake{"needs: {interfaces: [kerege.dbb/1]}\n", "5", "did you mean \"kerege.db/1\""},
        Mistake{"needs: {plugin: [school]}\n", "5", "did you mean \"plugins\""},
        Mistake{"needs: {plugins: [journal]}\n", "5", "can't need itself"},
        Mistake{"needs: {plugins: [School]}\n", "5", "not the id of a plugin"},
        Mistake{"reads: {core.person: [\"*\"]}\n", "5", "field by field"},
        Mistake{"reads: {school.class: [id]}\n", "5", "needs: plugins"},
        Mistake{"reads: {person: [id]}\n", "5", "not like core.person"},
        Mistake{"reads: {core.person/x: [id]}\n", "5", "not like core.person"},
        Mistake{"reads:\n  core.organisation: [\"a; drop\"]\n", "6", "name of a column"},
        Mistake{"permissions:\n  - {key: school.x, label: l, roles: [teacher]}\n", "6",
                "must begin with \"journal.\""},
        Mistake{"permissions:\n  - {key: journal.x, label: l, roles: [techer]}\n", "6",
                "did you mean \"teacher\""},
        Mistake{"permissions:\n  - {key: journal.x, label: l, roles: [], entry: maybe}\n", "6",
                "true or false"},
        Mistake{"permissions:\n  - {key: journal.x, roles: []}\n", "6", "\"label\" is missing"},
        Mistake{"menu:\n  - {label: l, href: /school}\n", "6", "must begin with \"/journal\""},
        Mistake{"menu:\n  - {label: l, href: /journal, permission: journal.y}\n", "6",
                "\"journal.y\" is not known here"},
        Mistake{"menu:\n  - {label: l, href: /journal, order: first}\n", "6", "a whole number"},
        Mistake{"slots:\n  - {slot: Dash Board}\n", "6", "name of a slot"},
        Mistake{"settings:\n  - {key: a, type: integer, default: 1, label: l}\n", "6",
                "\"integer\" is not known here"},
        Mistake{"settings:\n  - {key: a, type: int, default: x, label: l}\n", "6",
                "a whole number"},
        Mistake{"settings:\n  - {key: a, type: bool, default: 1, label: l}\n", "6",
                "true or false"},
        Mistake{"settings:\n  - {key: a, type: int, min: 1, max: 3, default: 4, label: l}\n", "6",
                "1"},
        Mistake{"settings:\n  - {key: a, type: int, min: 4, max: 3, default: 4, label: l}\n", "6",
                "below \"min\""},
        Mistake{"settings:\n  - {key: a, type: bool, min: 1, default: true, label: l}\n", "6",
                "unknown key \"min\""},
        Mistake{"settings:\n  - {key: a, type: choice, default: c, label: l, choices: [{value: a, "
                "label: A}, {value: b, label: B}]}\n",
                "6", "\"c\" is not known here"},
        Mistake{"settings:\n  - {key: a, type: choice, default: a, label: l, choices: [{value: a, "
                "label: A}]}\n",
                "6", "2 to 50 choices"},
        Mistake{"settings:\n  - {key: a, type: choice, default: a, label: l, choices: [{value: a, "
                "label: A}, {value: a, label: B}]}\n",
                "6", "stands twice"},
        Mistake{"settings:\n  - {key: a, type: bool, default: true, label: l, by: teacher}\n", "6",
                "\"teacher\" is not known here"},
        Mistake{"events: [changed]\n", "5", "a topic like"},
        Mistake{"jobs:\n  - {kind: Send It, label: l}\n", "6", "a kind of small letters"},
        Mistake{"jobs:\n  - {kind: send}\n", "6", "label"},
        Mistake{"jobs:\n  - {kind: send, label: l, schedule: hourly}\n", "6", "no schedule"},
        Mistake{"jobs:\n  - {kind: send, label: l, attempts: 0}\n", "6", "outside 1…50"},
        Mistake{"jobs:\n  - {kind: send, label: l, deadline_s: 4000}\n", "6", "outside 1…3600"},
        Mistake{"jobs:\n  - {kind: a, label: l}\n  - {kind: a, label: l}\n", "7", "stands twice"},
        Mistake{"search:\n  - {kind: a, label: l, page: /journal/a}\n", "6", "with {id} in it"},
        Mistake{"search:\n  - {kind: a, label: l, page: \"/other/{id}\"}\n", "6", "beneath"},
        Mistake{"search:\n  - {kind: A b, label: l, page: \"/journal/{id}\"}\n", "6",
                "a kind of small letters"},
        Mistake{"search:\n  - {kind: a, label: l, page: \"/journal/{id}\"}\n", "6",
                "kerege.search/draft-1"},
        Mistake{"personal_data:\n  - {table: core_person, purpose: p}\n", "6",
                "begin with \"journal_\""},
        Mistake{"tables:\n  - {table: journal_mark, description: d}\n", "6", "columns"},
        Mistake{"tables:\n  - {table: school_class, description: d, columns: []}\n", "6",
                "begin with \"journal_\""},
        Mistake{"needs: [a\n", "6", ""}, Mistake{"menu: here\n", "5", "a list is expected"}));

TEST(Manifest, RefusesIdsAndVersionsOfAnotherShape) {
    for (const char* id :
         {"Journal", "9lives", "core", "api", "core.x", "a.b.c", "a_b", "", "a."}) {
        const auto manifest = parse_manifest(
            std::string("id: \"") + id + "\"\nversion: 1.0.0\nvendor: v\nname: n\n", "p");
        EXPECT_FALSE(manifest.ok()) << id;
    }
    for (const char* version : {"1", "1.2", "1.2.3.4", "1..3", "v1.2.3", "1.2.x", ""}) {
        const auto manifest = parse_manifest(
            std::string("id: a\nversion: \"") + version + "\"\nvendor: v\nname: n\n", "p");
        EXPECT_FALSE(manifest.ok()) << version;
    }
    EXPECT_TRUE(parse_manifest("id: a\nversion: 1.2.3-rc.1\nvendor: v\nname: n\n", "p").ok());
}

TEST(Manifest, ServicesBelongToTheirPluginAndAreAskedOfThoseItNeeds) {
    const auto parsed = [](const std::string& more) {
        return parse_manifest("id: homework\nversion: 1.0.0\nvendor: v\nname: n\n" + more, "p");
    };
    const auto good = parsed(
        "services: [homework.tasks/1, homework.tasks/2]\n"
        "needs: {plugins: [school], optional: [acme.board], services: [school.calendar/1, "
        "acme.board.notes/12]}\n");
    ASSERT_TRUE(good.ok()) << good.fault().log_text;
    EXPECT_TRUE(good->offers("homework.tasks/2"));
    EXPECT_FALSE(good->offers("homework.tasks/3"));
    EXPECT_TRUE(good->may_call("acme.board.notes/12"));
    EXPECT_FALSE(good->may_call("homework.tasks/1"));
    EXPECT_EQ(provider_of("acme.board.notes/12"), "acme.board");
    for (const auto& [wrong, words] :
         {std::pair("services: [school.calendar/1]", "the service must begin with \"homework.\""),
          std::pair("services: [homework.tasks]", "is not a service like school.calendar/1"),
          std::pair("services: [homework.tasks/0]", "is not a service like"),
          std::pair("services: [homework.tasks/1x]", "is not a service like"),
          std::pair("services: [homework/1]", "is not a service like"),
          std::pair("services: [homework.a/1, homework.a/1]", "stands twice"),
          std::pair("needs: {services: [school.calendar/1]}",
                    "services of \"school\" ask for it under needs: plugins, or needs: optional"),
          std::pair("needs: {plugins: [school], optional: [school]}", "stands under plugins"),
          std::pair("needs: {optional: [homework]}", "a plugin can't need itself")}) {
        const auto manifest = parsed(wrong);
        ASSERT_FALSE(manifest.ok()) << wrong;
        EXPECT_THAT(manifest.fault().log_text, HasSubstr(words));
    }
}

TEST(Manifest, ThatIsNotThereIsAFault) {
    const auto manifest = read_manifest("/nowhere/at/all");
    ASSERT_FALSE(manifest.ok());
    EXPECT_THAT(manifest.fault().log_text, HasSubstr("/nowhere/at/all/plugin.yaml"));
}

}  // namespace
}  // namespace kerege::plugins
