#include "host/src/directory/organisations.hpp"

#include <fmt/format.h>

#include <utility>

#include "host/src/directory/counts_cache.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/directory/rows.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {
namespace {

namespace sql = queries::directory;

Organisation organisation_of(const data::Row& row) {
    Organisation one;
    one.id = OrganisationId{row.int64(0)};
    one.parent = OrganisationId{row.int64_or(1, 0)};
    one.kind = text_of(row, 2);
    one.code = text_of(row, 3);
    one.bin = text_of(row, 4);
    one.name_kk = text_of(row, 5);
    one.name_ru = text_of(row, 6);
    one.name_en = text_of(row, 7);
    one.address_kk = text_of(row, 8);
    one.address_ru = text_of(row, 9);
    return one;
}

std::vector<Organisation> all(data::Transaction& transaction, const data::Statement& statement,
                              std::initializer_list<data::Argument> args) {
    std::vector<Organisation> found;
    transaction.each(statement, args,
                     [&](const data::Row& row) { found.push_back(organisation_of(row)); });
    return found;
}

std::optional<Organisation> one(data::Transaction& transaction, const data::Statement& statement,
                                std::initializer_list<data::Argument> args) {
    std::optional<Organisation> found;
    transaction.first(statement, args, [&](const data::Row& row) { found = organisation_of(row); });
    return found;
}

Fault code_taken(const std::string& code) {
    return conflict("organisation: the code is taken: " + code,
                    KEREGE_TR("Another organisation has this code."));
}

}  // namespace

Organisations::Organisations(data::Database& database, const audit::Audit& audit, IdMaker& ids,
                             const Clock& clock)
    : database_(database),
      audit_(audit),
      ids_(ids),
      clock_(clock),
      recent_(std::make_unique<CountsCache>(clock)) {}

Organisations::~Organisations() = default;

Result<OrganisationId> Organisations::create(const NewOrganisation& organisation, PersonId by) {
    try {
        auto transaction = database_.write();
        Result<OrganisationId> id = create(transaction, organisation, by);
        if (id) {
            transaction.commit();
            recent_->forget();
        }
        return id;
    } catch (const data::ConstraintViolation&) {  // somebody took the code at the same time
        return code_taken(organisation.code);
    }
}

Result<OrganisationId> Organisations::create(data::Transaction& transaction,
                                             const NewOrganisation& organisation, PersonId by) {
    if (auto faults = organisation_faults(organisation); !faults.empty()) {
        return invalid_fields(std::move(faults));
    }
    if (one(transaction, sql::organisation_by_code, {organisation.code})) {
        return code_taken(organisation.code);
    }
    data::Argument parent_id(nullptr);
    if (organisation.parent) {
        const auto parent = one(transaction, sql::organisation_by_id, {organisation.parent.value});
        if (!parent) return not_found("organisation: no such parent");
        if (!may_stand_beneath(organisation.kind, parent->kind)) {
            return invalid(fmt::format("organisation: a {} can't stand below a {}",
                                       organisation.kind, parent->kind),
                           KEREGE_TR("This kind of organisation can't stand there."));
        }
        parent_id = data::Argument(organisation.parent.value);
    }
    const NewOrganisation tidy = tidied(organisation);
    const OrganisationId id{ids_.next()};
    transaction.execute(
        sql::organisation_insert,
        {id.value, parent_id, tidy.kind, tidy.code, null_if_empty(tidy.bin), tidy.name_kk,
         tidy.name_ru, tidy.name_en, tidy.address_kk, tidy.address_ru, clock_.now_ms()});
    transaction.execute(sql::closure_insert_self, {id.value});
    if (organisation.parent) {
        transaction.execute(sql::closure_insert_above, {id.value, organisation.parent.value});
    }
    transaction.execute(sql::change_count, {"modules"});
    note(transaction, id, "organisation.created", {}, by);
    return id;
}

Result<> Organisations::change(OrganisationId id, const NewOrganisation& organisation,
                               PersonId by) {
    auto transaction = database_.write();
    // Two changes of one organisation wait for each other: what one has read stands until it has
    // written.
    transaction.first(sql::organisation_lock, {id.value}, [](const data::Row&) {});
    const auto changed = change(transaction, id, organisation, by);
    if (changed) {
        transaction.commit();
        recent_->forget();
    }
    return changed;
}

Result<> Organisations::change(data::Transaction& transaction, OrganisationId id,
                               const NewOrganisation& organisation, PersonId by) {
    if (auto faults = organisation_faults(organisation); !faults.empty()) {
        return invalid_fields(std::move(faults));
    }
    const auto there = one(transaction, sql::organisation_by_id, {id.value});
    if (!there) return not_found("organisation: no such organisation");
    if (!organisation.revision.empty() && organisation.revision != there->revision()) {
        return conflict("organisation: it was changed meanwhile",
                        KEREGE_TR("Somebody else changed this organisation meanwhile. Nothing is "
                                  "saved yet: compare, then save again."));
    }
    const NewOrganisation tidy = tidied(organisation);
    const std::string fields = changed_fields(*there, tidy);
    if (fields.empty()) return success();
    transaction.execute(sql::organisation_update,
                        {null_if_empty(tidy.bin), tidy.name_kk, tidy.name_ru, tidy.name_en,
                         tidy.address_kk, tidy.address_ru, id.value});
    note(transaction, id, "organisation.changed", R"({"fields":[)" + fields + "]}", by);
    return success();
}

void Organisations::forget_counts() { recent_->forget(); }

void Organisations::note(data::Transaction& transaction, OrganisationId id, std::string_view action,
                         std::string_view detail, PersonId by) {
    const std::string subject = "organisation:" + id.text();
    audit_.append(transaction, {.organisation = id,
                                .person = by,
                                .module = {},
                                .action = action,
                                .subject = subject,
                                .detail = detail,
                                .request_id = {}});
}

std::optional<Organisation> Organisations::find(OrganisationId id) {
    auto transaction = database_.read();
    return one(transaction, sql::organisation_by_id, {id.value});
}

std::optional<Organisation> Organisations::find_by_code(std::string_view code) {
    auto transaction = database_.read();
    return find_by_code(transaction, code);
}

std::optional<Organisation> Organisations::find_by_code(data::Transaction& transaction,
                                                        std::string_view code) {
    return one(transaction, sql::organisation_by_code, {code});
}

std::vector<Organisation> Organisations::children(OrganisationId parent) {
    auto transaction = database_.read();
    return all(transaction, sql::organisation_children, {parent.value});
}

std::vector<Organisation> Organisations::subtree(OrganisationId top) {
    auto transaction = database_.read();
    return all(transaction, sql::organisation_subtree, {top.value});
}

std::vector<Organisation> Organisations::tops() {
    auto transaction = database_.read();
    return all(transaction, sql::organisation_tops, {});
}

bool Organisations::within(OrganisationId inner, OrganisationId outer) {
    auto transaction = database_.read();
    return transaction.first(sql::organisation_within, {outer.value, inner.value},
                             [](const data::Row&) {});
}

std::vector<Counts> Organisations::counts(OrganisationId organisation, std::string_view today) {
    std::vector<Counts> counts;
    auto transaction = database_.read();
    transaction.each(
        sql::organisation_counts, {organisation.value, today}, [&](const data::Row& row) {
            counts.push_back({organisation_of(row), row.int64(10), row.int64(11), row.int64(12),
                              row.int64(13), row.int64(14), row.int64(15)});
        });
    return counts;
}

std::shared_ptr<const RecentCounts> Organisations::recent_counts(OrganisationId organisation,
                                                                 std::string_view today) {
    return recent_->get({organisation.value, std::string(today)},
                        [&] { return counts(organisation, today); });
}

}  // namespace kerege::directory
