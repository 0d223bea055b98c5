// kerege.privacy/draft-1 with a plugin on the other side: in the host and in a worker, on both
// databases.
#include "host/src/plugins/privacy.hpp"

#include "host/src/plugins/call.hpp"
#include "host/src/plugins/plugin.hpp"
#include "host/src/plugins/services.hpp"
#include "tests/plugins/world.hpp"

namespace kerege::plugins {
namespace {

using testing::HasSubstr;

constexpr MembershipId kReader{501};
constexpr data::Statement kNote = {"note", "insert into register_loan values (10, 1, 1, 'note')",
                                   ""};
constexpr data::Statement kBroken = {"broken", "insert into register_loan values (null)", ""};

class PrivacyBoundary : public testing::TestWithParam<Surroundings> {
protected:
    void SetUp() override {
        if (!GetParam().available()) GTEST_SKIP() << "no PostgreSQL";
        world = std::make_unique<World>(GetParam().dialect, GetParam().isolation);
        world->workers.lane_wait_max = std::chrono::milliseconds(20'000);
        world->load("privacy");
        ASSERT_EQ(world->entry("register").state, State::loaded) << world->entry("register").reason;
        plugin = world->plugins->loaded().front().get();
    }
    bool in_worker() const { return GetParam().isolation == Isolation::worker; }
    void lend(const char* title, int64_t member = kReader.value) {
        const Answer answer =
            world->post("/register/" + std::to_string(member), {{"title", title}});
        ASSERT_EQ(answer.body, "lent") << answer.fault_text;
    }
    auto give_out() const { return export_member(*plugin, World::kSchool, kReader, "ru"); }
    std::string loans() const { return world->sql("select count(*) from register_loan"); }
    std::string refused(const char* title) {
        lend(title);
        const auto given = give_out();
        world->change("delete from register_loan");
        return given.ok() ? "" : given.fault().log_text;
    }

    std::unique_ptr<World> world;
    Plugin* plugin = nullptr;
};

TEST_P(PrivacyBoundary, GivesOutWhatIsKeptOfOneMember) {
    EXPECT_TRUE(takes_part(*plugin));
    lend("Абай жолы");
    lend("Қан мен тер");
    lend("another's", 502);
    const auto given = give_out();
    ASSERT_TRUE(given.ok()) << given.fault().log_text;
    ASSERT_EQ(given->size(), 2u);
    const PersonalTable& loans = given->front();
    EXPECT_EQ(loans.name + " " + loans.title, "loans Loans");
    ASSERT_EQ(loans.columns.size(), 2u);
    EXPECT_EQ(loans.columns[1].name + " " + loans.columns[1].label, "title Title");
    ASSERT_EQ(loans.rows.size(), 2u);
    EXPECT_EQ(std::get<int64_t>(loans.rows[1][0]), 2);
    EXPECT_EQ(std::get<std::string>(loans.rows[1][1]), "Қан мен тер");
    EXPECT_EQ(std::get<std::string>(given->back().rows[0][0]), "ru") << "the reader's language";
}

TEST_P(PrivacyBoundary, GivesOutNothingWhereARuleIsBroken) {
    EXPECT_THAT(refused("column"), HasSubstr("has 2 columns"));
    EXPECT_THAT(refused("blob"), HasSubstr("null, a number or text"));
    EXPECT_THAT(refused("name"), HasSubstr("a name of a-z"));
    EXPECT_THAT(refused("twice"), HasSubstr("is taken"));
    EXPECT_THAT(refused("refuse"), HasSubstr("cellar"));
    if (in_worker()) {
        EXPECT_THAT(refused("crash"), HasSubstr("worker"));
    }
}

TEST_P(PrivacyBoundary, ErasesTogetherWithTheHostsNote) {
    lend("Абай жолы");
    lend("another's", 502);
    std::vector<Erased> told;
    const auto done = erase_member(*plugin, World::kSchool, kReader,
                                   [&](data::Transaction& on, const std::vector<Erased>& erased) {
                                       told = erased;
                                       on.execute(kNote, {});
                                   });
    ASSERT_TRUE(done.ok()) << done.fault().log_text;
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].table + " " + told[0].field + " " + told[0].how,
              "register_loan reader_membership_id deleted");
    EXPECT_EQ(told[0].count, 1);
    EXPECT_EQ(loans(), "2") << "another's, and the host's note";
}

TEST_P(PrivacyBoundary, ErasesNothingWhereEitherFails) {
    const auto kept = [&](const char* title, const ErasureNote& note) {
        world->change("delete from register_loan");
        lend(title);
        const auto done = erase_member(*plugin, World::kSchool, kReader, note);
        EXPECT_EQ(loans(), "1") << title;
        return done.ok() ? "" : done.fault().log_text;
    };
    int notes = 0;
    const ErasureNote counted = [&](data::Transaction&, const std::vector<Erased>&) { ++notes; };
    EXPECT_THAT(kept("refuse", counted), HasSubstr("cellar"));
    EXPECT_THAT(kept("undeclared", counted), HasSubstr("plugin.yaml"));
    EXPECT_THAT(kept("negative", counted), HasSubstr("below 0"));
    if (in_worker()) {
        EXPECT_THAT(kept("crash", counted), HasSubstr("worker"));
    }
    EXPECT_EQ(notes, 0);
    EXPECT_NE(kept("plain", [](data::Transaction& on,
                               const std::vector<Erased>&) { on.execute(kBroken, {}); }),
              "");
}

TEST_P(PrivacyBoundary, IsOfNoUseOutsideOfIt) {
    access::Scope scope;
    scope.organisation = World::kSchool;
    kerege_call call(*plugin, scope, "kk");
    const kerege_str name = {"loans", 5};
    const kerege_privacy_column column = {name, name};
    TextSink error;
    EXPECT_EQ(kPrivacyService.table(&call, name, name, &column, 1, error.sink()), KEREGE_INVALID);
    EXPECT_EQ(kPrivacyService.row(&call, nullptr, 0, error.sink()), KEREGE_INVALID);
    EXPECT_EQ(kPrivacyService.erased(&call, name, name, KEREGE_ERASED_KEPT, 1, error.sink()),
              KEREGE_INVALID);
    EXPECT_EQ(kPrivacyService.row(nullptr, nullptr, 0, nullptr), KEREGE_INTERNAL);
    PersonalTables out;
    call.personal = &out;
    const kerege_str nowhere = {nullptr, 5}, no_text = {"\xff", 1};
    for (const kerege_str wrong : {nowhere, no_text, kerege_str{}}) {
        EXPECT_EQ(kPrivacyService.table(&call, name, wrong, &column, 1, nullptr), KEREGE_INVALID);
        EXPECT_EQ(kPrivacyService.table(&call, wrong, name, &column, 1, nullptr), KEREGE_INVALID);
    }
    EXPECT_EQ(kPrivacyService.table(&call, name, name, nullptr, 1, nullptr), KEREGE_INVALID);
    EXPECT_EQ(kPrivacyService.table(&call, name, name, &column, 33, nullptr), KEREGE_INVALID);
    EXPECT_EQ(kPrivacyService.table(&call, name, name, &column, 1, nullptr), KEREGE_OK);
    EXPECT_EQ(kPrivacyService.row(&call, nullptr, 1, nullptr), KEREGE_INVALID);
    const std::string much(64 * 1024, 'x');
    kerege_value value{};
    value.type = KEREGE_DB_TEXT;
    value.as.text = {much.data(), much.size()};
    kerege_status status = KEREGE_OK;
    int rows = 0;
    while (status == KEREGE_OK && rows < 1000) {
        status = kPrivacyService.row(&call, &value, 1, nullptr);
        ++rows;
    }
    EXPECT_EQ(status, KEREGE_TOO_MANY);
    EXPECT_EQ(rows, 128);
}

INSTANTIATE_TEST_SUITE_P(Everywhere, PrivacyBoundary, testing::ValuesIn(kEverywhere), name_of);

}  // namespace
}  // namespace kerege::plugins
