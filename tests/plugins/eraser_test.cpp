// Profiles that are deleted: when they are erased, by whom, and what is left of them.
#include "host/src/privacy/eraser.hpp"

#include "host/src/plugins/outbox.hpp"
#include "host/src/plugins/plugin.hpp"
#include "host/src/privacy/copy_file.hpp"
#include "tests/plugins/world.hpp"

namespace kerege::privacy {
namespace {

using plugins::kEverywhere;
using plugins::name_of;
using plugins::Surroundings;
using plugins::World;
using testing::HasSubstr;

constexpr MembershipId kReader{501}, kElsewhere{502};
constexpr int64_t kDayMs = int64_t{24} * 3600 * 1000;

struct HeardLetters final : access::Letters {
    void write(data::Transaction&, const access::AccountLetter& letter) override {
        letters.push_back(letter);
    }
    std::vector<access::AccountLetter> letters;
};

class EraserTest : public testing::TestWithParam<Surroundings> {
protected:
    void SetUp() override {
        if (!GetParam().available()) GTEST_SKIP() << "no PostgreSQL";
        world = std::make_unique<World>(GetParam().dialect, GetParam().isolation);
        world->workers.lane_wait_max = std::chrono::milliseconds(20'000);
        world->load("privacy");
        ASSERT_EQ(world->entry("register").state, plugins::State::loaded);
        world->change(
            "insert into core_person (id, family_name, given_name, patronymic, birth_date, phone, "
            "email, residence, created_at_ms) values "
            "(41, 'Оқырман', 'Дана', '', '2012-03-04', '+77010000000', 'd@mail.example', '', 0)");
        world->change(
            "insert into core_membership (organisation_id, id, person_id, profile, position, "
            "valid_from) values (10, 501, 41, 'learner', '', '2026-08-01'), "
            "(11, 502, 41, 'learner', '', '2026-08-01')");
        world->change(
            "insert into core_account (person_id, login, password_temporary, locale, "
            "created_at_ms) values (41, 'dana', 0, 'kk', 0)");
        world->change(
            "insert into core_placement (organisation_id, membership_id, kind, label) values "
            "(10, 501, 'class', '7А'), (11, 502, 'class', '8А')");
        world->change(
            "insert into core_placement_time (organisation_id, membership_id, kind, label, "
            "from_ms) values (10, 501, 'class', '7А', 0), (11, 502, 'class', '8А', 0)");
        endings =
            std::make_unique<directory::Endings>(*world->database, audit, world->plugins->outbox(),
                                                 ids, world->clock, world->local_time);
        deletions = std::make_unique<Deletions>(*world->database, audit, world->plugins->outbox(),
                                                *endings, ids, world->clock, world->local_time,
                                                PrivacySettings(), &heard);
        eraser =
            std::make_unique<Eraser>(*world->database, audit, *world->plugins, *deletions,
                                     world->files(), ids, world->clock, world->local_time, log);
        lend("Абай жолы");
    }
    void lend(const char* title) { world->post("/register/" + kReader.text(), {{"title", title}}); }
    int64_t deleted(OrganisationId organisation, MembershipId membership) {
        const auto begun =
            deletions->begin(organisation, membership, {"own_request", "өтініш 7"}, {});
        EXPECT_TRUE(begun.ok());
        return deletions->of(organisation, membership)->id;
    }
    // Consent withdrawn, with the paper in the store.
    DeletionWish withdrawn(const std::string& note = "") {
        files::Draft draft = world->files().draft();
        draft.write("%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n");
        const auto paper = world->files().prepare({"paper.pdf", "", "application/pdf"}, draft);
        EXPECT_TRUE(paper.ok()) << paper.fault().log_text;
        return {"withdrawn",
                note,
                {},
                [this, info = *paper](data::Transaction& transaction) -> Result<Scan> {
                    const auto id = world->files().add(transaction, {"core", World::kSchool},
                                                       PersonId{51}, info);
                    if (!id.ok()) return id.fault();
                    return Scan{*id, info.sha256};
                }};
    }
    int run() const {
        return eraser->erase_due([] { return true; }).erased;
    }
    void wait_months() { world->clock.at_ms += 92 * kDayMs; }
    std::string name() const {
        return world->sql("select family_name from core_person where id = 41");
    }
    std::string loans() const { return world->sql("select count(*) from register_loan"); }

    std::unique_ptr<World> world;
    HeardLetters heard;
    plugins::TestClock late_clock;
    IdMaker ids{late_clock, 2};
    audit::Audit audit{ids, late_clock};
    Log log{LogLevel::error, LogFormat::text};
    std::unique_ptr<directory::Endings> endings;
    // By the reader, as a parent of the school.
    void register_child(const std::string& family_name) {
        world->change(
            "insert into core_registration (organisation_id, id, guardian_membership_id, "
            "family_name, given_name, patronymic, birth_date, class_label, name_key, accepted, "
            "locale, address, asked_at_ms, state) values (10, 1, 501, '" +
            family_name + "', 'Бала', '', '2017-05-04', '', 'x', '', 'kk', '', 0, 'waiting')");
    }

    std::unique_ptr<Deletions> deletions;
    std::unique_ptr<Eraser> eraser;
};

// K3.4.3: a person takes their data along; K7.3, K7.4: what a school has a part in, while it does.
TEST_P(EraserTest, ACopyNamesThePartThatAModuleCouldNotGiveOut) {
    world->change(
        "insert into core_support_message (id, organisation_id, person_id, membership_id, email, "
        "addressee, kind, words, page, role, locale, browser, request_id, state, answer, "
        "created_at_ms, changed_at_ms) values (1, 10, 41, 501, '', 'school', 'question', "
        "'Кітап қайда?', '', '', 'kk', '', '', 'answered', 'Сөреде', 0, 0), "
        "(2, 10, 41, 501, '', 'operator', 'question', 'Директор туралы', '', '', 'kk', '', '', "
        "'open', '', 0, 0)");
    world->change(
        "update core_person set residence = 'Дала 5', phone = '+77010000000' where id = 41");
    const view::Translator translator;
    const ActionWords words = [](std::string_view, std::string_view, std::string_view) {
        return std::string();
    };
    PersonalParts all(*world->database, *world->plugins, translator, world->clock,
                      world->local_time, words);
    const auto copy = [&](MembershipId membership = {}, bool parent = false) {
        return copy_as_json({"Оқырман", "", "kk"},
                            all.of({PersonId{41}, membership, "kk", parent}));
    };
    EXPECT_THAT(copy(), testing::Not(HasSubstr("\"missing\":true")));
    EXPECT_THAT(copy(), HasSubstr("[\"Кітап қайда?\",\"Сөреде\"")) << "messages to support";
    EXPECT_THAT(copy(), testing::AllOf(HasSubstr("Директор туралы"), HasSubstr("Дала 5")));
    world->change(
        "insert into core_transfer (id, from_organisation_id, from_membership_id, "
        "to_organisation_id, first_day, note, state, asked_by, asked_at_ms) values "
        "(1, 10, 501, 11, '2026-08-01', 'бұйрық 9', 'withdrawn', 0, 0)");
    world->change(
        "insert into core_deletion (id, organisation_id, membership_id, person_id, ground, note, "
        "asked_by, asked_at_ms, certificate, taken_back_at_ms) values "
        "(1, 10, 501, 41, 'own_request', 'көшемін', 41, 0, '', 1)");
    EXPECT_THAT(copy(), testing::AllOf(HasSubstr("бұйрық 9"), HasSubstr("көшемін")));
    register_child("Тіркелген");
    EXPECT_THAT(copy(), HasSubstr("Тіркелген")) << "whom they registered";
    // K7.3: the school has no part in what was written to the operator, nor in where a learner
    // lives.
    EXPECT_THAT(copy(kReader), testing::AllOf(HasSubstr("Сөреде"), HasSubstr("+77010000000"),
                                              testing::Not(HasSubstr("Директор туралы")),
                                              testing::Not(HasSubstr("Дала 5"))));
    EXPECT_THAT(copy(kReader), HasSubstr("көшемін"));
    EXPECT_THAT(copy(kReader, true),
                testing::Not(testing::AnyOf(HasSubstr("Сөреде"), HasSubstr("көшемін"))))
        << "a parent's copy: nothing the child wrote to the school";
    EXPECT_THAT(copy(kReader, true), HasSubstr("бұйрық 9")) << "what the school wrote";
    world->change("update core_deletion set asked_by = 51 where id = 1");
    EXPECT_THAT(copy(kReader, true), HasSubstr("көшемін")) << "an administrator's note";
    const auto contacts =
        testing::AnyOf(HasSubstr("+77010000000"), HasSubstr("d@mail.example"), HasSubstr("Дала 5"));
    const auto end = [&](const char* member) {
        world->change(std::string("update core_membership set profile = 'employee', valid_until = "
                                  "'2026-08-31' where id = ") +
                      member);
    };
    end("501");
    EXPECT_THAT(copy(kReader), testing::AllOf(testing::Not(contacts), HasSubstr("Оқырман")))
        << "K7.3: who left and belongs elsewhere has their contacts there";
    EXPECT_THAT(copy(kElsewhere), HasSubstr("+77010000000"));
    EXPECT_THAT(copy(), testing::AllOf(HasSubstr("+77010000000"), HasSubstr("Дала 5")));
    end("502");
    EXPECT_THAT(copy(kReader), testing::Not(contacts)) << "or did since";
    world->change("update core_membership set valid_until = null where id = 501");
    EXPECT_THAT(copy(kReader), testing::AllOf(HasSubstr("+77010000000"), HasSubstr("Дала 5")));
    lend("refuse");
    EXPECT_THAT(copy(), HasSubstr("\"missing\":true,\"tables\":[]"));
    EXPECT_THAT(copy(), HasSubstr("Сөреде")) << "the rest is there";
}

// U4.12: three months after the deletion, and not a day earlier.
TEST_P(EraserTest, U4_12ErasesWhenTheDayHasCome) {
    const int64_t id = deleted(World::kSchool, kReader);
    EXPECT_EQ(deletions->find({}, id)->erase_on, "2026-12-01");
    EXPECT_EQ(world->sql("select cast(valid_until as text) from core_membership where id = 501"),
              "2026-08-31")
        << "access ends at once";
    world->clock.at_ms += 90 * kDayMs;
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(eraser->erase(id).fault().kind, FaultKind::not_found);
    world->clock.at_ms += 2 * kDayMs;
    EXPECT_EQ(run(), 1);
    EXPECT_EQ(run(), 0) << "once";
    EXPECT_EQ(loans(), "0");
    const auto done = deletions->find({}, id);
    EXPECT_EQ(done->state, DeletionState::erased);
    EXPECT_EQ(done->name, "—");
    EXPECT_EQ(done->note, "");
    const auto certificate = certificate_of(*world->database, *done);
    EXPECT_TRUE(certificate.whole);
    ASSERT_EQ(certificate.parts.size(), 2u);
    EXPECT_EQ(certificate.parts[1].module, "register");
    EXPECT_EQ(certificate.parts[1].lines.at(0).count, 1);
    EXPECT_THAT(world->sql("select detail from core_audit where action = 'profile.erased'"),
                HasSubstr(done->certificate));
    world->change("update core_deletion_part set counts = '' where module = 'register'");
    EXPECT_FALSE(certificate_of(*world->database, *done).whole) << "somebody changed it";
}

TEST_P(EraserTest, U3_7LeavesThePersonToTheOtherSchoolUntilTheLastIsGone) {
    world->change(
        "insert into core_search_entry (organisation_id, module, kind, entry_id, membership_id, "
        "title, title_ru, title_en, detail, words) values "
        "(10, 'register', 'loan', 1, 501, 'x', 'x', 'x', '', 'oqyrman'), "
        "(10, 'register', 'loan', 2, 0, 'x', 'x', 'x', '', 'kitap')");
    deleted(World::kSchool, kReader);
    wait_months();
    EXPECT_EQ(run(), 1);
    EXPECT_EQ(world->sql("select max(words) from core_search_entry"), "kitap")
        << "what modules let be found of them goes as well";
    EXPECT_EQ(world->sql("select max(word) from core_search_word where kind = 'register.loan'"),
              "kitap");
    EXPECT_EQ(name(), "Оқырман");
    EXPECT_EQ(world->sql("select count(*) from core_account"), "1");
    EXPECT_EQ(world->sql("select count(*) from core_placement"), "1");
    EXPECT_EQ(world->sql("select count(*) from core_placement_time"), "1");
    EXPECT_NE(world->sql("select person_id from core_membership where id = 501"), "41")
        << "nobody can tell any more whose it was";
    EXPECT_EQ(world->sql("select count(*) from core_search_word where entry_id = 501"), "0")
        << "nor find it by a word";
    EXPECT_NE(world->sql("select count(*) from core_search_word where entry_id = 502"), "0");
    EXPECT_EQ(world->sql("select count(*) from core_deletion where person_id = 41"), "0");
    deleted(World::kOther, kElsewhere);
    wait_months();
    EXPECT_EQ(run(), 1);
    EXPECT_EQ(name(), "—");
    EXPECT_EQ(world->sql("select phone from core_person where id = 41"), "");
    EXPECT_EQ(world->sql("select count(*) from core_account"), "0");
    EXPECT_EQ(world->sql("select count(*) from core_placement"), "0");
    EXPECT_EQ(world->sql("select count(*) from core_placement_time"), "0");
    EXPECT_EQ(world->sql("select count(*) from core_search_word where entry_id in (501, 502)"),
              "0");
}

// Decision 25: nothing leads from the erased membership to the person, who goes on elsewhere.
TEST_P(EraserTest, U4_12NothingEarlierSaysWhoseItWas) {
    access::Scope scope;
    scope.person = PersonId{41};
    scope.organisation = World::kSchool;
    scope.membership = kReader;
    ASSERT_TRUE(deletions->ask(scope, "өзім", "").ok());
    ASSERT_TRUE(deletions->ask_no_more(scope, "").ok());
    ASSERT_TRUE(deletions->begin(World::kSchool, kReader, withdrawn("№ 3"), {}).ok());
    ASSERT_TRUE(deletions->take_back(World::kSchool, kReader, {}).ok());
    world->change(
        "insert into core_transfer (id, from_organisation_id, from_membership_id, "
        "to_organisation_id, to_membership_id, first_day, note, state, asked_by, asked_at_ms) "
        "values (1, 10, 501, 11, 502, '2026-08-01', 'бұйрық', 'accepted', 0, 0)");
    register_child("Тіркелген");
    ASSERT_EQ(world->sql("select count(*) from core_file"), "1");
    const int64_t id = deleted(World::kSchool, kReader);
    wait_months();
    ASSERT_EQ(run(), 1);
    EXPECT_EQ(world->sql("select count(*) from core_file"), "0") << "the signed paper";
    EXPECT_EQ(world->sql("select count(*) from core_deletion where person_id = 41 or "
                         "asked_by = 41 or taken_back_by = 41 or note <> '' or scan_file is not "
                         "null"),
              "0");
    EXPECT_EQ(world->sql("select count(*) from core_deletion where membership_id = 501"), "3")
        << "that there were some stays";
    EXPECT_EQ(world->sql("select count(*) from core_transfer"), "0");
    EXPECT_EQ(world->sql("select count(*) from core_registration"), "0");
    const auto parts = certificate_of(*world->database, *deletions->find({}, id)).parts;
    const auto has = [&](const char* table) {
        const auto& lines = parts.at(0).lines;
        return std::any_of(lines.begin(), lines.end(), [&](const plugins::Erased& line) {
            return line.table == table && line.how == "deleted" && line.count == 1;
        });
    };
    EXPECT_TRUE(has("core_file"));
    EXPECT_TRUE(has("core_transfer"));
    EXPECT_TRUE(has("core_registration"));
}

// What was made before the erasure holds the person as they were.
TEST_P(EraserTest, U4_12ArchivesAndCopiesWithThePersonGo) {
    deleted(World::kSchool, kReader);
    world->change(
        "insert into core_school_archive (id, organisation_id, ordered_by, locale, state, bytes, "
        "trouble, job_id, ordered_at_ms) values (1, 10, 0, 'kk', 'ready', 9, '', 1, 0), "
        "(2, 11, 0, 'kk', 'ready', 9, '', 2, 0)");
    world->change(
        "insert into core_personal_copy (id, person_id, organisation_id, membership_id, asked_by, "
        "locale, state, bytes, asked_at_ms) values (1, 41, 10, 501, 41, 'kk', 'ready', 9, 0), "
        "(2, 41, 10, 0, 41, 'kk', 'ready', 9, 0), (3, 41, 11, 502, 41, 'kk', 'ready', 9, 0)");
    wait_months();
    ASSERT_EQ(run(), 1);
    EXPECT_EQ(world->sql("select min(id) from core_school_archive"), "2");
    EXPECT_EQ(world->sql("select min(id) from core_personal_copy"), "3") << "of another school";
}

// Decision 27: whose only child is deleted has no business there any more, if somebody says so.
TEST_P(EraserTest, U3_7ParentsWithoutAnotherChildEndWithIt) {
    world->change(
        "insert into core_person (id, family_name, given_name, patronymic, phone, email, "
        "residence, created_at_ms) values (61, 'Анасы', 'Бота', '', '', '', '', 0)");
    world->change(
        "insert into core_membership (organisation_id, id, person_id, profile, position, "
        "valid_from) values (10, 561, 61, 'guardian', '', '2026-08-01')");
    world->change(
        "insert into core_guardianship (organisation_id, learner_membership_id, "
        "guardian_membership_id) values (10, 501, 561)");
    const auto open = [&] {
        return world->sql(
            "select count(*) from core_membership where id = 561 and valid_until is null");
    };
    const auto asked = endings->guardians_to_ask(World::kSchool, kReader);
    ASSERT_EQ(asked.size(), 1u);
    ASSERT_TRUE(deletions->begin(World::kSchool, kReader, {"own_request", ""}, {}).ok());
    EXPECT_EQ(open(), "1") << "nobody said so";
    ASSERT_TRUE(deletions->take_back(World::kSchool, kReader, {}).ok());
    DeletionWish wish{"own_request", ""};
    wish.guardians = {MembershipId{562}};
    EXPECT_EQ(deletions->begin(World::kSchool, kReader, wish, {}).fault().kind,
              FaultKind::not_found);
    wish.guardians = {asked.front().membership};
    const auto begun = deletions->begin(World::kSchool, kReader, wish, {});
    ASSERT_TRUE(begun.ok());
    EXPECT_THAT(*begun, testing::ElementsAre(PersonId{41}, PersonId{61}));
    EXPECT_EQ(open(), "0");
    ASSERT_TRUE(deletions->take_back(World::kSchool, kReader, {}).ok());
    EXPECT_EQ(open(), "1") << "as it was";
}

TEST_P(EraserTest, GoesOnWhereItStoppedAndDoesNoPartTwice) {
    const int64_t id = deleted(World::kSchool, kReader);
    wait_months();
    lend("refuse");
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(loans(), "2");
    EXPECT_EQ(name(), "Оқырман") << "the host's part comes last";
    EXPECT_EQ(deletions->find({}, id)->state, DeletionState::erasing);
    EXPECT_EQ(deletions->take_back(World::kSchool, kReader, {}).fault().kind, FaultKind::conflict)
        << "too late";
    world->change("delete from register_loan where title = 'refuse'");
    // As if the host had died after the module's part.
    const auto module_part = plugins::erase_member(
        *world->plugins->loaded().front(), World::kSchool, kReader,
        [&](data::Transaction& on, const std::vector<plugins::Erased>& erased) {
            eraser->note_part(on, id, "register", erased);
        });
    ASSERT_TRUE(module_part.ok()) << module_part.fault().log_text;
    EXPECT_EQ(loans(), "0");
    EXPECT_EQ(run(), 1);
    const auto parts = certificate_of(*world->database, *deletions->find({}, id)).parts;
    ASSERT_EQ(parts.size(), 2u);
    EXPECT_EQ(parts[1].lines.at(0).count, 1) << "of the time when it was done";
}

// What a module left behind that is not here any more may be about the person: a certificate says
// what is so.
TEST_P(EraserTest, U4_12TablesOfNobodyHoldItUp) {
    const int64_t id = deleted(World::kSchool, kReader);
    world->change(
        "create table gone_thing (organisation_id bigint not null, id bigint not null, reader "
        "bigint, primary key (organisation_id, id))");
    world->change("insert into gone_thing values (11, 1, 7)");
    world->change("insert into gone_thing values (10, 1, 501)");
    wait_months();
    EXPECT_EQ(overdue_erasures(*world->database, "2026-12-01"), 0) << "until tonight";
    EXPECT_EQ(overdue_erasures(*world->database, "2026-12-02"), 1);
    const auto held = eraser->erase_due([] { return true; });
    EXPECT_EQ(held.erased, 0);
    EXPECT_EQ(held.waiting, 1);
    EXPECT_THAT(held.why, HasSubstr("gone_thing"));
    EXPECT_EQ(deletions->find({}, id)->certificate, "");
    EXPECT_EQ(loans(), "1") << "nothing is begun";
    world->change("delete from gone_thing where organisation_id = 10");
    EXPECT_EQ(run(), 1);
    EXPECT_EQ(overdue_erasures(*world->database, "2026-12-02"), 0);
    world->change("drop table gone_thing");
}

// One school's that wait keep nobody else's from being erased, and cost it one look.
TEST_P(EraserTest, U4_12OneThatWaitsHoldsUpNoOther) {
    world->change(
        "insert into core_person (id, family_name, given_name, patronymic, phone, email, "
        "residence, created_at_ms) values (42, 'Екінші', 'Бота', '', '', '', '', 0)");
    world->change(
        "insert into core_membership (organisation_id, id, person_id, profile, position, "
        "valid_from) values (10, 503, 42, 'learner', '', '2026-08-01')");
    deleted(World::kSchool, kReader);
    deleted(World::kSchool, MembershipId{503});
    const int64_t theirs = deleted(World::kOther, kElsewhere);
    world->change(
        "create table gone_thing (organisation_id bigint not null primary key, reader bigint)");
    world->change("insert into gone_thing values (10, 501)");
    wait_months();
    int asked = 0;
    const auto held = eraser->erase_due(
        [&] {
            if (++asked == 2) world->change("delete from gone_thing");
            return true;
        },
        1);
    EXPECT_EQ(held.waiting, 2) << "looked at once in a run";
    EXPECT_EQ(held.erased, 1);
    EXPECT_EQ(deletions->find({}, theirs)->state, DeletionState::erased);
    EXPECT_EQ(run(), 2) << "the next run looks again";
    world->change("drop table gone_thing");
}

TEST_P(EraserTest, U3_7IsTakenBackUntilThen) {
    access::Scope scope;
    scope.person = PersonId{41};
    scope.organisation = World::kSchool;
    scope.membership = kReader;
    ASSERT_TRUE(deletions->ask(scope, "қажет емес", "").ok());
    ASSERT_TRUE(deletions->ask(scope, "", "").ok()) << "twice is once";
    EXPECT_EQ(deletions->list(World::kSchool).size(), 1u);
    EXPECT_EQ(deletions->list(World::kOther).size(), 0u);
    ASSERT_TRUE(deletions->ask_no_more(scope, "").ok());
    EXPECT_FALSE(deletions->of(World::kSchool, kReader));
    EXPECT_EQ(deletions->ask_no_more(scope, "").fault().kind, FaultKind::not_found);
    ASSERT_TRUE(deletions->ask(scope, "қажет емес", "").ok());
    EXPECT_EQ(deletions->begin(World::kSchool, kReader, {"none", ""}, {}).fault().kind,
              FaultKind::invalid);
    EXPECT_EQ(
        deletions->begin(World::kSchool, kReader, {"agreement", ""}, PersonId{41}).fault().kind,
        FaultKind::conflict)
        << "one's own";
    EXPECT_EQ(deletions->begin(World::kOther, kReader, {"agreement", ""}, {}).fault().kind,
              FaultKind::not_found);
    ASSERT_TRUE(deletions->begin(World::kSchool, kReader, {"own_request", ""}, {}).ok());
    EXPECT_EQ(deletions->of(World::kSchool, kReader)->note, "қажет емес") << "what was asked";
    EXPECT_EQ(deletions->ask_no_more(scope, "").fault().kind, FaultKind::not_found)
        << "the administrator's now";
    ASSERT_TRUE(deletions->take_back(World::kSchool, kReader, {}).ok());
    EXPECT_EQ(world->sql("select count(*) from core_membership where id = 501 and valid_until is "
                         "null"),
              "1");
    wait_months();
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(loans(), "1");
}

// K3.3.4: with the scanned paper, and the operator is told at once.
TEST_P(EraserTest, K3_3_4WithdrawnConsentIsToldToTheOperator) {
    world->change(
        "insert into core_person (id, family_name, given_name, patronymic, phone, email, "
        "residence, created_at_ms) values (51, 'Оператор', 'Бір', '', '', 'o@mail.example', '', "
        "0)");
    world->change(
        "insert into core_membership (organisation_id, id, person_id, profile, position, "
        "valid_from) values (1, 551, 51, 'operator', '', '2026-08-01')");
    const auto refused = deletions->begin(World::kSchool, kReader, {"withdrawn", ""}, {});
    ASSERT_EQ(refused.fault().kind, FaultKind::invalid);
    EXPECT_EQ(refused.fault().fields.at(0).field, "scan");
    ASSERT_TRUE(deletions->begin(World::kSchool, kReader, withdrawn(), {}).ok());
    const std::string sha256 = deletions->of(World::kSchool, kReader)->scan.sha256;
    EXPECT_EQ(sha256.size(), 64u);
    ASSERT_EQ(heard.letters.size(), 1u);
    EXPECT_EQ(heard.letters[0].name, "consent_withdrawn");
    EXPECT_EQ(heard.letters[0].person, PersonId{51});
    ASSERT_TRUE(deletions->take_back(World::kSchool, kReader, {}).ok());
    ASSERT_EQ(heard.letters.size(), 3u) << "the operator and the person";
    EXPECT_EQ(heard.letters[1].name, "withdrawal_taken_back");
    EXPECT_EQ(heard.letters[2].name, "own_withdrawal_taken_back");
    EXPECT_EQ(heard.letters[2].person, PersonId{41});
    ASSERT_EQ(deletions->withdrawals(OrganisationId{1}).size(), 1u) << "it stays to be seen";
    EXPECT_EQ(deletions->withdrawals(OrganisationId{1}).at(0).state, DeletionState::taken_back);
    ASSERT_TRUE(deletions->begin(World::kSchool, kReader, withdrawn(), {}).ok());
    ASSERT_EQ(deletions->withdrawals(OrganisationId{1}).size(), 2u);
    EXPECT_TRUE(deletions->withdrawals(World::kOther).empty());
    EXPECT_EQ(world->sql("select count(*) from core_file"), "2");
    wait_months();
    EXPECT_EQ(run(), 1);
    EXPECT_EQ(world->sql("select count(*) from core_file"), "0") << "the paper goes as well";
    const auto done = deletions->withdrawals(OrganisationId{1}).at(0);
    EXPECT_EQ(done.scan.sha256, sha256) << "which paper it was can be shown";
    EXPECT_TRUE(certificate_of(*world->database, done).whole);
}

INSTANTIATE_TEST_SUITE_P(Everywhere, EraserTest, testing::ValuesIn(kEverywhere), name_of);

}  // namespace
}  // namespace kerege::privacy
