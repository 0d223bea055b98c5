// An operator ends the access of another one, and everybody concerned hears of it.
#include "host/src/access/operator_ends.hpp"

#include <gmock/gmock.h>

#include "tests/access/world.hpp"

namespace kerege::access {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class UnheardEvents final : public directory::EventSink {
public:
    void publish(data::Transaction&, OrganisationId, std::string_view, std::string_view,
                 std::string_view) override {}
};

class OperatorEndsTest : public WorldTest {
protected:
    void SetUp() override {
        WorldTest::SetUp();
        if (IsSkipped()) return;
        database->run("update core_person set email = 'a@mail.example' where id in (4, 5, 6)");
        for (const char* row : {"(1, 91, 4,", "(1, 92, 5,", "(1, 93, 6,"})
            database->run(
                "insert into core_membership (organisation_id, id, person_id, profile, position, "
                "valid_from) values " +
                std::string(row) + " 'operator', '', '2020-09-01')");
        endings =
            std::make_unique<directory::Endings>(**database, audit, events, ids, clock, local_time);
        ends = std::make_unique<OperatorEnds>(**database, *endings, letters, clock, local_time);
        scope = scope_of(kTwoSchools, kRegion, MembershipId{91});
    }
    Result<std::vector<PersonId>> end(int64_t membership) {
        return ends->end(scope, kRegion, MembershipId{membership}, "", "№ 41", {});
    }

    std::vector<std::string> written() {
        std::vector<std::string> all;
        for (const auto& letter : letters.letters)
            all.push_back(std::string(letter.name) + " to " + letter.person.text());
        letters.letters.clear();
        return all;
    }

    UnheardEvents events;
    KeptLetters letters;
    std::unique_ptr<directory::Endings> endings;
    std::unique_ptr<OperatorEnds> ends;
    Scope scope;
};
KEREGE_ON_BOTH_DATABASES(OperatorEndsTest);

// U3.6: the one whose access ends, and those who stay.
TEST_P(OperatorEndsTest, AreToldOf) {
    const auto ended = end(92);
    ASSERT_TRUE(ended);
    EXPECT_THAT(*ended, ElementsAre(kOfficial));
    EXPECT_THAT(written(), ElementsAre("operator_ended to 5", "other_operator_ended to 4",
                                       "other_operator_ended to 6"));
    ASSERT_TRUE(end(92)) << "the form twice";
    EXPECT_THAT(written(), IsEmpty());
    EXPECT_EQ(audited("membership.ended"), 1);
    const directory::EndWish plain{"service_ended", "", ""};
    EXPECT_EQ(endings->end(kRegion, MembershipId{93}, plain, kTwoSchools).fault().kind,
              FaultKind::not_found)
        << "an administrator of the same organisation ends none";
}

TEST_P(OperatorEndsTest, NeitherOneselfNorTheLastOne) {
    EXPECT_EQ(end(91).fault().kind, FaultKind::conflict);
    ASSERT_TRUE(end(92));
    ASSERT_TRUE(end(93));
    scope = scope_of(kOfficial, kRegion, MembershipId{51});
    EXPECT_EQ(end(91).fault().kind, FaultKind::conflict) << "somebody looks after the installation";
    EXPECT_EQ(written().size(), 5U);
}

}  // namespace
}  // namespace kerege::access
