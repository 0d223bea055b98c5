// Documents of the region of tests/access/world.sql, on either database.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host/src/agreements/agreements.hpp"
#include "tests/support/host_database.hpp"

namespace kerege::agreements {

using test::dialect_name;
using test::kDayMs;

inline constexpr OrganisationId kRegion{1}, kSchoolA{10}, kSchoolB{20};
inline const Member kAdministrator{PersonId{1}, kSchoolA, MembershipId{11}};
inline const Member kTeacher{PersonId{2}, kSchoolA, MembershipId{22}};
inline const Member kGuardian{PersonId{2}, kSchoolB, MembershipId{21}};
inline const Member kLearner{PersonId{3}, kSchoolA, MembershipId{31}};

class DocumentsTest : public test::HostDatabaseTest {
protected:
    void SetUp() override {
        HostDatabaseTest::SetUp();
        if (IsSkipped()) return;
        database->run(test::source_file("tests/access/world.sql"));
        agreements = std::make_unique<Agreements>(**database, audit, ids, clock, local_time);
    }

    static Draft draft_of(const std::string& words) {
        Draft draft;
        draft.title = {"Келісім", "Соглашение", "Agreement"};
        draft.text = {"1. " + words, "1. " + words, "1. " + words};
        return draft;
    }
    Document document(std::string_view code) { return agreements->find(code).value(); }
    Document made(const std::string& code, std::string_view kind,
                  std::vector<std::string> profiles = {}) {
        EXPECT_TRUE(agreements->create({kRegion, code, std::string(kind), std::move(profiles)},
                                       {PersonId{5}, "r1"}));
        return document(code);
    }
    // A new version with these words, in force from a day, or as early as it can be.
    Result<int64_t> publish(const std::string& code, const std::string& words,
                            std::string from = {}) {
        const Document found = document(code);
        Draft draft = draft_of(words);
        const Draft begun = agreements->draft(found);
        draft.revision = begun.revision;
        draft.profiles = next_profiles ? *next_profiles : begun.profiles;
        draft.own_age = next_own_age;
        const auto saved = agreements->save_draft(found, draft, {PersonId{5}, "r2"});
        if (!saved) return saved.fault();
        if (from.empty()) from = agreements->earliest_day(found);
        return agreements->publish(found, *saved, from, {PersonId{5}, "r3"});
    }
    // Of the versions published from here on; without profiles those of the version before.
    std::optional<std::vector<std::string>> next_profiles;
    int next_own_age = 0;

    std::vector<std::string> asked_of(const Member& member) {
        std::vector<std::string> names;
        for (const auto& one : agreements->asked(member)) names.push_back(one.name());
        return names;
    }
    static How how(std::string way, PersonId by) {
        return {.way = std::move(way), .locale = "kk", .address = "192.0.2.7", .doer = {by, "r4"}};
    }

    std::unique_ptr<Agreements> agreements;
};

}  // namespace kerege::agreements
