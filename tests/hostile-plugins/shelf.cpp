// Keeps files as its tests ask for, and gives them out.
#include "kerege/sdk/files.hpp"

#include <string>

#include "kerege/sdk/plugin.hpp"

namespace {

using namespace kerege;

// "kept 123", or the fault's number and words.
std::string said(const Fault& fault) {
    return "fault " + std::to_string(static_cast<int>(fault.kind)) + ": " + fault.log_text;
}

Result<> keep(sdk::Call& call, sdk::FileDraft draft) {
    auto transaction = call.write();
    const auto id = draft.keep();
    if (call.field("end") != "roll back") transaction.commit();
    return call.body("text/plain", id.ok() ? id->text() : said(id.fault()));
}

// "take" or "finish": with a transaction open that writes, which that is not for.
Result<> upload_within(sdk::Call& call) {
    sdk::Files files(call);
    auto written = files.create("a.txt", "text/plain");
    written.write("text");
    auto transaction = call.write();
    if (call.field("what") == "take") {
        const auto taken = files.take("file", "");
        return call.body("text/plain", taken.ok() ? "taken" : said(taken.fault()));
    }
    const auto finished = written.finish();
    return call.body("text/plain", finished.ok() ? "finished" : said(finished.fault()));
}

Result<> upload(sdk::Call& call) {
    sdk::Files files(call);
    auto draft = files.take("file", call.field("types"));
    if (!draft.ok()) return call.body("text/plain", said(draft.fault()));
    return keep(call, *draft);
}

// So many bytes, in parts, of what is given.
Result<> write(sdk::Call& call) {
    sdk::Files files(call);
    auto draft = files.create(call.field("name"), call.field("type"));
    const int parts = std::stoi("0" + std::string(call.field("parts")));
    draft.write(call.field("text"));
    for (int i = 0; i < parts; ++i) draft.write(std::string(1024 * 1024, 'x'));
    const auto finished = draft.finish();
    if (!finished.ok()) return call.body("text/plain", said(finished.fault()));
    return keep(call, draft);
}

Result<> uploads(sdk::Call& call) {
    sdk::Files files(call);
    std::string text;
    for (uint32_t i = 0; const auto one = files.uploaded("file", i); ++i)
        text += std::string(one->name) + " " + std::string(one->content_type) + " " +
                std::to_string(one->bytes) + ";";
    return call.body("text/plain", text);
}

sdk::FileId id_of(const sdk::Call& call) {
    return call.path_id<sdk::FileId>("id").value_or(sdk::FileId{});
}

Result<> info(sdk::Call& call) {
    const auto found = sdk::Files(call).info(id_of(call));
    if (!found.ok()) return call.body("text/plain", said(found.fault()));
    return call.body("text/plain",
                     std::string(found->name) + " " + std::string(found->content_type) + " " +
                         std::to_string(found->bytes) + " " + std::to_string(found->state) + " " +
                         std::string(found->sha256.substr(0, 8)));
}

Result<> read(sdk::Call& call) {
    sdk::Files files(call);
    std::string text;
    for (;;) {
        const auto part =
            files.read(id_of(call), static_cast<int64_t>(text.size()), text.empty() ? 3 : 65536);
        if (!part.ok()) return call.body("text/plain", said(part.fault()));
        if (part->empty()) break;
        text += *part;
    }
    return call.body("text/plain", text);
}

Result<> remove(sdk::Call& call) {
    auto transaction = call.write();
    const auto removed = sdk::Files(call).remove(id_of(call));
    const bool gone = !sdk::Files(call).info(id_of(call)).ok();
    if (call.field("end") != "roll back") transaction.commit();
    return call.body("text/plain",
                     removed.ok() ? (gone ? "removed" : "still there") : said(removed.fault()));
}

Result<> respond(sdk::Call& call) {
    const auto side = call.path_value("side");
    return sdk::Files(call).respond(id_of(call), {std::stoi(std::string(side)), true});
}

Result<> save(sdk::Call& call) { return sdk::Files(call).respond(id_of(call)); }

void start(sdk::Registration& plugin) {
    plugin.post("/" HOSTILE_ID "/upload", "", upload);
    plugin.post("/" HOSTILE_ID "/upload_within", "", upload_within);
    plugin.post("/" HOSTILE_ID "/uploads", "", uploads);
    plugin.post("/" HOSTILE_ID "/write", "", write);
    plugin.get("/" HOSTILE_ID "/info/{id}", "", info);
    plugin.get("/" HOSTILE_ID "/read/{id}", "", read);
    plugin.post("/" HOSTILE_ID "/remove/{id}", "", remove);
    plugin.get("/" HOSTILE_ID "/show/{id}/{side}", "", respond);
    plugin.get("/" HOSTILE_ID "/save/{id}", "", save);
}

}  // namespace

KEREGE_PLUGIN(HOSTILE_ID, "1.0.0", start)
