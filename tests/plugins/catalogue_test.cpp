#include "host/src/plugins/catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kerege::plugins {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Entry entry(const std::string& id, std::vector<std::string> needs = {},
            const std::string& folder = {}) {
    Entry entry;
    entry.id = id;
    entry.folder = folder.empty() ? "/plugins/" + id : folder;
    entry.manifest.id = id;
    entry.manifest.needs = std::move(needs);
    return entry;
}

std::vector<std::string> found(const Catalogue& catalogue) {
    std::vector<std::string> ids;
    for (const auto& one : catalogue.entries())
        if (one.state == State::found) ids.push_back(one.id);
    return ids;
}

TEST(Catalogue, PutsWhatIsNeededFirst) {
    const auto catalogue =
        Catalogue::of({entry("journal", {"timetable", "school"}), entry("school"),
                       entry("timetable", {"school"}), entry("alone")});
    EXPECT_THAT(found(catalogue), ElementsAre("school", "timetable", "alone", "journal"));
}

TEST(Catalogue, LeavesOutACircleAndNamesIt) {
    const auto catalogue = Catalogue::of({entry("a", {"b"}), entry("b", {"c"}), entry("c", {"a"}),
                                          entry("d", {"a"}), entry("school")});
    EXPECT_THAT(found(catalogue), ElementsAre("school"));
    EXPECT_EQ(catalogue.find("a")->state, State::left_out);
    EXPECT_THAT(catalogue.find("a")->reason, HasSubstr("a → b → c → a"));
    EXPECT_THAT(catalogue.find("b")->reason, HasSubstr("b → c → a → b"));
    // Not on the circle itself: it merely needs one that is.
    EXPECT_THAT(catalogue.find("d")->reason, HasSubstr("it needs \"a\", which is left out"));
}

TEST(Catalogue, WhatIsOptionalComesFirstWhereItIsThere) {
    Entry board = entry("board");
    board.manifest.optional = {"school", "nowhere"};
    const auto catalogue = Catalogue::of({board, entry("school")});
    EXPECT_THAT(found(catalogue), ElementsAre("school", "board"));
    Entry back = entry("school", {"board"});
    EXPECT_THAT(Catalogue::of({board, back}).find("board")->reason,
                HasSubstr("board → school → board"));
}

TEST(Catalogue, AServiceThatIsNeededIsOffered) {
    Entry school = entry("school");
    school.manifest.services = {"school.calendar/1"};
    Entry board = entry("board", {"school"});
    board.manifest.needs_services = {"school.calendar/2"};
    Entry guest = entry("guest");
    guest.manifest.optional = {"school"};
    guest.manifest.needs_services = {"school.calendar/2"};
    const auto catalogue = Catalogue::of({board, guest, school, entry("late", {"board"})});
    EXPECT_THAT(found(catalogue), ElementsAre("school", "guest"));
    EXPECT_THAT(catalogue.find("board")->reason,
                HasSubstr("it needs the service \"school.calendar/2\", which \"school\""));
    EXPECT_EQ(catalogue.find("late")->state, State::left_out);
}

TEST(Catalogue, LeavesOutWhatNeedsWhatIsNotThere) {
    const auto catalogue =
        Catalogue::of({entry("journal", {"school"}), entry("reports", {"journal"}), entry("x")});
    EXPECT_THAT(found(catalogue), ElementsAre("x"));
    EXPECT_EQ(catalogue.find("journal")->reason, "it needs \"school\", which is not there");
    EXPECT_THAT(catalogue.find("reports")->reason, HasSubstr("it needs \"journal\""));
}

TEST(Catalogue, TakesTheFirstOfTwoWithOneId) {
    const auto catalogue =
        Catalogue::of({entry("school", {}, "/one/school"), entry("school", {}, "/two/school")});
    ASSERT_EQ(found(catalogue).size(), 1u);
    EXPECT_EQ(catalogue.find("school")->folder, "/one/school");
    EXPECT_THAT(catalogue.entries().back().reason, HasSubstr("/one/school"));
}

TEST(Catalogue, RefusesAVendorNamedAsAPlugin) {
    const auto catalogue = Catalogue::of({entry("school"), entry("school.extra")});
    EXPECT_THAT(found(catalogue), ElementsAre("school"));
    EXPECT_EQ(catalogue.find("school.extra")->state, State::failed);
}

TEST(Catalogue, RefusesTablesThatCouldBeThoseOfAnother) {
    const auto catalogue =
        Catalogue::of({entry("acme.library_extra"), entry("acme.library"), entry("acme.lib")});
    EXPECT_THAT(found(catalogue), ElementsAre("acme.library", "acme.lib"));
    EXPECT_THAT(catalogue.find("acme.library_extra")->reason,
                HasSubstr("begin with acme_library_, like those of the plugin \"acme.library\""));
}

TEST(Catalogue, AFailureTakesItsDependantsAlong) {
    auto catalogue = Catalogue::of(
        {entry("school"), entry("journal", {"school"}), entry("reports", {"journal"}), entry("x")});
    catalogue.fail("school", "it broke");
    EXPECT_THAT(found(catalogue), ElementsAre("x"));
    EXPECT_EQ(catalogue.find("school")->reason, "it broke");
    EXPECT_EQ(catalogue.find("journal")->reason, "it needs \"school\", which failed");
    EXPECT_EQ(catalogue.find("reports")->state, State::left_out);
}

}  // namespace
}  // namespace kerege::plugins
