#include "host/src/pages/people_list.hpp"

#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr PeopleKind kPeopleKinds[] = {
    {"employee", KEREGE_TR("Staff"), KEREGE_TR("Position")},
    {"learner", KEREGE_TR("Learners"), KEREGE_TR("Class")},
    {"guardian", KEREGE_TR("Parents"), KEREGE_TR("Phone, children")},
};

}  // namespace

const PeopleKind& people_kind(std::string_view code) {
    for (const PeopleKind& kind : kPeopleKinds)
        if (kind.code == code) return kind;
    return kPeopleKinds[0];
}

directory::PeopleFilter asked_people(const http::Exchange& exchange, const PeopleKind& kind) {
    const auto& request = exchange.request;
    directory::PeopleFilter filter;
    filter.profile = kind.code;
    filter.search = request.query_value("q");
    if (kind.code != "employee") filter.class_label = request.query_value("class");
    filter.page = page_number(request.query_value("page"));
    return filter;
}

void add_people_filter(House& house, const http::Exchange& exchange, OrganisationId organisation,
                       const std::string& path, const PeopleKind& current,
                       const directory::PeopleFilter& filter, Model& model) {
    model.set("path", path).set("kind_code", current.code).set("q", filter.search);
    for (const PeopleKind& kind : kPeopleKinds) {
        Model& item = model.add("kind");
        item.set("href", path + "?kind=" + std::string(kind.code))
            .set("label", tr(house, exchange, kind.label));
        if (kind.code == current.code) item.add("current");
    }
    if (current.code == "employee") return;
    const auto classes = house.people.classes(organisation);
    if (classes.empty()) return;
    Model& section = model.add("classes");
    for (const auto& one : classes) {
        Model& item = section.add("class");
        item.set("label", one.label);
        if (one.label == filter.class_label) item.add("selected");
    }
}

void note_list(House& house, const http::Exchange& exchange, OrganisationId organisation,
               const directory::PeopleFilter& filter) {
    const bool of_class = filter.profile == "learner" && !filter.class_label.empty();
    house.views.note(organisation, exchange.scope().person, "list.viewed",
                     of_class ? "class:" + filter.class_label : "people:" + filter.profile,
                     exchange.request.id);
}

}  // namespace kerege::pages
