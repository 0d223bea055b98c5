// U4.9: a parent registers a person without legal capacity. On both databases.
#include "host/src/access/registrations.hpp"

#include "host/src/access/permissions.hpp"
#include "host/src/directory/event_sink.hpp"
#include "kerege/abi/access.h"
#include "tests/agreements/world.hpp"

namespace kerege::access {
namespace {

namespace state = registration_state;

using agreements::kSchoolA;
using agreements::kSchoolB;
using test::dialect_name;
using testing::ElementsAre;
using testing::IsEmpty;

class HeardEvents final : public directory::EventSink {
public:
    void publish(data::Transaction&, OrganisationId organisation, std::string_view topic,
                 std::string_view, std::string_view) override {
        heard.push_back(organisation.text() + " " + std::string(topic));
    }
    std::vector<std::string> heard;
};

class KeptLetters final : public Letters {
public:
    void write(data::Transaction&, const AccountLetter& letter) override {
        EXPECT_EQ(letter.person, PersonId{2}) << "to the parent";
        names.push_back(std::string(letter.name) + " " + letter.locale);
    }
    std::vector<std::string> names;
};

// Person 2 is a parent at school B, whose administrator is person 4. The clock stands at
// 2026-09-02.
class RegistrationsTest : public agreements::DocumentsTest {
protected:
    void SetUp() override {
        DocumentsTest::SetUp();
        if (IsSkipped()) return;
        sessions = std::make_unique<Sessions>(**database, permissions, clock, SessionSettings{});
        registrations = std::make_unique<Registrations>(**database, *sessions, audit, events, ids,
                                                        clock, local_time, &letters, 3);
        database->run(
            "insert into core_person (id, family_name, given_name, patronymic, birth_date, sex, "
            "phone, email, residence, created_at_ms) values "
            "(7, 'Жұмабаев', 'Сәкен', 'Әлиханұлы', '2015-04-03', 'male', '', '', '', 0), "
            "(8, 'Жұмабаев', 'Сәкен', '', null, null, '', '', '', 0), "
            "(9, 'Жұмабаева', 'Сәкен', '', '2016-04-03', null, '', '', '', 0)");
        database->run(
            "insert into core_membership (organisation_id, id, person_id, profile, position, "
            "valid_from, valid_until) values (20, 71, 7, 'learner', '', '2024-09-01', null), "
            "(20, 81, 8, 'learner', '', '2024-09-01', '2026-05-31'), "
            "(20, 91, 9, 'learner', '', '2024-09-01', null), "
            "(10, 92, 7, 'learner', '', '2024-09-01', null)");
        database->run(
            "insert into core_placement (organisation_id, membership_id, kind, label) values "
            "(20, 71, 'class', '5А')");
        parent.person = PersonId{2};
        parent.organisation = kSchoolB;
        parent.membership = MembershipId{21};
        parent.profile = KEREGE_PROFILE_GUARDIAN;
        parent.locale = "ru";
    }
    static RegistrationWish wish(const std::string& given = "Айша") {
        RegistrationWish typed;
        typed.family_name = " Жұмaбаева ";  // a Latin a
        typed.given_name = given;
        typed.birth_date = "07.05.2016";
        typed.sex = "female";
        typed.kinship = "father";
        typed.class_label = "5-а";
        typed.locale = "ru";
        typed.address = "192.0.2.9";
        return typed;
    }
    int64_t asked(const RegistrationWish& typed) {
        const auto id = registrations->ask(parent, typed, "r");
        EXPECT_TRUE(id) << id.fault().log_text;
        return id ? *id : 0;
    }
    template <class T>
    static std::string fault_of(const Result<T>& result) {
        if (result) return "none";
        if (!result.fault().fields.empty()) return result.fault().fields.front().field;
        switch (result.fault().kind) {
            case FaultKind::not_found:
                return "not found";
            case FaultKind::conflict:
                return "conflict";
            case FaultKind::too_many:
                return "too many";
            default:
                return "else";
        }
    }
    std::string fault_of_wish(const RegistrationWish& typed) {
        return fault_of(registrations->ask(parent, typed));
    }
    int64_t count(const std::string& of) { return database->number("select count(*) from " + of); }
    int64_t audited(const std::string& action) {
        return count("core_audit where organisation_id = 20 and action = '" + action + "'");
    }
    std::string state_of(int64_t id) {
        return database->text("select state from core_registration where id = " +
                              std::to_string(id));
    }

    Permissions permissions;
    HeardEvents events;
    KeptLetters letters;
    std::unique_ptr<Sessions> sessions;
    std::unique_ptr<Registrations> registrations;
    Scope parent;
    const RegistrationDesk desk{kSchoolB, PersonId{4}, "r"};
};

TEST_P(RegistrationsTest, U4_9AParentAsksAndTheSchoolTakesIn) {
    made("consent", agreements::kind::kBinding);
    made("rules", agreements::kind::kBinding);
    next_own_age = 14;
    ASSERT_TRUE(publish("consent", "мәтін"));
    next_own_age = 0;
    ASSERT_TRUE(publish("rules", "мәтін"));
    ASSERT_EQ(registrations->documents(kSchoolB).size(), 1u)
        << "the others the child accepts itself";
    EXPECT_EQ(fault_of_wish(wish()), "accept");
    auto typed = wish();
    typed.accepted = {"consent/1"};
    const int64_t asked_at = clock.now_ms();
    const int64_t people = count("core_person"), members = count("core_membership");
    const int64_t id = asked(typed);
    EXPECT_EQ(asked(typed), id) << "the form twice";
    EXPECT_EQ(count("core_person"), people) << "nobody is made";
    EXPECT_EQ(count("core_membership"), members);
    EXPECT_EQ(registrations->waiting(kSchoolB), 1);
    EXPECT_EQ(registrations->waiting(kSchoolA), 0);
    const auto one = registrations->find(kSchoolB, id);
    ASSERT_TRUE(one);
    EXPECT_EQ(one->family_name, "Жұмабаева") << "in Cyrillic letters alone";
    EXPECT_EQ(one->birth_date, "2016-05-07");
    EXPECT_EQ(one->class_label, "5А");

    clock.advance(5 * test::kDayMs);
    EXPECT_EQ(fault_of(registrations->take_in(desk, id, "9Я")), "class");
    const auto taken = registrations->take_in(desk, id, "5А");
    ASSERT_TRUE(taken) << taken.fault().log_text;
    EXPECT_EQ(*registrations->take_in(desk, id, "5А"), *taken) << "sent twice";
    EXPECT_EQ(count("core_person"), people + 1);
    const std::string of = taken->text();
    EXPECT_EQ(database->text("select p.family_name || ' ' || p.given_name || ' ' || p.sex || ' ' "
                             "|| cast(p.birth_date as text) || ' ' || m.profile || ' ' || l.label "
                             "from core_membership m join core_person p on p.id = m.person_id "
                             "join core_placement l on l.membership_id = m.id where m.id = " +
                             of),
              "Жұмабаева Айша female 2016-05-07 learner 5А");
    EXPECT_EQ(database->text("select cast(guardian_membership_id as text) || ' ' || kinship from "
                             "core_guardianship where learner_membership_id = " +
                             of),
              "21 father");
    EXPECT_EQ(count("core_account a join core_membership m on m.person_id = a.person_id where "
                    "a.password_hash is null and a.locale = 'ru' and m.id = " +
                    of),
              1)
        << "an account, without a password yet";
    const PersonId child{
        database->number("select person_id from core_membership where id = " + of)};
    const auto accepted = agreements->accepted(child);
    ASSERT_EQ(accepted.size(), 1u);
    EXPECT_EQ(accepted[0].code + "/" + std::to_string(accepted[0].number), "consent/1");
    EXPECT_EQ(accepted[0].at_ms, asked_at) << "when the parent did";
    EXPECT_EQ(accepted[0].way, "guardian");
    EXPECT_EQ(accepted[0].locale, "ru");
    EXPECT_EQ(accepted[0].address, "192.0.2.9");
    EXPECT_EQ(accepted[0].by, parent.person);
    EXPECT_THAT(asked_of({child, kSchoolB, *taken}), ElementsAre("rules/1"));
    EXPECT_EQ(state_of(id), "taken_in");
    EXPECT_EQ(audited("registration.asked"), 1);
    EXPECT_EQ(audited("registration.taken_in"), 1);
    EXPECT_EQ(audited("agreement.accepted"), 1);
    EXPECT_THAT(events.heard, ElementsAre("20 core.members.changed"));
    EXPECT_THAT(letters.names, ElementsAre("registration_accepted ru"));
    EXPECT_EQ(fault_of_wish(typed), "conflict") << "a child the parent has here";
}

TEST_P(RegistrationsTest, U4_9OnlyParentsOfAgeAtAnActiveSchool) {
    const auto as = [&](const auto& change) {
        Scope scope = parent;
        change(scope);
        return fault_of(registrations->ask(scope, wish()));
    };
    EXPECT_EQ(as([](Scope& one) { one.profile = KEREGE_PROFILE_EMPLOYEE; }), "not found");
    EXPECT_EQ(as([](Scope& one) { one.organisation = kSchoolA; }), "not found");
    EXPECT_EQ(as([](Scope& one) { one.membership = MembershipId{71}; }), "not found");
    EXPECT_EQ(as([](Scope& one) { one.person = PersonId{4}; }), "not found");
    database->run("update core_person set birth_date = '2008-09-03' where id = 2");
    EXPECT_EQ(as([](Scope&) {}), "not found") << "of age tomorrow";
    EXPECT_EQ(fault_of(registrations->open(parent)), "not found");
    database->run("update core_person set birth_date = '2008-09-02' where id = 2");
    EXPECT_TRUE(*registrations->open(parent));
    for (const std::string status : {"suspended", "closed", "preparation"}) {
        database->run(
            "insert into core_organisation_status (id, organisation_id, status, first_day, "
            "reason, entered_by, entered_at_ms) values (" +
            std::to_string(ids.next()) + ", 20, '" + status + "', '2026-09-01', 'x', 0, 0)");
        EXPECT_FALSE(*registrations->open(parent)) << status;
        EXPECT_EQ(as([](Scope&) {}), "conflict") << status;
    }
    EXPECT_EQ(count("core_registration"), 0);
}

TEST_P(RegistrationsTest, U4_9WhatIsTypedIsWhatACardTakes) {
    const auto with = [&](std::string RegistrationWish::*field, const std::string& value) {
        auto typed = wish();
        typed.*field = value;
        return fault_of_wish(typed);
    };
    EXPECT_EQ(with(&RegistrationWish::family_name, " "), "family_name");
    EXPECT_EQ(with(&RegistrationWish::given_name, "А1"), "given_name");
    EXPECT_EQ(with(&RegistrationWish::birth_date, ""), "birth_date");
    EXPECT_EQ(with(&RegistrationWish::birth_date, "31.02.2016"), "birth_date");
    EXPECT_EQ(with(&RegistrationWish::birth_date, "03.09.2026"), "birth_date") << "to come";
    EXPECT_EQ(with(&RegistrationWish::birth_date, "02.09.2008"), "birth_date") << "18 today";
    EXPECT_EQ(with(&RegistrationWish::sex, "other"), "sex");
    EXPECT_EQ(with(&RegistrationWish::class_label, "бесінші"), "class");
    EXPECT_EQ(with(&RegistrationWish::kinship, "uncle"), "kinship");
    auto typed = wish();
    typed.accepted = {"consent/1"};
    EXPECT_EQ(fault_of_wish(typed), "conflict") << "a tick nobody asked for";
    EXPECT_EQ(count("core_registration"), 0);
    EXPECT_EQ(with(&RegistrationWish::class_label, ""), "none");
}

TEST_P(RegistrationsTest, U4_9AsManyAsAParentMayAsk) {
    for (size_t at = 0; at < kRegistrationsWaitingMax; ++at)
        asked(wish(std::vector<std::string>{"Асан", "Есен", "Үсен", "Қасен", "Хасен"}.at(at)));
    EXPECT_EQ(fault_of_wish(wish("Алтыншы")), "too many");
    auto own = registrations->own(parent);
    ASSERT_EQ(own.size(), kRegistrationsWaitingMax);
    Scope other = parent;
    other.membership = MembershipId{42};
    EXPECT_EQ(fault_of(registrations->withdraw(other, own[0].id)), "not found")
        << "another parent's";
    ASSERT_TRUE(registrations->withdraw(parent, own[0].id));
    EXPECT_TRUE(registrations->withdraw(parent, own[0].id)) << "twice";
    EXPECT_EQ(audited("registration.withdrawn"), 1);
    EXPECT_EQ(fault_of(registrations->take_in(desk, own[0].id, "")), "conflict");
    EXPECT_EQ(fault_of(registrations->decline(desk, own[0].id, "кеш")), "conflict");
    for (size_t at = 0; at + kRegistrationsWaitingMax < kRegistrationsKeptMax; ++at)
        ASSERT_TRUE(registrations->withdraw(parent, asked(wish("Алтыншы"))));
    EXPECT_EQ(fault_of_wish(wish("Алтыншы")), "too many") << "asked and taken back for ever";
}

TEST_P(RegistrationsTest, U4_9WhoResemblesTheChildIsTheSchoolsToKnow) {
    auto typed = wish("Сәкен");
    typed.family_name = "ЖҰМАБАЕВ";
    typed.birth_date = "03.04.2015";
    const int64_t id = asked(typed);
    const auto one = registrations->find(kSchoolB, id);
    std::vector<int64_t> alike;
    for (const auto& known : registrations->alike(kSchoolB, *one))
        alike.push_back(known.membership.value);
    EXPECT_THAT(alike, ElementsAre(71, 81)) << "who is here first; not one of another school";
    EXPECT_THAT(registrations->alike(kSchoolA, *one), testing::SizeIs(1)) << "its own people";

    EXPECT_EQ(fault_of(registrations->link(desk, id, MembershipId{81})), "learner") << "has left";
    EXPECT_EQ(fault_of(registrations->link(desk, id, MembershipId{42})), "learner") << "no learner";
    EXPECT_EQ(fault_of(registrations->link(desk, id, MembershipId{92})), "learner")
        << "of another school";
    EXPECT_EQ(state_of(id), "waiting") << "all or nothing";
    EXPECT_EQ(fault_of(registrations->link({kSchoolA, PersonId{1}}, id, MembershipId{71})),
              "not found");
    const int64_t people = count("core_person");
    ASSERT_TRUE(registrations->link(desk, id, MembershipId{71}));
    EXPECT_TRUE(registrations->link(desk, id, MembershipId{71})) << "twice";
    EXPECT_EQ(fault_of(registrations->link(desk, id, MembershipId{91})), "conflict");
    EXPECT_EQ(count("core_person"), people);
    EXPECT_EQ(count("core_guardianship where learner_membership_id = 71 and "
                    "guardian_membership_id = 21"),
              1);
    EXPECT_EQ(state_of(id), "linked");
    EXPECT_EQ(audited("registration.linked"), 1);
}

// The learner found was of age for the document: what the parent ticked is of no effect.
TEST_P(RegistrationsTest, U4_9NobodyAcceptsForWhoIsOfAge) {
    made("consent", agreements::kind::kBinding);
    next_own_age = 14;
    ASSERT_TRUE(publish("consent", "мәтін"));
    auto typed = wish("Сәкен");
    typed.accepted = {"consent/1"};
    const int64_t id = asked(typed);
    database->run("update core_person set birth_date = '2012-09-02' where id = 9");
    ASSERT_TRUE(registrations->link(desk, id, MembershipId{91}));
    EXPECT_THAT(agreements->accepted(PersonId{9}), IsEmpty());
    typed = wish();
    typed.birth_date = "02.09.2012";
    typed.accepted = {"consent/1"};
    EXPECT_THAT(registrations->find(kSchoolB, asked(typed))->accepted, IsEmpty()) << "14 today";
}

TEST_P(RegistrationsTest, U4_9DeclinedWithAReason) {
    const int64_t id = asked(wish());
    EXPECT_EQ(fault_of(registrations->decline(desk, id, "  ")), "reason");
    EXPECT_EQ(fault_of(registrations->decline(desk, id, std::string(501, 'x'))), "reason");
    EXPECT_EQ(fault_of(registrations->decline({kSchoolA, PersonId{1}}, id, "x")), "not found");
    ASSERT_TRUE(registrations->decline(desk, id, " Орын  жоқ "));
    EXPECT_TRUE(registrations->decline(desk, id, "Орын жоқ")) << "twice";
    EXPECT_EQ(registrations->own(parent).at(0).reason, "Орын жоқ");
    EXPECT_EQ(audited("registration.declined"), 1);
    EXPECT_THAT(letters.names, ElementsAre("registration_declined ru"));
    EXPECT_EQ(fault_of(registrations->withdraw(parent, id)), "conflict");
    EXPECT_NE(asked(wish()), id) << "a parent may ask again";
}

TEST_P(RegistrationsTest, U4_9NobodyDecidesOnTheirOwnChildAndNotForWhoLeft) {
    const int64_t id = asked(wish());
    EXPECT_EQ(fault_of(registrations->take_in({kSchoolB, PersonId{2}}, id, "")), "conflict");
    database->run("update core_membership set valid_until = '2026-09-01' where id = 21");
    EXPECT_EQ(fault_of(registrations->take_in(desk, id, "")), "conflict");
    EXPECT_EQ(fault_of(registrations->link(desk, id, MembershipId{71})), "conflict");
    EXPECT_EQ(state_of(id), "waiting");
    EXPECT_TRUE(registrations->decline(desk, id, "Ата-анасы кетті"));
}

// U4.12: what is answered is erased when the time of erasure is over.
TEST_P(RegistrationsTest, U4_9AreErasedInTime) {
    const int64_t declined = asked(wish()), waits = asked(wish("Сәуле"));
    ASSERT_TRUE(registrations->decline(desk, declined, "Орын жоқ"));
    clock.advance(90 * test::kDayMs);
    registrations->forget_old();
    EXPECT_EQ(count("core_registration"), 2) << "2026-12-01";
    clock.advance(test::kDayMs);
    registrations->forget_old();
    EXPECT_EQ(count("core_registration"), 1) << "2026-12-02";
    EXPECT_EQ(state_of(waits), "waiting");
    database->run("update core_membership set valid_until = '2026-12-01' where id = 21");
    registrations->forget_old();
    EXPECT_EQ(count("core_registration"), 1);
    clock.advance(100 * test::kDayMs);
    registrations->forget_old();
    EXPECT_EQ(count("core_registration"), 0) << "nobody answered, and the parent left";
}

KEREGE_ON_BOTH_DATABASES(RegistrationsTest);

}  // namespace
}  // namespace kerege::access
