#include "host/src/pages/file_faults.hpp"

#include "host/src/pages/field_words.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr size_t kFaultsShown = 200;

std::string label_of(const House& house, const http::Exchange& exchange, const std::string& field) {
    const auto label = field_label(field);
    return label.empty() ? field : tr(house, exchange, label);
}

}  // namespace

std::string sent_text(const http::Request& request) {
    for (const auto& file : request.files)
        if (file.field == "file") return file.content;
    return std::string(request.field("text"));
}

void add_file_faults(const House& house, const http::Exchange& exchange,
                     const std::string& unreadable, const std::vector<directory::LineFault>& faults,
                     Model& model) {
    if (!unreadable.empty()) model.add("unreadable").set("text", unreadable);
    if (faults.empty()) return;
    Model& section = model.add("file_faults");
    size_t shown = 0;
    for (const auto& [line, code, fault] : faults) {
        if (++shown > kFaultsShown) break;
        std::string text;
        for (const FieldFault& wrong : fault.fields)
            text += (text.empty() ? "" : " · ") + label_of(house, exchange, wrong.field) + ": " +
                    tr(house, exchange, wrong.message);
        if (text.empty()) text = words(house, exchange, fault);
        section.add("line").set("row", line).set("code", code).set("message", text);
    }
}

Fault faulty_file() {
    return invalid("faults in the file",
                   KEREGE_TR("The file has faults. Nothing was saved: mend it, and choose it "
                             "again."));
}

}  // namespace kerege::pages
