// A plugin written with the SDK alone, for what the first-party plugins have no use for. Its
// manifest lists a slot and an event it has no handler for.
#include <algorithm>

#include "kerege/sdk/plugin.hpp"

namespace {

using namespace kerege;

constexpr sdk::Statement kAll[] = {
    {"add",
     "insert into toolkit_sample (organisation_id, id, weight, photo, height) "
     "values ($1, $2, $3, $4, $5)",
     ""},
    {"list",
     "select weight, photo, height from toolkit_sample where organisation_id = $1 order by id", ""},
    {"endless",
     "with recursive n(i) as (select cast(1 as bigint) union all select i + 1 from n) "
     "select count(*) from n",
     ""},
};

// Bytes a reader can see: blobs need not be text.
std::string hex(std::string_view bytes) {
    constexpr const char* digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        text += digits[static_cast<unsigned char>(c) >> 4];
        text += digits[c & 15];
    }
    return text;
}

Result<> words(sdk::Call& call) {
    return call.body("text/plain", std::string(call.setting_text("words")) + " on " +
                                       call.day("2026-09-01") + ", " +
                                       std::to_string(call.setting_int("count")));
}

Result<> choices(sdk::Call& call) {
    return call.body("text/plain", std::string(call.setting_bool("loud") ? "loud, " : "quiet, ") +
                                       std::string(call.setting_text("size")));
}

Result<> wrong_setting(sdk::Call& call) {
    return call.body("text/plain", call.setting_text("count"));
}

Result<> echo(sdk::Call& call) { return call.body("text/plain", call.body()); }

Result<> add(sdk::Call& call) {
    auto transaction = call.write();
    const std::optional<double> height;
    transaction.execute(
        kAll[0], {call.scope().organisation, call.new_id(), 2.5, sdk::Blob{call.body()}, height});
    call.publish("toolkit.sample.added", "sample:1", "{}");
    transaction.commit();
    return success();
}

Result<> list(sdk::Call& call) {
    std::string text;
    call.read().each(kAll[1], {call.scope().organisation}, [&](const sdk::Row& row) {
        text += std::to_string(row.real(0)) + " " + hex(row.blob(1)) +
                (row.maybe_real(2) ? " high" : " unmeasured");
    });
    return call.body("text/plain", text);
}

Result<> endless(sdk::Call& call) {
    call.read().each(kAll[2], {}, [](const sdk::Row&) {});
    return success();
}

Result<> statement_of_nobody(sdk::Call& call) {
    const sdk::Statement copy = kAll[1];
    call.read().each(copy, {call.scope().organisation}, [](const sdk::Row&) {});
    return success();
}

// The body: "<membership> <template> <key> [rollback]".
Result<> letter(sdk::Call& call) {
    std::vector<std::string> words;
    std::string_view rest = call.body();
    while (!rest.empty()) {
        const size_t end = std::min(rest.find(' '), rest.size());
        words.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    const auto to = MembershipId::parse(words.at(0)).value_or(MembershipId{});
    sdk::Model model = call.model();
    model.set("who", "Әлия\r\nBcc: all@example.kz").set("on", "2026-09-01");
    model.add("item").set("what", "Ән <b>сабағы</b>");
    model.add("item").set("what", "second");
    auto transaction = call.write();
    const sdk::Mailed mailed = call.mail(to, words.at(1), model, words.at(2));
    if (words.size() == 3) transaction.commit();
    constexpr const char* kWords[] = {"queued", "known", "no address", "no member"};
    return call.body("text/plain", kWords[static_cast<int>(mailed)]);
}

Result<> letter_without_transaction(sdk::Call& call) {
    sdk::Model model = call.model();
    call.mail(MembershipId{1}, "news", model, "key");
    return success();
}

Result<> page_with_slot(sdk::Call& call) {
    sdk::Model page = call.model();
    page.set_slot("cards", "toolkit.side", "sample:1");
    return call.fragment("cards", page);
}

// One mistake of a programmer each, named by the path.
Result<> mistake(sdk::Call& call) {
    const std::string_view which = call.path_value("which");
    if (which == "day") return call.body("text/plain", call.day("2026-02-30"));
    if (which == "setting")
        return call.body("text/plain", std::to_string(call.setting_int("wrods")));
    if (which == "redirect") return call.redirect("//elsewhere");
    if (which == "template") return call.page("nowhere", call.model());
    if (which == "status") call.status(42);
    if (which == "header") call.header("set-cookie", "a=b");
    if (which == "twice") {
        auto first = call.read();
        auto second = call.read();
    }
    if (which == "write in a read") call.read().execute(kAll[0], {});
    if (which == "late")
        return Fault{
            FaultKind::conflict, "late", "{minutes} minutes late.", {}, {{"minutes", "5"}}};
    if (which == "form") return invalid_fields({{"name", "Write a name."}, {"day", "No day."}});
    if (which == "undeclared" && !call.permitted("toolkit.nowhere"))
        return call.body("text/plain", "not permitted");
    return success();
}

// A row whose weight is null, or whose id is taken; `forget` leaves out the commit.
Result<> refused_row(sdk::Call& call) {
    const std::string_view how = call.field("how");
    auto transaction = call.write();
    std::optional<double> weight;
    if (how != "null") weight = 1.5;
    const auto add = [&] {
        transaction.execute(kAll[0], {call.scope().organisation, 5, weight, sdk::Blob{"x"}, 1.0});
    };
    add();
    if (how == "same") add();
    if (how != "forget") transaction.commit();
    return call.body("text/plain", "added");
}

void start(sdk::Registration& plugin) {
    plugin.statements(kAll);
    plugin.get("/toolkit/words", "", words);
    plugin.get("/toolkit/choices", "", choices);
    plugin.get("/toolkit/wrong-setting", "", wrong_setting);
    plugin.post("/toolkit/letters", "", letter);
    plugin.get("/toolkit/letter-without-transaction", "", letter_without_transaction);
    plugin.get("/toolkit/mistakes/{which}", "", mistake);
    plugin.post("/toolkit/rows", "", refused_row);
    plugin.post_public("/toolkit/echo", echo);
    plugin.post("/toolkit/samples", "", add);
    plugin.get("/toolkit/samples", "", list);
    plugin.get("/toolkit/endless", "", endless);
    plugin.get("/toolkit/statement", "", statement_of_nobody);
    plugin.get("/toolkit/slot", "", page_with_slot);
}

}  // namespace

KEREGE_PLUGIN(HOSTILE_ID, "1.0.0", start)
