#include "host/src/access/registrations.hpp"

#include <algorithm>

#include "host/src/access/roles.hpp"
#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/directory/person_edit.hpp"
#include "host/src/directory/roster/kinship.hpp"
#include "host/src/directory/roster/matcher.hpp"
#include "host/src/directory/roster/store.hpp"
#include "host/src/directory/rows.hpp"
#include "host/src/directory/standing.hpp"
#include "kerege/abi/access.h"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

namespace sql = queries::access;
namespace state = registration_state;

using directory::text_of;
using directory::roster::Known;
using directory::roster::Planned;

Registration registration_of(const data::Row& row) {
    Registration one;
    one.id = row.int64(0);
    one.guardian = MembershipId{row.int64(1)};
    one.family_name = text_of(row, 2);
    one.given_name = text_of(row, 3);
    one.patronymic = text_of(row, 4);
    one.birth_date = text_of(row, 5);
    one.sex = text_of(row, 6);
    one.class_label = text_of(row, 7);
    one.accepted = text::split(text_of(row, 8), " ");
    one.locale = text_of(row, 9);
    one.address = text_of(row, 10);
    one.asked_at_ms = row.int64(11);
    one.state = text_of(row, 12);
    one.reason = text_of(row, 13);
    one.learner = MembershipId{row.int64_or(14, 0)};
    one.decided_at_ms = directory::number_of(row, 15);
    one.name_key = text_of(row, 16);
    one.guardian_person = PersonId{row.int64(17)};
    one.guardian_name = text_of(row, 18) + " " + text_of(row, 19);
    one.kinship = text_of(row, 21);
    if (const std::string patronymic = text_of(row, 20); !patronymic.empty())
        one.guardian_name.append(" ").append(patronymic);
    return one;
}

template <class Named>
Planned planned_of(const Named& named) {
    Planned planned;
    planned.profile = role::kLearner;
    planned.family_name = named.family_name;
    planned.given_name = named.given_name;
    planned.patronymic = named.patronymic;
    planned.birth_date = named.birth_date;
    return planned;
}

Fault too_many() {
    return {FaultKind::too_many, "registrations: too many of one parent",
            KEREGE_TR("You have asked for many children already. Wait for the answers of your "
                      "school, or turn to it.")};
}

Fault not_asked() {
    return conflict("registrations: a tick that is not asked",
                    KEREGE_TR("What is asked has changed meanwhile. Nothing was saved: look "
                              "again."));
}

bool is_among(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

// What was typed as it is stored, with the documents the child needs a parent for alone.
Result<RegistrationWish> checked(const RegistrationWish& typed,
                                 const std::vector<agreements::ForChild>& documents,
                                 const std::string& today) {
    RegistrationWish wish = typed;
    wish.accepted.clear();
    directory::PersonCard card;
    card.profile = role::kLearner;
    directory::PersonEdit asked;
    asked.family_name = typed.family_name;
    asked.given_name = typed.given_name;
    asked.patronymic = typed.patronymic;
    asked.birth_date = typed.birth_date;
    asked.sex = typed.sex;
    const auto edit = directory::check_edit(asked, card, today);
    std::vector<FieldFault> faults;
    if (!edit) faults = edit.fault().fields;
    if (text::tidy(typed.birth_date).empty())
        faults.push_back({"birth_date", KEREGE_TR("This is missing.")});
    if (const std::string label = text::tidy(typed.class_label); !label.empty()) {
        const auto read = text::read_class(label);
        if (!read) faults.push_back({"class", KEREGE_TR("Write the class as 7А.")});
        wish.class_label = read.value_or(label);
    }
    if (!wish.kinship.empty() && !directory::roster::is_kinship(wish.kinship))
        faults.push_back({"kinship", KEREGE_TR("Choose one of the list.")});
    if (edit && !edit->birth_date.empty() &&
        !agreements::is_younger(edit->birth_date, agreements::kMajority, today))
        faults.push_back({"birth_date", KEREGE_TR("Who is 18 acts for themselves: ask your school "
                                                  "to enter them.")});
    for (const auto& one : documents) {
        if (!edit || edit->birth_date.empty() || !one.needed(edit->birth_date, today)) continue;
        wish.accepted.push_back(one.name());
        if (!is_among(typed.accepted, one.name())) {
            faults.push_back({"accept", KEREGE_TR("Tick what a child of this age can't accept "
                                                  "alone.")});
            break;
        }
    }
    if (!faults.empty()) return invalid_fields(std::move(faults));
    wish.family_name = edit->family_name;
    wish.given_name = edit->given_name;
    wish.patronymic = edit->patronymic;
    wish.birth_date = edit->birth_date;
    wish.sex = edit->sex;
    return wish;
}

std::vector<Registration> listed(data::Transaction& transaction, OrganisationId organisation,
                                 int64_t registration, MembershipId guardian) {
    std::vector<Registration> all;
    transaction.each(sql::registration_list, {organisation.value, registration, guardian.value},
                     [&](const data::Row& row) { all.push_back(registration_of(row)); });
    return all;
}

// A parent who is here today and is of age, as far as anybody knows.
bool may_register(data::Transaction& transaction, const Scope& scope, const std::string& today) {
    if (scope.profile != KEREGE_PROFILE_GUARDIAN) return false;
    bool adult = false;
    transaction.first(
        sql::registration_guardian, {scope.organisation.value, scope.membership.value, today},
        [&](const data::Row& row) {
            const std::string born = text_of(row, 1);
            adult = PersonId{row.int64(0)} == scope.person &&
                    (born.empty() || !agreements::is_younger(born, agreements::kMajority, today));
        });
    return adult;
}

Fault no_parent() { return not_found("registrations: no parent of age of this organisation"); }

}  // namespace

Result<Registration> find_registration(data::Transaction& transaction, OrganisationId organisation,
                                       int64_t registration) {
    if (!organisation || registration <= 0) return not_found("registrations: no id");
    auto found = listed(transaction, organisation, registration, {});
    if (found.empty()) return not_found("registrations: none of this organisation");
    return std::move(found.front());
}

Registrations::Registrations(data::Database& database, Sessions& sessions,
                             const audit::Audit& audit, directory::EventSink& events, IdMaker& ids,
                             const Clock& clock, const LocalTime& local_time, Letters* letters,
                             int keep_months)
    : database_(database),
      sessions_(sessions),
      audit_(audit),
      events_(events),
      ids_(ids),
      clock_(clock),
      local_time_(local_time),
      letters_(letters),
      keep_months_(keep_months) {}

Result<bool> Registrations::open(const Scope& scope) {
    auto transaction = database_.read();
    if (!may_register(transaction, scope, today())) return no_parent();
    return directory::status_on(transaction, scope.organisation, today()) ==
           directory::status::kActive;
}

std::vector<agreements::ForChild> Registrations::documents(OrganisationId organisation) {
    auto transaction = database_.read();
    return agreements::for_children(transaction, organisation, today());
}

Result<int64_t> Registrations::ask(const Scope& scope, const RegistrationWish& typed,
                                   std::string_view request_id) {
    auto transaction = database_.write();
    const int64_t here = scope.organisation.value;
    // Two forms sent at once wait for each other.
    transaction.first(sql::person_lock, {scope.person.value}, [](const data::Row&) {});
    if (!may_register(transaction, scope, today())) return no_parent();
    if (directory::status_on(transaction, scope.organisation, today()) !=
        directory::status::kActive)
        return conflict("registrations: the organisation takes none",
                        KEREGE_TR("Your school takes no children in at present."));
    const auto documents = agreements::for_children(transaction, scope.organisation, today());
    for (const std::string& name : typed.accepted)
        if (std::ranges::none_of(documents, [&](const auto& one) { return one.name() == name; }))
            return not_asked();
    const auto wish = checked(typed, documents, today());
    if (!wish) return wish.fault();
    const std::string key = directory::roster::name_key(planned_of(*wish));
    const auto own = listed(transaction, scope.organisation, 0, scope.membership);
    for (const Registration& one : own)
        if (one.waits() && one.name_key == key && one.birth_date == wish->birth_date) return one.id;
    bool have = false;
    transaction.each(sql::registration_children, {here, scope.membership.value, today()},
                     [&](const data::Row& row) {
                         Planned child;
                         child.family_name = text_of(row, 0);
                         child.given_name = text_of(row, 1);
                         child.patronymic = text_of(row, 2);
                         have = have || (directory::roster::name_key(child) == key &&
                                         text_of(row, 3) == wish->birth_date);
                     });
    if (have)
        return conflict("registrations: a child the parent has here",
                        KEREGE_TR("You are this child's parent here already."));
    const auto waiting = static_cast<size_t>(
        std::ranges::count_if(own, [](const auto& one) { return one.waits(); }));
    if (waiting >= kRegistrationsWaitingMax || own.size() >= kRegistrationsKeptMax)
        return too_many();
    std::string accepted;
    for (const std::string& name : wish->accepted) accepted += (accepted.empty() ? "" : " ") + name;
    const int64_t id = ids_.next();
    transaction.execute(sql::registration_add,
                        {here, id, scope.membership.value, wish->family_name, wish->given_name,
                         wish->patronymic, wish->birth_date, directory::null_if_empty(wish->sex),
                         directory::null_if_empty(wish->kinship), wish->class_label, key, accepted,
                         wish->locale, wish->address, clock_.now_ms()});
    note(transaction, {scope.organisation, scope.person, std::string(request_id)}, id,
         "registration.asked");
    transaction.commit();
    return id;
}

Result<> Registrations::withdraw(const Scope& scope, int64_t registration,
                                 std::string_view request_id) {
    auto transaction = database_.write();
    const auto one = find_registration(transaction, scope.organisation, registration);
    if (!one) return one.fault();
    if (!scope.membership || one->guardian != scope.membership)
        return not_found("registrations: another parent's");
    if (one->state == state::kWithdrawn) return success();
    const RegistrationDesk desk{scope.organisation, scope.person, std::string(request_id)};
    const auto decided = decide(transaction, desk, registration, state::kWithdrawn);
    if (!decided) return decided.fault();
    note(transaction, desk, registration, "registration.withdrawn");
    transaction.commit();
    return success();
}

std::vector<Registration> Registrations::own(const Scope& scope) {
    if (!scope.membership || scope.profile != KEREGE_PROFILE_GUARDIAN) return {};
    auto transaction = database_.read();
    return listed(transaction, scope.organisation, 0, scope.membership);
}

std::vector<Registration> Registrations::list(OrganisationId organisation) {
    auto transaction = database_.read();
    return listed(transaction, organisation, 0, {});
}

int64_t Registrations::waiting(OrganisationId organisation) {
    int64_t count = 0;
    database_.read().first(sql::registration_count, {organisation.value},
                           [&](const data::Row& row) { count = row.int64(0); });
    return count;
}

Result<Registration> Registrations::find(OrganisationId organisation, int64_t registration) {
    auto transaction = database_.read();
    return find_registration(transaction, organisation, registration);
}

std::vector<Known> Registrations::alike(OrganisationId organisation,
                                        const Registration& registration) {
    auto transaction = database_.read();
    return directory::roster::alike_people(
        directory::roster::known_people(transaction, organisation, today()),
        planned_of(registration), kAlikeMax);
}

void Registrations::forget_old() {
    constexpr int kDaysOfMonth = 31;
    const std::string day = today();
    const std::string before =
        text::day_of(text::day_number(day) - int64_t{keep_months_} * kDaysOfMonth);
    auto transaction = database_.write();
    transaction.execute(sql::registration_forget, {day, before});
    transaction.commit();
}

}  // namespace kerege::access
