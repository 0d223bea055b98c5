// What an administrator makes of a registration.
#include <fmt/format.h>

#include "host/src/access/newcomer.hpp"
#include "host/src/access/registrations.hpp"
#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/directory/placement_times.hpp"
#include "host/src/directory/rows.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"
#include "queries/directory.hpp"

namespace kerege::access {
namespace {

namespace sql = queries::access;
namespace state = registration_state;

constexpr const char* kMembersChanged = "core.members.changed";

Fault answered() {
    return conflict("registrations: answered meanwhile",
                    KEREGE_TR("This registration was answered or withdrawn meanwhile."));
}

}  // namespace

Result<Registration> Registrations::decide(data::Transaction& transaction,
                                           const RegistrationDesk& desk, int64_t registration,
                                           std::string_view state, const std::string& reason) {
    auto one = find_registration(transaction, desk.organisation, registration);
    if (!one) return one.fault();
    const std::string erase_on = text::months_later(today(), keep_months_);
    if (transaction.execute(sql::registration_decide,
                            {state, reason, desk.person.value, clock_.now_ms(), erase_on,
                             desk.organisation.value, registration}) == 0)
        return answered();
    return one;
}

Result<Registration> Registrations::begin_admission(data::Transaction& transaction,
                                                    const RegistrationDesk& desk,
                                                    int64_t registration, std::string_view state) {
    auto one = decide(transaction, desk, registration, state);
    if (!one) return one.fault();
    if (desk.person && one->guardian_person == desk.person)
        return conflict("registrations: one's own child",
                        KEREGE_TR("Another administrator decides on your own child."));
    if (!transaction.first(sql::registration_guardian,
                           {desk.organisation.value, one->guardian.value, today()},
                           [](const data::Row&) {}))
        return conflict("registrations: the parent has left",
                        KEREGE_TR("This parent belongs to your organisation no longer: decline."));
    return one;
}

// What a new learner and one who is here already have in common.
void Registrations::admit(data::Transaction& transaction, const RegistrationDesk& desk,
                          const Registration& one, const agreements::Member& learner,
                          std::string_view action) {
    const int64_t here = desk.organisation.value;
    transaction.execute(queries::directory::guardianship_add,
                        {here, learner.membership.value, one.guardian.value,
                         directory::null_if_empty(one.kinship)});
    transaction.execute(sql::registration_made, {learner.membership.value, here, one.id});
    agreements::keep_for_child(transaction, audit_, learner, one.accepted,
                               {.way = "guardian",
                                .locale = one.locale,
                                .address = one.address,
                                .doer = {one.guardian_person, desk.request_id}},
                               one.asked_at_ms, local_time_.day(one.asked_at_ms));
    note(transaction, desk, one.id, action, learner.membership);
    write(transaction, desk, one, "registration_accepted");
    events_.publish(transaction, desk.organisation, kMembersChanged, {}, "{}");
}

Result<MembershipId> Registrations::make(data::Transaction& transaction,
                                         const RegistrationDesk& desk, const Registration& one,
                                         std::string_view class_label) {
    const std::string label = text::tidy(class_label);
    if (!label.empty() && label != one.class_label &&
        !transaction.first(queries::directory::class_has_learners, {desk.organisation.value, label},
                           [](const data::Row&) {}))
        return invalid_fields({{"class", KEREGE_TR("Choose one of the classes.")}});
    Newcomer newcomer;
    newcomer.organisation = desk.organisation;
    newcomer.family_name = one.family_name;
    newcomer.given_name = one.given_name;
    newcomer.patronymic = one.patronymic;
    newcomer.birth_date = one.birth_date;
    newcomer.sex = one.sex;
    newcomer.profile = "learner";
    newcomer.locale = one.locale;
    const auto made = add_newcomer(transaction, audit_, ids_, clock_, today(), newcomer,
                                   desk.person, desk.request_id);
    if (!made) return made.fault();
    if (!label.empty()) {
        transaction.execute(queries::directory::placement_insert,
                            {desk.organisation.value, made->membership.value, "class", label});
        directory::keep_placement_times(transaction, desk.organisation, made->membership,
                                        clock_.now_ms(), local_time_);
    }
    admit(transaction, desk, one, {made->person, desk.organisation, made->membership},
          "registration.taken_in");
    return made->membership;
}

Result<MembershipId> Registrations::take_in(const RegistrationDesk& desk, int64_t registration,
                                            std::string_view class_label) {
    auto transaction = database_.write();
    const auto before = find_registration(transaction, desk.organisation, registration);
    if (!before) return before.fault();
    if (before->state == state::kTakenIn) return before->learner;
    const auto one = begin_admission(transaction, desk, registration, state::kTakenIn);
    if (!one) return one.fault();
    auto made = make(transaction, desk, *one, class_label);
    if (!made) return made.fault();
    transaction.commit();
    sessions_.forget(one->guardian_person);
    return made;
}

Result<MembershipId> Registrations::link(const RegistrationDesk& desk, int64_t registration,
                                         MembershipId learner) {
    auto transaction = database_.write();
    const auto before = find_registration(transaction, desk.organisation, registration);
    if (!before) return before.fault();
    if (before->state == state::kLinked && before->learner == learner) return learner;
    const auto one = begin_admission(transaction, desk, registration, state::kLinked);
    if (!one) return one.fault();
    PersonId person;
    transaction.first(sql::registration_learner, {desk.organisation.value, learner.value, today()},
                      [&](const data::Row& row) { person = PersonId{row.int64(0)}; });
    if (!person || person == one->guardian_person)
        return invalid_fields({{"learner", KEREGE_TR("Choose one of the learners who are here.")}});
    admit(transaction, desk, *one, {person, desk.organisation, learner}, "registration.linked");
    transaction.commit();
    sessions_.forget(one->guardian_person);
    sessions_.forget(person);
    return learner;
}

Result<> Registrations::decline(const RegistrationDesk& desk, int64_t registration,
                                std::string_view typed) {
    const std::string reason = text::tidy(typed);
    if (reason.empty())
        return invalid_fields({{"reason", KEREGE_TR("Say why: the parent reads it.")}});
    if (text::length(reason) > kRegistrationReasonLettersMax)
        return invalid_fields({{"reason", KEREGE_TR("Write at most 500 characters.")}});
    auto transaction = database_.write();
    const auto before = find_registration(transaction, desk.organisation, registration);
    if (!before) return before.fault();
    if (before->state == state::kDeclined) return success();
    const auto one = decide(transaction, desk, registration, state::kDeclined, reason);
    if (!one) return one.fault();
    note(transaction, desk, registration, "registration.declined");
    write(transaction, desk, *one, "registration_declined");
    transaction.commit();
    return success();
}

void Registrations::note(data::Transaction& transaction, const RegistrationDesk& desk,
                         int64_t registration, std::string_view action,
                         MembershipId learner) const {
    const std::string subject =
        learner ? "membership:" + learner.text() : "registration:" + std::to_string(registration);
    const std::string detail = fmt::format(R"({{"registration":"{}"}})", registration);
    audit_.append(transaction, {.organisation = desk.organisation,
                                .person = desk.person,
                                .module = {},
                                .action = action,
                                .subject = subject,
                                .detail = detail,
                                .request_id = desk.request_id});
}

// It names nobody: what became of it stands behind the sign-in.
void Registrations::write(data::Transaction& transaction, const RegistrationDesk& desk,
                          const Registration& one, std::string_view letter) {
    if (!letters_) return;
    letters_->write(transaction, {.organisation = desk.organisation,
                                  .membership = one.guardian,
                                  .person = one.guardian_person,
                                  .locale = one.locale,
                                  .name = letter,
                                  .key = fmt::format("{}.{}", letter, one.id),
                                  .values = {}});
}

}  // namespace kerege::access
