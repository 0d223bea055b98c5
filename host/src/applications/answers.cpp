// The operator's side: what waits, what may be there already, and the answer.
#include <fmt/format.h>

#include <utility>

#include "host/src/applications/applications.hpp"
#include "host/src/base/text.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/applications.hpp"
#include "queries/directory.hpp"

namespace kerege::applications {
namespace {

namespace sql = queries::applications;

constexpr std::string_view kWaiting = "waiting";

Fault answered() {
    return conflict("application: answered already",
                    KEREGE_TR("This application has been answered, or is with the applicant."));
}

std::vector<Twin> twins_of(data::Transaction& transaction, const Application& one) {
    std::vector<Twin> twins;
    transaction.each(sql::application_twins,
                     {one.made.value, one.form.bin, one.form.name_kk, one.form.name_ru, one.id},
                     [&](const data::Row& row) {
                         twins.push_back({std::string(row.text(0)), std::string(row.text(1)),
                                          std::string(row.text(2)), std::string(row.text(3)),
                                          std::string(row.text_or(4, {}))});
                     });
    return twins;
}

directory::NewOrganisation wanted(const Application& one, const std::string& code) {
    directory::NewOrganisation fresh;
    fresh.parent = one.form.parent;
    fresh.kind = one.form.kind;
    fresh.code = code;
    fresh.bin = one.form.bin;
    fresh.name_kk = one.form.name_kk;
    fresh.name_ru = one.form.name_ru;
    fresh.address_kk = one.form.address_kk;
    fresh.address_ru = one.form.address_ru;
    return fresh;
}

directory::Organisation named(OrganisationId id, const directory::NewOrganisation& fresh) {
    const auto tidy = directory::tidied(fresh);
    directory::Organisation made;
    made.id = id;
    made.kind = tidy.kind;
    made.code = tidy.code;
    made.name_kk = tidy.name_kk;
    made.name_ru = tidy.name_ru;
    made.name_en = tidy.name_en;
    return made;
}

}  // namespace

std::vector<Application> Applications::list(OrganisationId top, std::string_view state) {
    std::vector<Application> all;
    auto transaction = database_.read();
    transaction.each(sql::application_list, {state, top.value, kListed},
                     [&](const data::Row& row) { all.push_back(application_of(row)); });
    return all;
}

int64_t Applications::count_waiting(OrganisationId top) {
    int64_t count = 0;
    auto transaction = database_.read();
    transaction.first(sql::application_count, {kWaiting, top.value},
                      [&](const data::Row& row) { count = row.int64(0); });
    return count;
}

Result<Application> Applications::find(data::Transaction& transaction, OrganisationId top,
                                       int64_t id) {
    std::optional<Application> found;
    transaction.first(sql::application_by_id, {id},
                      [&](const data::Row& row) { found = application_of(row); });
    const auto within = [&] {
        return transaction.first(queries::directory::organisation_within,
                                 {top.value, found->form.parent.value}, [](const data::Row&) {});
    };
    if (!found || found->state == "unconfirmed" || (top && !within()))
        return not_found("application: no such one in the tree");
    return *std::move(found);
}

Result<Application> Applications::find(OrganisationId top, int64_t id) {
    auto transaction = database_.read();
    return find(transaction, top, id);
}

std::vector<Twin> Applications::twins(const Application& one) {
    auto transaction = database_.read();
    return twins_of(transaction, one);
}

Result<OrganisationId> Applications::approve(const Answerer& who, int64_t id,
                                             const std::string& code, bool not_the_same) {
    if (const auto there = find(who.top, id); !there) return there.fault();
    const FirstPassword password = make_first_password(settings_.password_cost);
    try {
        auto transaction = database_.write();
        const auto one = find(transaction, who.top, id);
        if (!one) return one.fault();
        // First, for it holds the row: of two who approve at once one is told so.
        if (transaction.execute(sql::application_answer,
                                {"approved", "", who.person.value, clock_.now_ms(), id}) == 0)
            return answered();
        if (!not_the_same && !twins_of(transaction, *one).empty())
            return invalid_fields(
                {{"twins", KEREGE_TR("Look at what is there already, and say that it is another "
                                     "organisation.")}});
        const auto fresh = wanted(*one, text::tidy(code));
        const auto made = organisations_.create(transaction, fresh, who.person);
        if (!made) return made.fault();
        const auto standing = standings_.set(transaction, *made,
                                             {std::string(directory::status::kPreparation), {}, {}},
                                             who.person, {}, who.request_id);
        if (!standing) return standing.fault();
        const auto first =
            administrators_.add(transaction, named(*made, fresh), one->form.applicant, one->locale,
                                password, who.person, who.request_id);
        if (!first) return first.fault();
        transaction.execute(sql::application_made, {made->value, first->membership.value, id});
        note(transaction, who, *one, "application.approved");
        transaction.commit();
        return made;
    } catch (const data::ConstraintViolation&) {  // somebody took the code at the same time
        return conflict("application: the code is taken",
                        KEREGE_TR("Another organisation has this code."));
    }
}

Result<> Applications::answer(const Answerer& who, int64_t id, std::string_view state,
                              std::string_view typed) {
    const std::string reason = text::valid_utf8(typed) ? text::tidy(typed) : std::string();
    if (reason.empty())
        return invalid_fields({{"answer_reason", KEREGE_TR("Say why: the applicant reads it.")}});
    if (text::length(reason) > kReasonLettersMax)
        return invalid_fields({{"answer_reason", KEREGE_TR("This is too long. Shorten it.")}});
    auto transaction = database_.write();
    const auto one = find(transaction, who.top, id);
    if (!one) return one.fault();
    if (transaction.execute(sql::application_answer,
                            {state, reason, who.person.value, clock_.now_ms(), id}) == 0)
        return answered();
    write_letter(transaction, id,
                 state == "returned" ? "application_returned" : "application_refused");
    note(transaction, who, *one, fmt::format("application.{}", state));
    transaction.commit();
    return success();
}

Result<> Applications::send_back(const Answerer& who, int64_t id, std::string_view reason) {
    return answer(who, id, "returned", reason);
}

Result<> Applications::refuse(const Answerer& who, int64_t id, std::string_view reason) {
    return answer(who, id, "refused", reason);
}

Result<> Applications::send_again(const Answerer& who, int64_t id) {
    const auto one = find(who.top, id);
    if (!one) return one.fault();
    const auto organisation = one->made ? organisations_.find(one->made) : std::nullopt;
    if (!organisation) return not_found("application: not approved");
    const FirstPassword password = make_first_password(settings_.password_cost);
    auto transaction = database_.write();
    const auto sent = administrators_.send_again(transaction, *organisation, one->administrator,
                                                 password, who.person, who.request_id);
    if (!sent) return sent;
    transaction.commit();
    return success();
}

Result<FirstAdministrator> Applications::appoint(const Answerer& who, OrganisationId organisation,
                                                 const Applicant& typed,
                                                 const std::string& locale) {
    const auto applicant = checked_applicant(typed);
    if (!applicant) return applicant.fault();
    const auto there = organisations_.find(organisation);
    if (!there || (who.top && !organisations_.within(organisation, who.top)))
        return not_found("appoint: no such organisation in the tree");
    const FirstPassword password = make_first_password(settings_.password_cost);
    auto transaction = database_.write();
    if (has_administrator(transaction, organisation))
        return conflict("appoint: there is an administrator",
                        KEREGE_TR("It has an administrator, who appoints the others."));
    auto first = administrators_.add(transaction, *there, *applicant, locale, password, who.person,
                                     who.request_id);
    if (first) transaction.commit();
    return first;
}

bool Applications::has_administrator(data::Transaction& transaction, OrganisationId organisation) {
    transaction.first(queries::directory::organisation_lock, {organisation.value},
                      [](const data::Row&) {});
    int64_t administrators = 0;
    transaction.first(queries::directory::administrators_besides,
                      {organisation.value, int64_t{0}, standings_.day()},
                      [&](const data::Row& row) { administrators = row.int64(0); });
    return administrators > 0;
}

void Applications::note(data::Transaction& transaction, const Answerer& who, const Application& one,
                        std::string_view action) {
    audit_.append(transaction, {.organisation = one.form.parent,
                                .person = who.person,
                                .module = {},
                                .action = action,
                                .subject = "application:" + std::to_string(one.id),
                                .detail = {},
                                .request_id = who.request_id});
}

}  // namespace kerege::applications
