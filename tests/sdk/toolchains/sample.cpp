// The sample in C++, with the SDK and with what differs between compilers and their libraries:
// strings, streams, containers, exceptions.
#include <map>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "kerege/sdk/plugin.hpp"

namespace {

using namespace kerege;

constexpr sdk::Statement kAll[] = {
    {"add", "insert into " SAMPLE_ID "_note (organisation_id, id, text) values ($1, $2, $3)", ""},
    {"list", "select text from " SAMPLE_ID "_note where organisation_id = $1 order by id", ""},
};

Result<> hello(sdk::Call& call) {
    std::ostringstream text;
    text << "hello " << call.query_value("name") << " from the edge, 6 * 7 = " << 6 * 7;
    return call.body("text/plain", text.str());
}

Result<> list(sdk::Call& call) {
    std::vector<std::string> notes;
    call.read().each(kAll[1], {call.scope().organisation},
                     [&](const sdk::Row& row) { notes.emplace_back(row.text(0)); });
    std::string text;
    for (const std::string& note : notes) text += note + "; ";
    return call.body("text/plain", text);
}

Result<> add(sdk::Call& call) {
    if (call.field("text").empty()) return invalid("no text", "A note has a text.");
    auto transaction = call.write();
    transaction.execute(kAll[0], {call.scope().organisation, call.new_id(), call.field("text")});
    if (call.field("text") == "undone") throw std::runtime_error("not this one");
    transaction.commit();
    return call.redirect("/" SAMPLE_ID "/notes", {});
}

Result<> page(sdk::Call& call) {
    const std::map<std::string, int64_t> marks = {{"Абай", 9}, {"Ыбырай <b>", 10}};
    sdk::Model model = call.model();
    for (const auto& [name, mark] : marks) model.add("learner").set("name", name).set("mark", mark);
    return call.fragment("marks", model);
}

Result<> wrong(sdk::Call&) { throw std::out_of_range("the sample went wrong"); }

void start(sdk::Registration& plugin) {
    plugin.statements(kAll);
    plugin.get("/" SAMPLE_ID "/hello", "", hello);
    plugin.get("/" SAMPLE_ID "/notes", "", list);
    plugin.post("/" SAMPLE_ID "/notes", "", add);
    plugin.get("/" SAMPLE_ID "/page", "", page);
    plugin.get("/" SAMPLE_ID "/wrong", "", wrong);
}

}  // namespace

KEREGE_PLUGIN(SAMPLE_ID, "1.0.0", start)
