// Temporary passwords for many at once, on both databases.
#include <gmock/gmock.h>

#include <cstdio>
#include <set>
#include <thread>

#include "host/src/access/credential_batches.hpp"
#include "host/src/base/log.hpp"
#include "host/src/jobs/runner.hpp"
#include "tests/access/world.hpp"

namespace kerege::access {
namespace {

using testing::HasSubstr;

constexpr const char* kAddress = "203.0.113.7";

class BatchesTest : public WorldTest {
protected:
    void SetUp() override {
        WorldTest::SetUp();
        if (IsSkipped()) return;
        make_accounts();
        begin(quick());
    }
    // As a host that starts.
    void begin(const AccountSettings& settings) {
        runner.reset();
        batches.reset();
        accounts = std::make_unique<Accounts>(**database, *sessions, audit, ids, clock, local_time,
                                              settings, &letters);
        queue = std::make_unique<jobs::Queue>(**database, ids, clock);
        batches = std::make_unique<CredentialBatches>(*accounts, *queue);
        runner = std::make_unique<jobs::Runner>(*queue, clock, local_time, log);
        jobs::Kind kind;
        kind.name = kBatchJob;
        kind.run = [this](jobs::Running& running) { return batches->run(running); };
        runner->add(std::move(kind));
    }
    // Learners of 5А with accounts nobody has a password for: persons from 101 on.
    void add_learners(int count) {
        for (int i = 1; i <= count; ++i) {
            const std::string id = std::to_string(100 + i);
            database->run(
                "insert into core_person (id, family_name, given_name, patronymic, "
                "phone, email, residence, created_at_ms) values (" +
                id + ", 'Оқушы', 'Н" + id +
                "', '', '', '', '', 0);"
                "insert into core_membership (organisation_id, id, person_id, profile, "
                "position, valid_from) values (10, " +
                id + ", " + id +
                ", 'learner', '', '2020-09-01');"
                "insert into core_placement (organisation_id, membership_id, kind, "
                "label) values (10, " +
                id + ", 'class', '5А')");
            auto transaction = (**database).write();
            ASSERT_TRUE(create_account(transaction, clock, {PersonId{100 + i}, "n" + id, "kk"}));
            transaction.commit();
        }
    }
    static Scope administrator() { return scope_of(kAdministrator, kSchoolA, MembershipId{11}); }
    static NewBatch group(const std::string& profile, const std::string& class_label = {},
                          const std::string& once = {}) {
        NewBatch wanted;
        wanted.profile = profile;
        wanted.class_label = class_label;
        wanted.once = once;
        return wanted;
    }
    Result<BatchId> ask(const NewBatch& wanted) {
        return batches->ask(administrator(), wanted, {password_of(kAdministrator), {}}, "request");
    }
    BatchId asked(const NewBatch& wanted) {
        const auto batch = ask(wanted);
        EXPECT_TRUE(batch) << (batch ? "" : batch.fault().log_text);
        return batch ? *batch : BatchId{};
    }
    Batch look(BatchId batch) {
        const auto found = batches->find(administrator(), batch);
        EXPECT_TRUE(found);
        return found ? *found : Batch{};
    }
    std::vector<BatchSlip> fetch(BatchId batch) {
        const auto slips = batches->fetch(administrator(), batch);
        EXPECT_TRUE(slips);
        return slips ? *slips : std::vector<BatchSlip>();
    }
    int64_t without_password() {
        return database->number(
            "select count(*) from core_account where password_hash is null and person_id > 100");
    }

    Log log{LogLevel::error, LogFormat::text, std::tmpfile()};
    KeptLetters letters;
    std::unique_ptr<jobs::Queue> queue;
    std::unique_ptr<CredentialBatches> batches;
    std::unique_ptr<jobs::Runner> runner;
};
KEREGE_ON_BOTH_DATABASES(BatchesTest);

TEST_P(BatchesTest, AreMadeByAJobAndFetchedByWhoAsked) {
    add_learners(30);
    const auto batch = asked(group("learner", "5А"));
    batches->make_few(administrator(), batch);
    EXPECT_EQ(look(batch).stage, BatchStage::making);
    EXPECT_EQ(look(batch).total, 30);
    EXPECT_EQ(without_password(), 30) << "nothing is hashed while somebody waits";
    EXPECT_EQ(ask(group("learner")).fault().kind, FaultKind::invalid) << "they are on their way";

    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(look(batch).stage, BatchStage::ready);
    const auto slips = fetch(batch);
    ASSERT_EQ(slips.size(), 30u);
    std::set<std::string> passwords;
    for (const auto& slip : slips) {
        passwords.insert(slip.issued.password);
        EXPECT_EQ(
            database->number("select count(*) from core_credential_slip where sealed like '%" +
                             slip.issued.password + "%'"),
            0);
    }
    EXPECT_EQ(passwords.size(), 30u);
    EXPECT_EQ(slips.front().place, "5А");
    EXPECT_EQ(slips.front().issued.given_name, "Н101") << "by name";
    EXPECT_TRUE(
        accounts->sign_in(slips.back().issued.login, slips.back().issued.password, kAddress));
    EXPECT_EQ(audited("password.issued", R"({"proved_by":"password"})"), 30);

    const auto colleague = scope_of(kTwoSchools, kSchoolA, MembershipId{41});
    EXPECT_EQ(batches->find(colleague, batch).fault().kind, FaultKind::not_found);
    EXPECT_EQ(batches->fetch(colleague, batch).fault().kind, FaultKind::not_found);
    const auto elsewhere = scope_of(kAdministrator, kSchoolB, MembershipId{11});
    EXPECT_EQ(batches->fetch(elsewhere, batch).fault().kind, FaultKind::not_found);
    EXPECT_EQ(ask(group("learner")).fault().kind, FaultKind::invalid) << "nobody is left";
}

TEST_P(BatchesTest, OfAFewAreMadeAtOnce) {
    add_learners(3);
    const auto batch = asked(group("learner"));
    batches->make_few(administrator(), batch);
    EXPECT_EQ(fetch(batch).size(), 3u);
    EXPECT_EQ(runner->run_due(), 1) << "the job finds nothing to do";
    EXPECT_EQ(audited("password.issued"), 3);
}

// A browser that sends its form twice, or at once from two connections.
TEST_P(BatchesTest, AreAskedForOnceByAForm) {
    add_learners(12);
    const auto batch = asked(group("learner", "5А", "form"));
    EXPECT_EQ(*ask(group("learner", "5А", "form")), batch);
    runner->run_due();
    EXPECT_EQ(*batches->ask(administrator(), group("learner", "5А", "form"), {"x", {}}), batch)
        << "also when it is ready, and without a password";
    EXPECT_EQ(database->number("select count(*) from core_credential_batch"), 1);
    EXPECT_EQ(audited("password.issued"), 12);
    EXPECT_FALSE(ask(group("learner", "5Б", "form"))) << "another button of the same form";
    EXPECT_EQ(ask(group("learner", "5А", std::string(65, 'x'))).fault().kind, FaultKind::invalid);
}

TEST_P(BatchesTest, AreAskedForByWhoProvesThatItIsThey) {
    add_learners(1);
    const auto wrong = batches->ask(administrator(), group("learner"), {"x", {}});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.fault().fields.at(0).field, "password");
    EXPECT_EQ(database->number("select count(*) from core_credential_batch"), 0);
    EXPECT_EQ(database->number("select count(*) from core_job"), 0);
}

// What was written before the host was killed stands; the rest is made by the next attempt.
TEST_P(BatchesTest, OfOneToAHundredPeopleByName) {
    const auto refused = [&](std::vector<MembershipId> named) {
        NewBatch wanted;
        wanted.named = std::move(named);
        const auto batch = ask(wanted);
        return batch ? FaultKind::internal : batch.fault().kind;
    };
    EXPECT_EQ(refused({}), FaultKind::invalid);
    EXPECT_EQ(refused(std::vector<MembershipId>(101, MembershipId{31})), FaultKind::invalid);
    EXPECT_EQ(refused({MembershipId{31}, MembershipId{31}}), FaultKind::invalid);
    EXPECT_EQ(refused({MembershipId{31}, MembershipId{11}}), FaultKind::forbidden) << "one's own";
    EXPECT_EQ(refused({MembershipId{31}, MembershipId{42}}), FaultKind::not_found) << "elsewhere";
    EXPECT_EQ(database->number("select count(*) from core_credential_slip"), 0) << "all or none";
}

TEST_P(BatchesTest, GoOnWhereAHostWasKilled) {
    auto settings = quick();
    settings.password_cost = {8192, 3, 1};
    begin(settings);
    add_learners(30);
    const auto batch = asked(group("learner"));
    const auto made = [&] {
        return database->number("select count(*) from core_credential_slip where state = 'made'");
    };
    jobs::Taken taken;
    taken.payload = "10 " + batch.text();
    jobs::Running running(taken);
    std::thread first([&] { EXPECT_FALSE(batches->run(running)); });
    while (made() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    running.ask(jobs::Ask::yield);
    first.join();
    ASSERT_EQ(made(), 25);
    const auto hash =
        database->text("select password_hash from core_account where person_id = 101");
    EXPECT_EQ(look(batch).stage, BatchStage::making);

    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(fetch(batch).size(), 30u);
    EXPECT_EQ(without_password(), 0);
    EXPECT_EQ(database->text("select password_hash from core_account where person_id = 101"), hash);
    EXPECT_EQ(audited("password.issued"), 30) << "each once";
}

TEST_P(BatchesTest, AreForgottenSoon) {
    add_learners(2);
    const auto never = asked(group("learner"));
    batches->make_few(administrator(), never);
    clock.advance(kSlipsWaitMs);
    EXPECT_EQ(look(never).stage, BatchStage::forgotten);
    EXPECT_FALSE(batches->fetch(administrator(), never));
    EXPECT_TRUE(batches->open(administrator()).empty());
    batches->forget_old();
    EXPECT_EQ(database->number("select count(*) from core_credential_slip"), 0);
    EXPECT_EQ(look(never).stage, BatchStage::forgotten) << "and it is said";
    clock.advance(kDayMs);
    batches->forget_old();
    EXPECT_FALSE(batches->find(administrator(), never));

    NewBatch named;
    named.named = {MembershipId{101}};
    const auto fetched = asked(named);
    batches->make_few(administrator(), fetched);
    EXPECT_EQ(fetch(fetched).size(), 1u);
    EXPECT_EQ(fetch(fetched).size(), 1u) << "a printer jams";
    clock.advance(kSlipsAgainMs);
    EXPECT_FALSE(batches->fetch(administrator(), fetched));

    named.named = {MembershipId{102}};
    const auto printed = asked(named);
    batches->make_few(administrator(), printed);
    const auto colleague = scope_of(kTwoSchools, kSchoolA, MembershipId{41});
    EXPECT_FALSE(batches->forget(colleague, printed));
    EXPECT_EQ(batches->open(administrator()).size(), 1u);
    ASSERT_TRUE(batches->forget(administrator(), printed));
    EXPECT_EQ(database->number("select count(*) from core_credential_slip where sealed <> ''"), 0);
}

// Named, they are refused; of a group the others get theirs.
TEST_P(BatchesTest, LeaveOutWhoseAccountOpensMore) {
    database->run("update core_account set password_hash = null where person_id in (2, 4)");
    database->run(
        "insert into core_membership (organisation_id, id, person_id, profile, position, "
        "valid_from) values (10, 63, 6, 'employee', '', '2026-01-01')");
    database->run("delete from core_membership where id in (61, 62)");
    database->run("update core_account set password_hash = null where person_id = 6");
    NewBatch named;
    named.named = {MembershipId{63}, MembershipId{41}};
    EXPECT_EQ(ask(named).fault().kind, FaultKind::forbidden);
    const auto batch = asked(group("employee"));
    batches->make_few(administrator(), batch);
    EXPECT_EQ(look(batch).left_out, 2);
    EXPECT_EQ(look(batch).made, 1);
    int left_out = 0;
    for (const auto& slip : fetch(batch)) {
        EXPECT_EQ(slip.left_out, slip.issued.password.empty());
        if (slip.left_out) ++left_out;
    }
    EXPECT_EQ(left_out, 2);
    EXPECT_EQ(database->number("select count(*) from core_account where person_id in (2, 4) and "
                               "password_hash is null"),
              2);
}

TEST_P(BatchesTest, ReplaceNoPasswordSomebodyElseGaveMeanwhile) {
    add_learners(2);
    const auto batch = asked(group("learner"));
    database->run("update core_account set password_hash = 'theirs' where person_id = 101");
    batches->make_few(administrator(), batch);
    const auto slips = fetch(batch);
    ASSERT_EQ(slips.size(), 1u);
    EXPECT_EQ(slips[0].issued.login, "n102");
    EXPECT_EQ(database->text("select password_hash from core_account where person_id = 101"),
              "theirs");
}

// Without the installation's secret only the process that made them shows them.
TEST_P(BatchesTest, OpenWithTheKeyOfWhoMadeThem) {
    add_learners(1);
    const auto batch = asked(group("learner"));
    batches->make_few(administrator(), batch);
    begin(quick());
    EXPECT_TRUE(fetch(batch).at(0).lost);
    EXPECT_EQ(fetch(batch).at(0).issued.password, "");

    auto settings = quick();
    settings.second_factor_secret = std::string(32, 'k');
    begin(settings);
    NewBatch named;
    named.named = {MembershipId{101}};
    const auto kept = asked(named);
    batches->make_few(administrator(), kept);
    begin(settings);
    EXPECT_FALSE(fetch(kept).at(0).lost);
    EXPECT_TRUE(accounts->sign_in("n101", fetch(kept).at(0).issued.password, kAddress));
    database->run("update core_credential_slip set number = number + 1");
    EXPECT_TRUE(fetch(kept).at(0).lost) << "sealed for another";
}

// K3.3.7: a letter replaces nobody's password, and opens the account for two weeks.
TEST_P(BatchesTest, TravelByMailToWhoHasNotSignedInYet) {
    NewBatch named;
    named.named = {MembershipId{31}};
    named.handing = Handing::letters;
    EXPECT_THAT(ask(named).fault().user_message, HasSubstr("no e-mail address"));
    database->run("update core_person set email = 'a@mail.example' where id = 3");
    database->run("update core_account set first_login_at_ms = 1 where person_id = 3");
    EXPECT_THAT(ask(named).fault().user_message, HasSubstr("signed in before"));
    EXPECT_EQ(audited("password.issued"), 0);
    database->run("update core_account set first_login_at_ms = null where person_id = 3");
    const auto batch = asked(named);
    batches->make_few(administrator(), batch);
    EXPECT_EQ(fetch(batch).at(0).issued.password, "") << "nobody else reads it";
    ASSERT_EQ(letters.letters.size(), 1u);
    EXPECT_EQ(letters.letters[0].person, kLearner);
    EXPECT_TRUE(letters.letters[0].secret);
    const auto& values = letters.letters[0].values;
    EXPECT_EQ(values.at(1).second, "person3");
    const std::string password = values.at(2).second;
    EXPECT_TRUE(accounts->sign_in("person3", password, kAddress));
    clock.advance(kLetterDays * kDayMs + 1);
    EXPECT_THAT(accounts->sign_in("person3", password, kAddress).fault().user_message,
                HasSubstr("is over"));

    // Of a group those with an address.
    add_learners(3);
    auto by_letter = group("learner");
    by_letter.handing = Handing::letters;
    EXPECT_THAT(ask(by_letter).fault().log_text, HasSubstr("address"));
    database->run("update core_person set email = 'b@mail.example' where id in (101, 102)");
    const auto some = asked(by_letter);
    batches->make_few(administrator(), some);
    EXPECT_EQ(look(some).made, 2);
    EXPECT_EQ(letters.letters.size(), 3u);
    EXPECT_EQ(batches->without_password(kSchoolA)["learner"], 1);
}

// K4.1: of a file of organisations; the asker's batch, each school's own letter and log.
TEST_P(BatchesTest, ReachFirstAdministratorsOfManySchools) {
    database->run("update core_person set email = 'one@mail.example' where id in (3, 6)");
    database->run("update core_membership set valid_from = '2020-09-01' where id = 62");
    database->run("update core_account set password_hash = null where person_id in (3, 6)");
    const Appointer asker{kRegion, kOfficial, "request"};
    const std::vector<AppointedMember> members{
        {kSchoolA, MembershipId{31}}, {kSchoolB, MembershipId{62}}, {kSchoolB, MembershipId{42}}};
    BatchId batch;
    {
        auto transaction = (**database).write();
        batch =
            CredentialBatches::ask_for_appointed(transaction, *queue, ids, clock, asker, members);
        transaction.commit();
    }
    EXPECT_EQ(ask(group("learner")).fault().kind, FaultKind::invalid)
        << "their school prints no slips meanwhile";
    EXPECT_EQ(runner->run_due(), 1);
    const auto scope = scope_of(kOfficial, kRegion, MembershipId{51}, KEREGE_PROFILE_OPERATOR);
    const auto found = batches->find(scope, batch);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->stage, BatchStage::ready);
    EXPECT_EQ(found->made, 2);
    EXPECT_EQ(found->left_out, 1) << "no address, and signed in";
    EXPECT_FALSE(batches->find(administrator(), batch)) << "the asker's alone";
    ASSERT_EQ(letters.letters.size(), 2U);
    std::set<int64_t> schools;
    for (const auto& letter : letters.letters) {
        EXPECT_EQ(letter.name, "activation");
        EXPECT_TRUE(letter.secret);
        schools.insert(letter.organisation.value);
    }
    EXPECT_EQ(schools, (std::set<int64_t>{kSchoolA.value, kSchoolB.value}));
    EXPECT_EQ(database->number("select count(distinct organisation_id) from core_audit "
                               "where action = 'password.issued' and person_id = 5 "
                               "and organisation_id in (10, 20)"),
              2);
    const auto fetched = batches->fetch(scope, batch);
    ASSERT_TRUE(fetched);
    EXPECT_EQ(fetched->size(), 3U);
}

// K4.1: without a mail server whoever named them hands slips out, and makes another one for whom it
// was lost, as long as nobody there has signed in.
TEST_P(BatchesTest, OfFirstAdministratorsAreSlipsWithoutMail) {
    database->run(
        "insert into core_organisation (id, parent_id, kind, code, name_kk, name_ru, "
        "name_en, created_at_ms) values (30, 1, 'school', 'c', 'В мектебі', 'Школа В', "
        "'School C', 0);"
        "insert into core_organisation_closure (ancestor_id, organisation_id, depth) "
        "values (30, 30, 0), (1, 30, 1);"
        "insert into core_membership (organisation_id, id, person_id, profile, position, "
        "valid_from) values (30, 63, 6, 'employee', '', '2020-09-01');"
        "insert into core_membership_role values (30, 63, 'administrator');"
        "update core_account set password_hash = null where person_id = 6;"
        "update core_account set first_login_at_ms = 1 where person_id <> 6");
    const auto scope = scope_of(kOfficial, kRegion, MembershipId{51}, KEREGE_PROFILE_OPERATOR);
    const std::vector<AppointedMember> members{{OrganisationId{30}, MembershipId{63}}};
    BatchId batch;
    {
        auto transaction = (**database).write();
        batch = CredentialBatches::ask_for_appointed(transaction, *queue, ids, clock,
                                                     {kRegion, kOfficial, "request"}, members,
                                                     Handing::slips);
        transaction.commit();
    }
    EXPECT_EQ(batches->waiting_administrators(kRegion), 0) << "it is being made";
    EXPECT_EQ(runner->run_due(), 1);
    ASSERT_EQ(batches->find(scope, batch)->stage, BatchStage::ready);
    EXPECT_TRUE(letters.letters.empty());
    const int64_t until = batches->find(scope, batch)->forget_at_ms;
    const auto shown = batches->look(scope, batch);
    ASSERT_EQ(shown->size(), 1u);
    EXPECT_EQ(shown->at(0).issued.password, "") << "looked at, not opened";
    EXPECT_EQ(batches->find(scope, batch)->forget_at_ms, until);
    const auto fetched = batches->fetch(scope, batch);
    ASSERT_EQ(fetched->size(), 1u);
    EXPECT_EQ(fetched->at(0).organisation_ru, "Школа В");
    const std::string password = fetched->at(0).issued.password;
    EXPECT_FALSE(batches->fetch(administrator(), batch)) << "the asker's alone";
    ASSERT_TRUE(batches->forget(scope, batch));

    EXPECT_EQ(batches->waiting_administrators(kRegion), 1);
    EXPECT_EQ(batches->waiting_administrators(kSchoolA), 0);
    EXPECT_FALSE(batches->ask_for_waiting_administrators(scope, kRegion, {"wrong", ""}));
    const auto again = batches->ask_for_waiting_administrators(
        scope, kRegion, {password_of(kOfficial), ""}, "request");
    ASSERT_TRUE(again) << again.fault().log_text;
    EXPECT_FALSE(
        batches->ask_for_waiting_administrators(scope, kRegion, {password_of(kOfficial), ""}))
        << "once";
    EXPECT_EQ(runner->run_due(), 1);
    const std::string next = batches->fetch(scope, *again)->at(0).issued.password;
    EXPECT_NE(next, password);
    EXPECT_FALSE(accounts->sign_in("person6", password, kAddress)) << "it was replaced";
    EXPECT_TRUE(accounts->sign_in("person6", next, kAddress));
    EXPECT_EQ(batches->waiting_administrators(kRegion), 0) << "somebody has signed in";
}

// Others' jobs have their turn between five hundred and five hundred.
TEST_P(BatchesTest, OfAWholeSchoolTakeTurns) {
    add_learners(510);
    const auto batch = asked(group("learner"));
    EXPECT_EQ(runner->run_due(), 2);
    EXPECT_EQ(look(batch).made, 510);
    EXPECT_EQ(look(batch).stage, BatchStage::ready);
}

}  // namespace
}  // namespace kerege::access
