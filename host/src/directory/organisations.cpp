#include "host/src/directory/organisations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/directory/counts_cache.hpp"
#include "host/src/directory/rows.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {
namespace {

namespace sql = queries::directory;

constexpr std::array<std::string_view, 4> kKinds{"ministry", "region", "district", "school"};

size_t rank(std::string_view kind) {
    return static_cast<size_t>(std::find(kKinds.begin(), kKinds.end(), kind) - kKinds.begin());
}

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

bool is_code(std::string_view code) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    };
    return !code.empty() && code.size() <= kCodeBytesMax &&
           std::all_of(code.begin(), code.end(), allowed);
}

bool is_organisation_name(const std::string& name) {
    return text::valid_utf8(name) && text::length(name) <= kOrganisationNameLettersMax;
}

}  // namespace

std::vector<FieldFault> organisation_faults(const NewOrganisation& given) {
    std::vector<FieldFault> faults;
    if (!is_code(given.code)) {
        faults.push_back(
            {"code", KEREGE_TR("A code has small Latin letters, digits, hyphens and dots, "
                               "at most 64.")});
    }
    if (rank(given.kind) == kKinds.size()) {
        faults.push_back({"kind", KEREGE_TR("Choose ministry, region, district or school.")});
    }
    if (!given.bin.empty() && !text::is_bin(given.bin)) {
        faults.push_back({"bin", KEREGE_TR("This is not a valid BIN.")});
    }
    if (text::tidy(given.name_kk).empty() || !is_organisation_name(given.name_kk)) {
        faults.push_back({"name_kk", KEREGE_TR("Write the name, at most 300 characters.")});
    }
    if (!is_organisation_name(given.name_ru)) {
        faults.push_back({"name_ru", KEREGE_TR("Write the name, at most 300 characters.")});
    }
    if (!is_organisation_name(given.name_en)) {
        faults.push_back({"name_en", KEREGE_TR("Write the name, at most 300 characters.")});
    }
    return faults;
}

NewOrganisation tidied(const NewOrganisation& given) {
    NewOrganisation tidy = given;
    tidy.name_kk = text::tidy(given.name_kk);
    tidy.name_ru = given.name_ru.empty() ? tidy.name_kk : text::tidy(given.name_ru);
    tidy.name_en = given.name_en.empty() ? tidy.name_kk : text::tidy(given.name_en);
    return tidy;
}

Organisations::Organisations(data::Database& database, const audit::Audit& audit, IdMaker& ids,
                             const Clock& clock)
    : database_(database),
      audit_(audit),
      ids_(ids),
      clock_(clock),
      recent_(std::make_unique<CountsCache>(clock)) {}

Organisations::~Organisations() = default;

Result<OrganisationId> Organisations::create(const NewOrganisation& organisation, PersonId by) {
    auto transaction = database_.write();
    Result<OrganisationId> id = create(transaction, organisation, by);
    if (id) transaction.commit();
    return id;
}

Result<OrganisationId> Organisations::create(data::Transaction& transaction,
                                             const NewOrganisation& organisation, PersonId by) {
    if (auto faults = organisation_faults(organisation); !faults.empty()) {
        return invalid_fields(std::move(faults));
    }
    if (one(transaction, sql::organisation_by_code, {organisation.code})) {
        return conflict("organisation: the code is taken: " + organisation.code,
                        KEREGE_TR("Another organisation has this code."));
    }
    data::Argument parent_id(nullptr);
    if (organisation.parent) {
        const auto parent = one(transaction, sql::organisation_by_id, {organisation.parent.value});
        if (!parent) return not_found("organisation: no such parent");
        if (rank(parent->kind) >= rank(organisation.kind)) {
            return invalid(fmt::format("organisation: a {} can't stand below a {}",
                                       organisation.kind, parent->kind),
                           KEREGE_TR("This kind of organisation can't stand there."));
        }
        parent_id = data::Argument(organisation.parent.value);
    }
    const NewOrganisation tidy = tidied(organisation);
    const OrganisationId id{ids_.next()};
    transaction.execute(sql::organisation_insert,
                        {id.value, parent_id, tidy.kind, tidy.code, null_if_empty(tidy.bin),
                         tidy.name_kk, tidy.name_ru, tidy.name_en, clock_.now_ms()});
    transaction.execute(sql::closure_insert_self, {id.value});
    if (organisation.parent) {
        transaction.execute(sql::closure_insert_above, {id.value, organisation.parent.value});
    }
    transaction.execute(sql::change_count, {"modules"});
    note(transaction, id, "organisation.created", by);
    return id;
}

Result<> Organisations::change(data::Transaction& transaction, OrganisationId id,
                               const NewOrganisation& organisation, PersonId by) {
    if (auto faults = organisation_faults(organisation); !faults.empty()) {
        return invalid_fields(std::move(faults));
    }
    const NewOrganisation tidy = tidied(organisation);
    const int64_t changed = transaction.execute(
        sql::organisation_update,
        {null_if_empty(tidy.bin), tidy.name_kk, tidy.name_ru, tidy.name_en, id.value});
    if (changed == 0) return not_found("organisation: no such organisation");
    note(transaction, id, "organisation.changed", by);
    return success();
}

void Organisations::note(data::Transaction& transaction, OrganisationId id, std::string_view action,
                         PersonId by) {
    const std::string subject = "organisation:" + id.text();
    audit_.append(transaction, {.organisation = id,
                                .person = by,
                                .module = {},
                                .action = action,
                                .subject = subject,
                                .detail = {},
                                .request_id = {}});
}

std::optional<Organisation> Organisations::find(OrganisationId id) {
    auto transaction = database_.read();
    return one(transaction, sql::organisation_by_id, {id.value});
}

std::optional<Organisation> Organisations::find_by_code(std::string_view code) {
    auto transaction = database_.read();
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
            counts.push_back({organisation_of(row), row.int64(8), row.int64(9), row.int64(10),
                              row.int64(11), row.int64(12), row.int64(13)});
        });
    return counts;
}

std::shared_ptr<const RecentCounts> Organisations::recent_counts(OrganisationId organisation,
                                                                 std::string_view today) {
    return recent_->get({organisation.value, std::string(today)},
                        [&] { return counts(organisation, today); });
}

}  // namespace kerege::directory
