// Joining by application, on both databases.
#include "host/src/applications/applications.hpp"

#include <set>

#include "host/src/access/accounts.hpp"
#include "host/src/access/permissions.hpp"
#include "host/src/access/sessions.hpp"
#include "tests/directory/house.hpp"

namespace kerege::applications {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

constexpr int64_t kDayMs = test::kDayMs;

class KeptLetters final : public access::Letters {
public:
    void write(data::Transaction&, const access::AccountLetter& letter) override {
        letters.push_back(letter);
    }
    std::string value(const std::string& key) const {
        for (const auto& [name, value] : letters.back().values)
            if (name == key) return value;
        return {};
    }
    std::vector<access::AccountLetter> letters;
};

Form filled(OrganisationId parent) {
    Form form;
    form.parent = parent;
    form.kind = "school";
    form.bin = "160340016781";
    form.name_kk = " № 7  мектеп ";
    form.name_ru = "Школа № 7";
    form.address_kk = "Абай к., 1";
    form.applicant = {"Сейтова", "Айжан", "", "Директор", "Aizhan@Mail.KZ", "8 701 123 45 67"};
    form.note = "Ауыл мектебі";
    form.consent = true;
    return form;
}

class ApplicationsTest : public directory::HouseTest {
protected:
    void SetUp() override {
        HouseTest::SetUp();
        if (IsSkipped()) return;
        queue = std::make_unique<jobs::Queue>(**database, ids, clock);
        Settings settings;
        settings.offered = true;
        settings.password_cost = {64, 1, 1};
        applications =
            std::make_unique<Applications>(**database, audit, ids, clock, local_time,
                                           *organisations, *standings, *queue, letters, settings);
        who = {region, by, "request"};
    }
    Sent sent(const std::string& once) {
        return {once, "ru", "192.0.2." + std::to_string(++address), "rules/1"};
    }
    // One that waits; returns it.
    Application waiting(const std::string& once, const Form& form) {
        const auto token = applications->apply(form, sent(once));
        EXPECT_TRUE(token) << (token ? "" : token.fault().log_text);
        const auto one = applications->by_token(*token);
        EXPECT_EQ(one->state, "unconfirmed");
        EXPECT_TRUE(applications->confirm(one->confirmation));
        return *applications->by_token(*token);
    }
    std::vector<std::string> faults(const Form& form) {
        const auto token = applications->apply(form, sent("faulty"));
        EXPECT_FALSE(token);
        std::vector<std::string> fields;
        if (!token)
            for (const auto& field : token.fault().fields) fields.push_back(field.field);
        return fields;
    }
    int64_t jobs_of(const std::string& name) {
        return database->number("select count(*) from core_job where payload like '% " + name +
                                "'");
    }

    KeptLetters letters;
    std::unique_ptr<jobs::Queue> queue;
    std::unique_ptr<Applications> applications;
    Answerer who;
    int address = 0;
};

// K4.1: an application, a letter, a login and a temporary password, an organisation that begins.
TEST_P(ApplicationsTest, EndInAnOrganisationWithItsAdministrator) {
    const Application one = waiting("first", filled(region));
    EXPECT_EQ(one.state, "waiting");
    EXPECT_EQ(one.form.name_kk, "№ 7 мектеп");
    EXPECT_EQ(one.form.applicant.email, "aizhan@mail.kz");
    EXPECT_EQ(one.form.applicant.phone, "+77011234567");
    EXPECT_EQ(one.consent, "rules/1");
    EXPECT_EQ(one.parent.id, region);
    EXPECT_EQ(jobs_of("application_confirm"), 1);
    EXPECT_EQ(applications->count_waiting(region), 1);
    EXPECT_EQ(applications->count_waiting(school), 0) << "of another tree";
    EXPECT_FALSE(applications->approve({school, by, ""}, one.id, "s-7", false));

    const auto made = applications->approve(who, one.id, "s-7", false);
    ASSERT_TRUE(made) << made.fault().log_text;
    EXPECT_EQ(standings->today(*made), "preparation");
    const auto organisation = organisations->find(*made);
    EXPECT_EQ(organisation->parent, region);
    EXPECT_EQ(organisation->bin, "160340016781");
    EXPECT_EQ(organisation->address_kk, "Абай к., 1");
    ASSERT_EQ(letters.letters.size(), 1U);
    EXPECT_EQ(letters.letters[0].name, "activation");
    EXPECT_EQ(letters.letters[0].locale, "ru");
    EXPECT_EQ(letters.value("login"), "seitova.aizhan");
    EXPECT_EQ(letters.value("until"), "2026-09-16");
    const std::string password = letters.value("password");
    EXPECT_EQ(
        database->number("select count(*) from core_job where payload like '%" + password + "%'"),
        0);
    EXPECT_EQ(
        database->number("select count(*) from core_audit where detail like '%" + password + "%'"),
        0);
    EXPECT_EQ(database->text("select role from core_membership_role where organisation_id = " +
                             made->text()),
              "administrator");

    access::Permissions permissions;
    access::Sessions sessions(**database, permissions, clock, {});
    access::AccountSettings quick;
    quick.password_cost = {64, 1, 1};
    access::Accounts accounts(**database, sessions, audit, ids, clock, local_time, quick);
    clock.advance(15 * kDayMs);
    const auto late = accounts.sign_in("seitova.aizhan", password, "192.0.2.1");
    ASSERT_FALSE(late);
    EXPECT_EQ(late.fault().log_text, "the temporary password has run out");
    ASSERT_TRUE(applications->send_again(who, one.id));
    ASSERT_EQ(letters.letters.size(), 2U);
    EXPECT_NE(letters.letters[0].key, letters.letters[1].key);
    EXPECT_FALSE(accounts.sign_in("seitova.aizhan", password, "192.0.2.1")) << "replaced";
    ASSERT_TRUE(accounts.sign_in("seitova.aizhan", letters.value("password"), "192.0.2.1"));
    const auto in_use = applications->send_again(who, one.id);
    ASSERT_FALSE(in_use);
    EXPECT_EQ(in_use.fault().kind, FaultKind::conflict) << "nobody's password is replaced by it";

    EXPECT_EQ(applications->beginning(*made).employees, 1);
    EXPECT_FALSE(applications->activate(*made, " ", "", by, ""));
    ASSERT_TRUE(applications->activate(*made, "Абай к., 2", "", by, ""));
    EXPECT_EQ(standings->today(*made), "active");
    EXPECT_EQ(organisations->find(*made)->address_kk, "Абай к., 2");
    const auto twice = applications->activate(*made, "Абай к., 3", "", by, "");
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.fault().kind, FaultKind::conflict);
}

TEST_P(ApplicationsTest, SayWhatIsWrongByField) {
    Form form = filled(region);
    form.bin = "160340016782";
    form.applicant.email = "x@";
    form.applicant.phone = "12";
    form.consent = false;
    EXPECT_THAT(faults(form), ElementsAre("bin", "email", "phone", "consent"));
    form = filled(region);
    form.kind = "region";
    EXPECT_THAT(faults(form), ElementsAre("kind"));
    form = filled(school);
    EXPECT_THAT(faults(form), ElementsAre("kind")) << "no school stands beneath a school";
    form = filled(region);
    form.name_kk = std::string(301, 'x');
    form.applicant.family_name = "\xff";
    form.address_kk = "";
    EXPECT_THAT(faults(form), ElementsAre("name_kk", "address_kk", "family_name"));
    ASSERT_TRUE(standings->set(region, {"closed", "", "x"}, by, {}));
    EXPECT_THAT(faults(filled(region)), ElementsAre("kind")) << "what has closed takes nobody";
    EXPECT_EQ(applications->apply(filled(OrganisationId{99}), sent("x")).fault().kind,
              FaultKind::not_found);
    EXPECT_EQ(database->number("select count(*) from core_application"), 0);
}

TEST_P(ApplicationsTest, CountOnceWhatIsSentTwiceAndNotWhatComesTooOften) {
    Sent same = sent("once");
    const auto first = applications->apply(filled(region), same);
    const auto second = applications->apply(filled(region), same);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(*first, *second);
    EXPECT_EQ(jobs_of("application_confirm"), 1);
    for (int i = 1; i < kAddressHourMax; ++i) {
        Form form = filled(region);
        form.applicant.email = "a" + std::to_string(i) + "@mail.kz";
        same.once = "once" + std::to_string(i);
        ASSERT_TRUE(applications->apply(form, same)) << i;
    }
    same.once = "more";
    const auto more = applications->apply(filled(region), same);
    ASSERT_FALSE(more);
    EXPECT_EQ(more.fault().kind, FaultKind::too_many);
    EXPECT_TRUE(applications->apply(filled(region), sent("elsewhere")));
    clock.advance(test::kHourMs + 1);
    EXPECT_TRUE(applications->apply(filled(region), same)) << "an hour later";
}

TEST_P(ApplicationsTest, GoBackAndComeAgainOrAreRefused) {
    const Application one = waiting("first", filled(region));
    EXPECT_FALSE(applications->send_back(who, one.id, "  "));
    EXPECT_FALSE(applications->mend(one, one.form)) << "it waits";
    ASSERT_TRUE(applications->send_back(who, one.id, "БСН қате"));
    EXPECT_EQ(jobs_of("application_returned"), 1);
    EXPECT_TRUE(applications->for_letter(one.id, "application_returned"));
    EXPECT_FALSE(applications->for_letter(one.id, "application_confirm")) << "that is over";
    EXPECT_EQ(applications->approve(who, one.id, "s-7", false).fault().kind, FaultKind::conflict);
    Form mended = one.form;
    mended.name_ru = "Школа-гимназия № 7";
    mended.applicant.email = "thief@mail.kz";
    ASSERT_TRUE(applications->mend(*applications->by_token(one.token), mended));
    const auto again = applications->by_token(one.token);
    EXPECT_EQ(again->state, "waiting");
    EXPECT_EQ(again->form.name_ru, "Школа-гимназия № 7");
    EXPECT_EQ(again->form.applicant.email, "aizhan@mail.kz") << "that one was confirmed";
    ASSERT_TRUE(applications->refuse(who, one.id, "Мектеп емес"));
    EXPECT_EQ(applications->by_token(one.token)->reason, "Мектеп емес");
    EXPECT_FALSE(applications->refuse(who, one.id, "x"));
    EXPECT_FALSE(applications->send_again(who, one.id));
    EXPECT_THAT(letters.letters, IsEmpty());
    EXPECT_EQ(database->number("select count(*) from core_audit where action like "
                               "'application.%'"),
              2);
}

TEST_P(ApplicationsTest, ShowWhatMayBeTheSame) {
    const Application one = waiting("first", filled(region));
    EXPECT_THAT(applications->twins(one), IsEmpty());
    directory::NewOrganisation there{region, "school", "old-7", "160340016781", "Басқа", "", ""};
    ASSERT_TRUE(organisations->create(there, by));
    Form same = filled(ministry);
    same.applicant.email = "b@mail.kz";
    const Application other = waiting("second", same);
    EXPECT_EQ(applications->twins(one).size(), 2U);
    EXPECT_EQ(applications->twins(one)[0].code, "old-7");
    const auto refused = applications->approve(who, one.id, "s-7", false);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.fault().fields[0].field, "twins");
    EXPECT_EQ(applications->by_token(one.token)->state, "waiting") << "nothing is written";
    const auto taken = applications->approve(who, one.id, "old-7", true);
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.fault().kind, FaultKind::conflict);
    EXPECT_TRUE(applications->approve(who, one.id, "s-7", true));
    EXPECT_EQ(applications->find(region, other.id).fault().kind, FaultKind::not_found)
        << "a region's operator sees the own tree";
    EXPECT_TRUE(applications->find(ministry, other.id));
}

// K7.8: what nobody needs any more is not kept.
TEST_P(ApplicationsTest, AreDeletedWhenTheirTimeIsOver) {
    const auto left_alone = applications->apply(filled(region), sent("alone"));
    Form second = filled(region);
    second.applicant.email = "b@mail.kz";
    const Application refused = waiting("refused", second);
    const Application waits = waiting("waits", second);
    ASSERT_TRUE(applications->refuse(who, refused.id, "x"));
    clock.advance(4 * kDayMs);
    EXPECT_EQ(applications->forget_old(), 1);
    EXPECT_FALSE(applications->by_token(*left_alone));
    clock.advance(90 * kDayMs);
    EXPECT_EQ(applications->forget_old(), 1);
    EXPECT_FALSE(applications->by_token(refused.token));
    EXPECT_TRUE(applications->by_token(waits.token)) << "it still waits for an answer";
}

// K7.8: what nobody answers is no reason to keep somebody's data.
TEST_P(ApplicationsTest, AreOverWhenNobodyAnswersThem) {
    const Application one = waiting("one", filled(region));
    clock.advance(180 * kDayMs);
    EXPECT_EQ(applications->forget_old(), 0);
    EXPECT_EQ(applications->by_token(one.token)->state, "waiting");
    clock.advance(kDayMs);
    EXPECT_EQ(applications->forget_old(), 0);
    ASSERT_TRUE(applications->by_token(one.token)) << "the applicant is told first";
    EXPECT_EQ(applications->by_token(one.token)->state, "refused");
    EXPECT_TRUE(applications->for_letter(one.id, "application_lapsed"));
    EXPECT_EQ(database->number("select count(*) from core_job where payload = '" +
                               std::to_string(one.id) + " application_lapsed'"),
              1);
    EXPECT_EQ(
        database->number("select count(*) from core_audit where action = 'application.lapsed'"), 1);
    EXPECT_FALSE(applications->approve(who, one.id, "s-7", true)) << "it is over";
    clock.advance((kLapsedDays + 1) * kDayMs);
    EXPECT_EQ(applications->forget_old(), 1);
    EXPECT_FALSE(applications->by_token(one.token));
}

// K4.1: the operator makes an organisation and appoints its first administrator.
TEST_P(ApplicationsTest, AppointAFirstAdministratorOnce) {
    const Applicant one = filled(region).applicant;
    EXPECT_FALSE(applications->appoint({other_school, by, ""}, school, one, "kk"));
    const auto made = applications->appoint(who, school, one, "kk");
    ASSERT_TRUE(made) << made.fault().log_text;
    EXPECT_EQ(made->login, "seitova.aizhan");
    EXPECT_EQ(letters.letters.size(), 1U);
    const auto twice = applications->appoint(who, school, one, "kk");
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.fault().kind, FaultKind::conflict);
}

// K4.1: a file names thousands: their accounts at once, their passwords by a job.
TEST_P(ApplicationsTest, AppointThousandsWithoutAPasswordYet) {
    constexpr int kSchools = 1200;
    const Applicant checked = *checked_applicant(filled(region).applicant);
    std::vector<Appointed> wanted;
    for (int i = 0; i < kSchools; ++i) {
        const std::string code = "many-" + std::to_string(i);
        add(region, "school", code);
        wanted.push_back({code, checked, i % 2 ? "ru" : "kk"});
    }
    ASSERT_TRUE(applications->appoint(who, organisations->find_by_code("many-7")->id,
                                      filled(region).applicant, "kk"));
    letters.letters.clear();
    const auto made = applications->appoint_all(who, wanted);
    ASSERT_TRUE(made) << made.fault().log_text;
    EXPECT_EQ(made->count, kSchools - 1);
    EXPECT_EQ(made->logins[7], "") << "has an administrator";
    EXPECT_EQ(std::set<std::string>(made->logins.begin(), made->logins.end()).size(), 1200U);
    EXPECT_TRUE(letters.letters.empty()) << "nobody waits for hashes";
    EXPECT_EQ(database->number("select count(*) from core_account where password_hash is null"),
              kSchools - 1);
    EXPECT_EQ(database->number("select count(*) from core_credential_slip where state = 'waiting' "
                               "and batch_id = " +
                               made->batch.text()),
              kSchools - 1);
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'account.created'"),
              kSchools);
    const auto again = applications->appoint_all(who, wanted);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->count, 0);
    EXPECT_FALSE(again->batch) << "asked twice, made once";

    add(region, "school", "fresh");
    const auto stranger =
        applications->appoint_all({other_school, by, ""}, {{"fresh", checked, "kk"}});
    ASSERT_FALSE(stranger);
    EXPECT_EQ(stranger.fault().kind, FaultKind::not_found);
    EXPECT_FALSE(applications->appoint_all(
        who, std::vector<Appointed>(access::kBatchPeopleMax + 1, {"fresh", checked, "kk"})));
    EXPECT_EQ(database->number("select count(*) from core_credential_batch"), 1);
}

// K4.1: an organisation and its first administrator in one step: both or neither.
TEST_P(ApplicationsTest, MakeAnOrganisationWithItsAdministrator) {
    directory::NewOrganisation fresh;
    fresh.parent = region;
    fresh.kind = "school";
    fresh.code = "School 9";
    fresh.name_kk = "Тоғызыншы";
    Applicant one = filled(region).applicant;
    one.email = "nobody";
    const auto wrong = applications->create(who, fresh, one, "kk");
    ASSERT_FALSE(wrong);
    std::vector<std::string> fields;
    for (const auto& field : wrong.fault().fields) fields.push_back(field.field);
    EXPECT_THAT(fields, ElementsAre("code", "email"));
    one.email = "aizhan@mail.kz";
    fresh.code = "school-5";
    const auto taken = applications->create(who, fresh, one, "kk");
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.fault().kind, FaultKind::conflict);
    fresh.code = "school-9";
    EXPECT_FALSE(applications->create({other_school, by, ""}, fresh, one, "kk"))
        << "of another tree";
    EXPECT_TRUE(letters.letters.empty());

    const auto made = applications->create(who, fresh, one, "ru");
    ASSERT_TRUE(made) << made.fault().log_text;
    EXPECT_EQ(standings->today(made->organisation), "preparation");
    EXPECT_EQ(made->administrator.login, "seitova.aizhan");
    ASSERT_EQ(letters.letters.size(), 1U);
    EXPECT_EQ(letters.letters.front().locale, "ru");
    EXPECT_EQ(letters.letters.front().organisation, made->organisation);
}

KEREGE_ON_BOTH_DATABASES(ApplicationsTest);

}  // namespace
}  // namespace kerege::applications
