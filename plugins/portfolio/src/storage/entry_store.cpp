#include "src/storage/entry_store.hpp"

#include "queries/portfolio.hpp"

namespace kerege::portfolio {
namespace {

sdk::Argument level_argument(const Entry& entry) {
    return entry.level ? sdk::Argument(word_of(*entry.level)) : sdk::Argument(nullptr);
}

sdk::Argument end_argument(const Entry& entry) {
    return entry.ends_on.empty() ? sdk::Argument(nullptr) : sdk::Argument(entry.ends_on);
}

}  // namespace

Record EntryStore::record_at(const sdk::Row& row) const {
    Record out;
    out.id = row.id<EntryId>(0);
    out.learner = row.id<LearnerId>(1);
    out.entry = {kind_of(row.text(2)).value_or(Kind::other),
                 level_of(row.text_or_empty(3)),
                 std::string(row.text(4)),
                 std::string(row.text(5)),
                 std::string(row.text(6)),
                 std::string(row.text_or_empty(7)),
                 std::string(row.text(8)),
                 std::string(row.text(9))};
    out.revision = int_at(row, 10);
    out.removed = !row.is_null(11);
    out.brought = !row.is_null(12);
    out.former_school = names_at(row, 13).in(locale_);
    return out;
}

std::vector<Record> EntryStore::of(LearnerId learner) {
    std::vector<Record> out;
    transaction_.each(queries::entries, {organisation_, learner},
                      [&](const sdk::Row& row) { out.push_back(record_at(row)); });
    return out;
}

std::vector<NamedRecord> EntryStore::of_class(ClassId class_id, const std::string& today) {
    std::vector<NamedRecord> out;
    transaction_.each(queries::class_entries, {organisation_, class_id, today},
                      [&](const sdk::Row& row) {
                          out.push_back({name_at(row, 16), record_at(row)});
                      });
    return out;
}

std::optional<Record> EntryStore::find(EntryId id) {
    return transaction_.first(queries::entry, {organisation_, id},
                              [&](const sdk::Row& row) { return record_at(row); });
}

std::vector<Change> EntryStore::changes(const Record& record) {
    std::vector<Change> out;
    transaction_.each(
        queries::changes, {organisation_, record.learner, record.id}, [&](const sdk::Row& row) {
            out.push_back(
                {std::string(row.text(0)), row.int64(1), std::string(row.text_or_empty(2))});
        });
    return out;
}

bool EntryStore::add(EntryId id, LearnerId learner, BatchId batch, const Entry& entry,
                     const Changing& changing) {
    if (transaction_.execute(queries::add_entry,
                             {organisation_, id, learner, batch, word_of(entry.kind),
                              level_argument(entry), entry.title, entry.result, entry.begins_on,
                              end_argument(entry), entry.place, entry.note, nullptr}) == 0)
        return false;
    Record before;
    before.id = id;
    before.learner = learner;
    note(before, "added", changing);
    return true;
}

bool EntryStore::change(const Record& seen, const Entry& entry, const Changing& changing) {
    if (transaction_.execute(queries::update_entry,
                             {word_of(entry.kind), level_argument(entry), entry.title, entry.result,
                              entry.begins_on, end_argument(entry), entry.place, entry.note,
                              organisation_, seen.id, seen.revision}) == 0)
        return false;
    note(seen, "changed", changing);
    return true;
}

bool EntryStore::remove(const Record& seen, const Changing& changing) {
    if (transaction_.execute(queries::remove_entry,
                             {changing.at_ms, organisation_, seen.id, seen.revision}) == 0)
        return false;
    note(seen, "removed", changing);
    return true;
}

bool EntryStore::restore(const Record& seen, const Changing& changing) {
    if (transaction_.execute(queries::restore_entry, {organisation_, seen.id, seen.revision}) == 0)
        return false;
    note(seen, "restored", changing);
    return true;
}

void EntryStore::note(const Record& seen, std::string_view deed, const Changing& changing) {
    transaction_.execute(queries::add_change,
                         {organisation_, seen.learner, seen.id, seen.revision + 1, deed,
                          changing.by, changing.at_ms});
}

}  // namespace kerege::portfolio
