#include "host/src/audit/audit.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

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

std::vector<Record> list(data::Database& database, OrganisationId organisation, int64_t before_id,
                         int limit, std::string_view locale) {
    std::vector<Record> records;
    auto transaction = database.read();
    const size_t name_column = locale == "ru" ? 13 : locale == "en" ? 14 : 12;
    const int64_t before = before_id > 0 ? before_id : std::numeric_limits<int64_t>::max();
    transaction.each(queries::audit::list,
                     {organisation.value, before, std::clamp(limit, 0, kListMax)},
                     [&](const data::Row& row) {
                         Record record;
                         record.id = row.int64(0);
                         record.at_ms = row.int64(1);
                         record.person = PersonId{row.int64(2)};
                         record.person_name = full_name(row, 3);
                         record.module = row.text(5);
                         record.action = row.text(6);
                         record.subject = row.text(7);
                         record.detail = row.text(8);
                         record.request_id = row.text(9);
                         record.subject_name = full_name(row, 10);
                         for (const size_t column : {name_column, size_t{15}}) {
                             if (record.subject_name.empty())
                                 record.subject_name = row.text_or(column, {});
                         }
                         records.push_back(std::move(record));
                     });
    return records;
}

}  // namespace kerege::audit
