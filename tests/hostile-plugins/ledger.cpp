// Offers a service, and does in it what its tests ask for.
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <thread>

#include "kerege/sdk/plugin.hpp"

namespace {

using namespace kerege;

constexpr sdk::Statement kAll[] = {
    {"add", "insert into ledger_entry (organisation_id, id, text) values ($1, $2, $3)", ""},
    {"count", "select count(*) from ledger_entry where organisation_id = $1", ""},
};
constexpr const char* kEntries = "ledger.entries/1";

void write_one(sdk::Call& call, std::string_view text) {
    auto transaction = call.write();
    transaction.execute(kAll[0], {call.scope().organisation, call.new_id(), text});
    call.publish("ledger.entry.added", "entry:1", "{}");
    transaction.commit();
}

Result<std::string> count(sdk::Call& call, std::string_view) {
    const auto found = call.read().first(kAll[1], {call.scope().organisation},
                                         [](const sdk::Row& row) { return row.int64(0); });
    return std::to_string(found.value_or(-1));
}

Result<std::string> add(sdk::Call& call, std::string_view request) {
    write_one(call, request);
    call.audit("entry.added", "entry:1");  // without a transaction of its own
    return count(call, {});
}

Result<std::string> who(sdk::Call& call, std::string_view request) {
    const auto scope = call.scope();
    return std::to_string(scope.person.value) + " " + std::to_string(scope.organisation.value) +
           " " + std::string(call.locale()) + " " + std::string(request) + " [" +
           std::string(call.path()) + "]";
}

Result<std::string> fail(sdk::Call& call, std::string_view request) {
    write_one(call, request);
    write_one(call, request);
    return conflict("the books are closed");
}

Result<std::string> leave_open(sdk::Call& call, std::string_view request) {
    auto transaction = call.write();
    transaction.execute(kAll[0], {call.scope().organisation, call.new_id(), request});
    return std::string("left");
}

Result<std::string> break_statement(sdk::Call& call, std::string_view) {
    auto transaction = call.write();
    for (int i = 0; i < 2; ++i) transaction.execute(kAll[0], {call.scope().organisation, 1, "x"});
    return std::string("never");
}

Result<std::string> fault(sdk::Call& call, std::string_view request) {
    write_one(call, request);
    throw std::runtime_error("a bug in the provider");
}

Result<std::string> die(sdk::Call& call, std::string_view request) {
    write_one(call, request);
    _exit(3);
}

Result<std::string> sleep(sdk::Call&, std::string_view) {
    std::this_thread::sleep_for(std::chrono::seconds(20));
    return std::string("late");
}

Result<std::string> large(sdk::Call& call, std::string_view request) {
    write_one(call, request);
    return std::string(1024 * 1024 + 1, 'x');
}
Result<std::string> largest(sdk::Call&, std::string_view) { return std::string(1024 * 1024, 'x'); }
Result<std::string> binary(sdk::Call&, std::string_view) { return std::string("\xff\xfe"); }

void start(sdk::Registration& plugin) {
    plugin.statements(kAll);
    plugin.service(kEntries, "count", count);
    plugin.service(kEntries, "add", add);
    plugin.service(kEntries, "who", who);
    plugin.service(kEntries, "fail", fail);
    plugin.service(kEntries, "leave_open", leave_open);
    plugin.service(kEntries, "break", break_statement);
    plugin.service(kEntries, "fault", fault);
    plugin.service(kEntries, "die", die);
    plugin.service(kEntries, "sleep", sleep);
    plugin.service(kEntries, "large", large);
    plugin.service(kEntries, "largest", largest);
    plugin.service(kEntries, "binary", binary);
}

}  // namespace

KEREGE_PLUGIN(HOSTILE_ID, "1.0.0", start)
