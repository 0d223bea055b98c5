// What the portfolio puts on others' pages: a family's home, and the card of a learner.
#include "kerege/sdk/tr.hpp"
#include "src/http/pages.hpp"
#include "src/http/words.hpp"
#include "src/storage/class_store.hpp"
#include "src/storage/entry_store.hpp"

namespace kerege::portfolio {
namespace {

constexpr size_t kChildrenMax = 4;
constexpr size_t kLatestMax = 3;
constexpr std::string_view kLearnerSubject = "learner:";

}  // namespace

Result<> dashboard_slot(sdk::Call& call, std::string_view) {
    auto transaction = call.read();
    const OrganisationId organisation = call.scope().organisation;
    ClassStore classes(transaction, organisation);
    EntryStore entries(transaction, organisation, call.locale());
    sdk::Model model = call.model();
    size_t shown = 0;
    for (const OwnLearner& learner : classes.own_learners(call.scope().membership, call.today())) {
        if (++shown > kChildrenMax) break;
        sdk::Model block = model.add("learner");
        block.set("id", learner.id).set("name", learner.name.given);
        size_t lines = 0;
        for (const Record& record : entries.of(learner.id)) {
            if (record.removed || ++lines > kLatestMax) continue;
            sdk::Model line = block.add("record");
            show_record(call, line, record);
        }
        block.show_if(lines == 0, "nothing");
    }
    return call.fragment("dashboard", model);
}

Result<> learner_slot(sdk::Call& call, std::string_view subject) {
    if (!subject.starts_with(kLearnerSubject)) return success();
    const auto learner = LearnerId::parse(subject.substr(kLearnerSubject.size()));
    if (!learner) return not_found("subject of the slot");
    auto transaction = call.read();
    ClassStore classes(transaction, call.scope().organisation);
    if (!classes.learner_for(viewer_of(call), *learner, call.today())) return success();
    sdk::Model model = call.model();
    model.set("id", *learner);
    return call.fragment("card", model);
}

}  // namespace kerege::portfolio
