// What learners brought along from the schools they went to before: for themselves and their
// parents, for the homeroom teacher and whoever sees the whole school.
#include "src/storage/former_store.hpp"

#include "kerege/sdk/tr.hpp"
#include "src/http/pages.hpp"
#include "src/http/words.hpp"

namespace kerege::journal {
namespace {

constexpr std::string_view kLearnerSubject = "learner:";

std::string key_of(const FormerTerm& term) {
    return term.former.text() + "-" + std::to_string(term.year) + "-" + std::to_string(term.term);
}

// "2026–2027".
std::string year_words(int year) { return std::to_string(year) + "–" + std::to_string(year + 1); }

// The term asked for, else the latest. Null: nothing was entered.
const FormerTerm* chosen_of(const sdk::Call& call, const std::vector<FormerTerm>& terms) {
    const std::string_view wanted = call.query_value("term");
    for (const FormerTerm& term : terms)
        if (key_of(term) == wanted) return &term;
    return terms.empty() ? nullptr : &terms.front();
}

void show_school(const sdk::Call& call, sdk::Model& page, const FormerRecord& record,
                 const std::vector<FormerTerm>& terms, const FormerTerm* chosen,
                 const std::string& path) {
    sdk::Model school = page.add("school");
    const std::string_view known = record.school.in(call.locale());
    const std::string name(known.empty() ? call.tr(KEREGE_TR("A school without a name here"))
                                         : known);
    school.set("name", name);
    if (!record.class_label.empty()) school.add("class").set("label", record.class_label);
    school.set("left", call.day(record.left_on, KEREGE_DAY_FULL));
    school.set("taken", call.instant(record.taken_at_ms));
    std::optional<sdk::Model> list;
    for (const FormerTerm& term : terms) {
        if (term.former != record.former) continue;
        if (!list) list = school.add("terms").set("name", name);
        sdk::Model link = list->add("term");
        link.set("number", term.term).set("year", year_words(term.year));
        link.set("href", path + "term=" + key_of(term));
        link.show_if(&term == chosen, "current");
    }
    school.show_if(!list, "nothing");
}

// path: of this page, with "?" or "&" at its end.
Result<> show(sdk::Call& call, sdk::Transaction& transaction, LearnerId learner,
              const PersonName& name, const std::string& path, sdk::Model& page) {
    FormerStore store(transaction, call.scope().organisation);
    const auto records = store.records(learner);
    const auto terms = store.terms(learner);
    const FormerTerm* chosen = chosen_of(call, terms);
    page.set("title", call.tr(KEREGE_TR("From the former school")));
    page.set("name", name.full());
    page.show_if(records.empty(), "none");
    for (const FormerRecord& record : records) show_school(call, page, record, terms, chosen, path);
    if (chosen) {
        sdk::Model shown = page.add("shown");
        shown.set("number", chosen->term).set("year", year_words(chosen->year));
        show_subjects(call, page, store.marks(learner, *chosen));
    }
    return call.page("former", page);
}

}  // namespace

void offer_former(sdk::Transaction& transaction, OrganisationId organisation, LearnerId learner,
                  sdk::Model& page) {
    if (FormerStore(transaction, organisation).records(learner).empty()) return;
    page.add("former").set("href", "/journal/marks/former?learner=" + learner.text());
}

Result<> own_former_page(sdk::Call& call) {
    const auto wanted = LearnerId::parse(call.query_value("learner"));
    if (!wanted) return not_found("learner id");
    auto transaction = call.read();
    MarksStore store(transaction, call.scope().organisation);
    for (const OwnLearner& own : store.own_learners(call.scope().membership, call.today())) {
        if (own.id != *wanted) continue;
        sdk::Model page = call.model();
        const std::string own_marks = "/journal/marks?learner=" + own.id.text();
        page.add("crumb").set("label", call.tr(KEREGE_TR("Marks"))).set("href", own_marks);
        return show(call, transaction, own.id, own.name,
                    "/journal/marks/former?learner=" + own.id.text() + "&", page);
    }
    return not_found("learner of this person");
}

Result<> learner_former_page(sdk::Call& call) {
    const auto learner = call.path_id<LearnerId>("learner");
    if (!learner) return not_found("learner id");
    auto transaction = call.read();
    const auto name = FormerStore(transaction, call.scope().organisation)
                          .learner_for(viewer_of(call), *learner, call.today());
    if (!name) return not_found("learner " + learner->text());
    call.note_view(MembershipId{learner->value});
    sdk::Model page = call.model();
    page.add("crumb").set("label", call.tr(KEREGE_TR("Journal"))).set("href", "/journal");
    return show(call, transaction, *learner, *name,
                "/journal/learners/" + learner->text() + "/former?", page);
}

Result<> learner_slot(sdk::Call& call, std::string_view subject) {
    if (!subject.starts_with(kLearnerSubject)) return success();
    const auto learner = LearnerId::parse(subject.substr(kLearnerSubject.size()));
    if (!learner) return not_found("subject of the slot");
    auto transaction = call.read();
    FormerStore store(transaction, call.scope().organisation);
    if (!store.learner_for(viewer_of(call), *learner, call.today())) return success();
    if (store.records(*learner).empty()) return success();
    sdk::Model model = call.model();
    model.set("id", *learner);
    return call.fragment("learner", model);
}

// Who is here now is compared with whose record was taken: an event heard twice changes nothing.
Result<> members_changed(sdk::Call& call, const sdk::Event&) {
    auto transaction = call.write();
    FormerStore store(transaction, call.scope().organisation);
    const auto untaken = store.untaken(call.today());
    for (const Transferred& one : untaken) store.take(one, call.now_ms());
    transaction.commit();
    if (!untaken.empty())
        call.log(KEREGE_LOG_INFO,
                 "records of " + std::to_string(untaken.size()) + " who came were taken over");
    return success();
}

}  // namespace kerege::journal
