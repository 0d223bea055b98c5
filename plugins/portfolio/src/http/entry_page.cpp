// One entry: changed, removed and put back by whoever answers for the learner, with its history.
#include <charconv>

#include "kerege/sdk/audit_detail.hpp"
#include "kerege/sdk/tr.hpp"
#include "src/http/entry_form.hpp"
#include "src/http/pages.hpp"
#include "src/http/words.hpp"
#include "src/storage/class_store.hpp"
#include "src/storage/entry_store.hpp"

namespace kerege::portfolio {
namespace {

struct EntryFound {
    Record record;
    PersonName name;  // the learner's
};

std::string page_of(LearnerId learner) { return "/portfolio/learners/" + learner.text(); }

EntryStore store_of(const sdk::Call& call, sdk::Transaction& transaction) {
    return {transaction, call.scope().organisation, call.locale()};
}

// The entry of the address, if this person answers for its learner.
Result<EntryFound> entry_of(sdk::Call& call, sdk::Transaction& transaction) {
    const auto id = call.path_id<EntryId>("entry");
    if (!id) return not_found("entry id");
    const auto record = store_of(call, transaction).find(*id);
    if (!record) return not_found("entry " + id->text());
    const auto name = ClassStore(transaction, call.scope().organisation)
                          .learner_for(viewer_of(call), record->learner, call.today());
    if (!name) return not_found("entry " + id->text());
    return EntryFound{*record, *name};
}

void show_history(const sdk::Call& call, sdk::Model& page, const std::vector<Change>& changes) {
    std::optional<sdk::Model> list;
    for (const Change& change : changes) {
        if (!list) list = page.add("history");
        sdk::Model line = list->add("change");
        line.set("at", call.instant(change.at_ms)).set("by", change.by);
        line.set("deed", deed_name(call, change.deed));
    }
}

// typed: what stands in the form. overtaken: somebody else has changed it meanwhile.
Result<> show(sdk::Call& call, sdk::Transaction& transaction, const EntryFound& found,
              const TypedEntry& typed, const std::vector<FieldFault>& faults, bool overtaken) {
    const Record& record = found.record;
    sdk::Model page = call.model();
    page.add("crumb").set("label", call.tr(KEREGE_TR("Achievements"))).set("href", "/portfolio");
    page.add("crumb").set("label", found.name.full()).set("href", page_of(record.learner));
    page.set("title", record.entry.title).set("name", found.name.full());
    page.set("back", page_of(record.learner));
    if (overtaken || record.brought || record.removed) {
        sdk::Model kept = page.add("kept");
        show_record(call, kept, record);
        kept.show_if(overtaken && !record.removed, "overtaken");
    }
    if (record.removed && !record.brought)
        page.add("removed").set("entry", record.id).set("revision", record.revision);
    if (!record.removed && !record.brought) {
        sdk::Model form = page.add("form");
        form.set("entry", record.id).set("revision", record.revision);
        show_fields(call, form, typed, faults);
    }
    show_history(call, page, store_of(call, transaction).changes(record));
    return call.page("entry", page);
}

int seen_revision(const sdk::Call& call) {
    const std::string_view text = call.field("revision");
    int revision = 0;
    std::from_chars(text.data(), text.data() + text.size(), revision);
    return revision;
}

// The record as the form had seen it: what is written holds only if it still is.
Record as_seen(const sdk::Call& call, const Record& record) {
    Record seen = record;
    seen.revision = seen_revision(call);
    return seen;
}

Result<> changed(sdk::Call& call, sdk::Transaction& transaction, const Record& record,
                 std::string_view action, std::string_view title, std::string_view notice) {
    call.audit(action, "learner:" + record.learner.text(), sdk::name_detail(title));
    transaction.commit();
    return call.redirect(page_of(record.learner), notice);
}

}  // namespace

Result<> entry_page(sdk::Call& call) {
    auto transaction = call.read();
    const Result<EntryFound> found = entry_of(call, transaction);
    if (!found) return found.fault();
    call.note_view(MembershipId{found->record.learner.value});
    return show(call, transaction, *found, typed_of(found->record.entry), {}, false);
}

Result<> save_entry(sdk::Call& call) {
    auto transaction = call.write();
    const Result<EntryFound> found = entry_of(call, transaction);
    if (!found) return found.fault();
    const Record& record = found->record;
    const Result<Entry> entry = check_entry(typed_in(call), call.today());
    if (!entry) {
        call.status(422);
        return show(call, transaction, *found, typed_in(call), entry.fault().fields, false);
    }
    // The same form once more, or nothing was changed.
    if (!record.removed && !record.brought && record.entry == *entry)
        return call.redirect(page_of(record.learner), call.tr(KEREGE_TR("The entry is saved.")));
    if (!store_of(call, transaction)
             .change(as_seen(call, record), *entry, {call.scope().membership, call.now_ms()})) {
        call.status(409);
        return show(call, transaction, *found, typed_in(call), {}, true);
    }
    return changed(call, transaction, record, KEREGE_TR("portfolio.entry.changed"), entry->title,
                   call.tr(KEREGE_TR("The entry is saved.")));
}

Result<> remove_entry(sdk::Call& call) {
    auto transaction = call.write();
    const Result<EntryFound> found = entry_of(call, transaction);
    if (!found) return found.fault();
    const Record& record = found->record;
    const std::string_view notice =
        call.tr(KEREGE_TR("The entry is removed. It stands below and can be put back."));
    if (record.removed) return call.redirect(page_of(record.learner), notice);
    if (!store_of(call, transaction)
             .remove(as_seen(call, record), {call.scope().membership, call.now_ms()})) {
        call.status(409);
        return show(call, transaction, *found, typed_of(record.entry), {}, true);
    }
    return changed(call, transaction, record, KEREGE_TR("portfolio.entry.removed"),
                   record.entry.title, notice);
}

Result<> restore_entry(sdk::Call& call) {
    auto transaction = call.write();
    const Result<EntryFound> found = entry_of(call, transaction);
    if (!found) return found.fault();
    const Record& record = found->record;
    const std::string_view notice = call.tr(KEREGE_TR("The entry is put back."));
    if (!record.removed) return call.redirect(page_of(record.learner), notice);
    if (!store_of(call, transaction)
             .restore(as_seen(call, record), {call.scope().membership, call.now_ms()}))
        return conflict("entry " + record.id.text() + " was changed meanwhile");
    return changed(call, transaction, record, KEREGE_TR("portfolio.entry.restored"),
                   record.entry.title, notice);
}

}  // namespace kerege::portfolio
