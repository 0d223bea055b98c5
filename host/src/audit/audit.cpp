#include "host/src/audit/audit.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "host/src/data/batch.hpp"
#include "queries/audit.hpp"

namespace kerege::audit {
namespace {

void check(const Entry& entry) {
    if (entry.action.empty()) throw std::invalid_argument("audit: an entry without an action");
    if (entry.detail.size() > kDetailBytesMax)
        throw std::invalid_argument("audit: detail too long");
    for (const auto text : {entry.module, entry.action, entry.subject, entry.request_id}) {
        if (text.size() > kNameBytesMax) throw std::invalid_argument("audit: a name too long");
    }
}

std::string full_name(const data::Row& row, size_t column) {
    std::string name(row.text_or(column, {}));
    const auto given = row.text_or(column + 1, {});
    if (!name.empty() && !given.empty()) name += ' ';
    return name.append(given);
}

}  // namespace

void Audit::append(data::Transaction& transaction, const Entry& entry) const {
    check(entry);
    if (const std::string_view key = transaction.login_key(); !key.empty()) {
        // The module is the one whose login it is.
        transaction.first(
            queries::audit::append_for_plugin,
            {key, ids_.next(), clock_.now_ms(), entry.organisation.value, entry.person.value,
             entry.action, entry.subject, entry.detail, entry.request_id},
            [](const data::Row&) {});
        return;
    }
    transaction.execute(
        queries::audit::append,
        {ids_.next(), clock_.now_ms(), entry.organisation.value, entry.person.value, entry.module,
         entry.action, entry.subject, entry.detail, entry.request_id});
}

void Audit::append_many(data::Transaction& transaction, const std::vector<Entry>& entries) const {
    if (!transaction.login_key().empty()) {
        for (const Entry& entry : entries) append(transaction, entry);
        return;
    }
    const int64_t now_ms = clock_.now_ms();
    data::Batch rows(queries::audit::append_many);
    for (const Entry& entry : entries) {
        check(entry);
        rows.add(ids_.next(), now_ms, entry.organisation.value, entry.person.value, entry.module,
                 entry.action, entry.subject, entry.detail, entry.request_id);
    }
    rows.flush(transaction);
}

namespace {

// Of the columns of core_audit_named.
Record record_of(const data::Row& row, std::string_view locale) {
    const size_t name = locale == "ru" ? 1 : locale == "en" ? 2 : 0;
    Record record;
    record.id = row.int64(0);
    record.at_ms = row.int64(1);
    record.organisation = OrganisationId{row.int64(2)};
    record.person = PersonId{row.int64(3)};
    record.module = row.text(4);
    record.action = row.text(5);
    record.subject = row.text(6);
    record.detail = row.text(7);
    record.request_id = row.text(8);
    record.person_name = full_name(row, 9);
    record.subject_membership = MembershipId{row.int64_or(11, 0)};
    record.subject_name = full_name(row, 12);
    for (const size_t column : {14 + name, size_t{17}}) {
        if (record.subject_name.empty()) record.subject_name = row.text_or(column, {});
    }
    record.organisation_name = row.text_or(18 + name, {});
    return record;
}

}  // namespace

std::vector<Record> list(data::Database& database, const Filter& filter, int limit,
                         std::string_view locale) {
    namespace sql = queries::audit;
    std::vector<Record> records;
    const auto add = [&](const data::Row& row) { records.push_back(record_of(row, locale)); };
    constexpr int64_t kNoEnd = std::numeric_limits<int64_t>::max();
    // Ids hold the time, so that days are bounds of the key.
    const int64_t from = filter.from_ms > 0 ? first_id_at(filter.from_ms) : 0;
    const int64_t before = std::min(filter.until_ms > 0 ? first_id_at(filter.until_ms) : kNoEnd,
                                    filter.before_id > 0 ? filter.before_id : kNoEnd);
    const int64_t organisation = filter.organisation.value;
    limit = std::clamp(limit, 0, kListMax);
    auto transaction = database.read();
    if (const Member& about = filter.about; about.membership) {
        const std::string id = about.membership.text();
        transaction.each(
            sql::list_about,
            {organisation, "membership:" + id, "person:" + about.person.text(), "learner:" + id,
             "teacher:" + id, "guardian:" + id, "people:" + about.profile, about.membership.value,
             before, from, filter.action, filter.person.value, limit},
            add);
    } else if (filter.person) {
        transaction.each(sql::list_by_person,
                         {filter.person.value, before, from, filter.action, organisation,
                          filter.beneath ? 1 : 0, limit},
                         add);
    } else if (filter.beneath) {
        transaction.each(sql::list_beneath, {before, from, filter.action, organisation, limit},
                         add);
    } else if (!filter.action.empty()) {
        transaction.each(sql::list_by_action, {organisation, filter.action, before, from, limit},
                         add);
    } else {
        transaction.each(sql::list, {organisation, before, from, limit}, add);
    }
    return records;
}

std::vector<Action> actions(data::Database& database, OrganisationId organisation) {
    std::vector<Action> found;
    auto transaction = database.read();
    transaction.each(queries::audit::actions, {organisation.value}, [&](const data::Row& row) {
        found.push_back({std::string(row.text(0)), std::string(row.text(1))});
    });
    return found;
}

}  // namespace kerege::audit
