// Asks another plugin's service, in and out of transactions, and shows what came of it.
#include <string>

#include "kerege/sdk/plugin.hpp"

namespace {

using namespace kerege;

constexpr sdk::Statement kAll[] = {
    {"add", "insert into clerk_note (organisation_id, id) values ($1, $2)", ""},
    {"count", "select count(*) from clerk_note where organisation_id = $1", ""},
};

// The answer, or the fault's number; longer ones by their length.
std::string said(sdk::Call& call, std::string_view service) {
    constexpr size_t kShown = 200;
    try {
        const auto answer = call.ask(service, call.path_value("method"), "from the clerk");
        if (!answer.ok())
            return "fault " + std::to_string(static_cast<int>(answer.fault().kind)) + ": " +
                   answer.fault().log_text;
        return answer->size() > kShown ? std::to_string(answer->size()) : *answer;
    } catch (const sdk::CallFailed& failed) {
        return "failed " + std::to_string(failed.status()) + ": " + failed.what();
    }
}

std::string_view service(const sdk::Call& call) {
    const auto named = call.query_value("subject");
    return named.empty() ? "ledger.entries/1" : named;
}

Result<> ask(sdk::Call& call) { return call.body("text/plain", said(call, service(call))); }

Result<> available(sdk::Call& call) {
    return call.body("text/plain", call.can_ask(service(call)) ? "yes" : "no");
}

Result<> ask_reading(sdk::Call& call) {
    auto transaction = call.read();
    std::string text = said(call, service(call));
    transaction.each(kAll[1], {call.scope().organisation},
                     [&](const sdk::Row& row) { text += "; " + std::to_string(row.int64(0)); });
    return call.body("text/plain", text);
}

// Writes before and after, so that its own transaction must still be whole.
Result<> ask_writing(sdk::Call& call) {
    auto transaction = call.write();
    const auto write = [&] {
        transaction.execute(kAll[0], {call.scope().organisation, call.new_id()});
    };
    write();
    call.publish("clerk.note.added", "note:1", "{}");
    const std::string text = said(call, service(call));
    write();
    if (call.field("end") == "commit") transaction.commit();
    return call.body("text/plain", text);
}

Result<> fill(sdk::Call& call, std::string_view) {
    auto model = call.model();
    try {
        const auto answer = call.ask("ledger.entries/1", "add", "from a slot");
        model.set("text", answer.ok() ? *answer : answer.fault().log_text);
    } catch (const sdk::CallFailed& failed) {
        model.set("text", failed.what());
    }
    return call.fragment("slot", model);
}

Result<> page(sdk::Call& call) {
    auto model = call.model();
    model.set_slot("slot", "clerk.side", "x");
    return call.fragment("page", model);
}

void start(sdk::Registration& plugin) {
    plugin.statements(kAll);
    plugin.get("/clerk/ask/{method}", "", ask);
    plugin.get("/clerk/available", "", available);
    plugin.get("/clerk/reading/{method}", "", ask_reading);
    plugin.post("/clerk/writing/{method}", "", ask_writing);
    plugin.get("/clerk/page", "", page);
    plugin.slot("clerk.side", fill);
}

}  // namespace

KEREGE_PLUGIN(HOSTILE_ID, "1.0.0", start)
