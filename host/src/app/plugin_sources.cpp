#include "host/src/app/plugin_sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <span>

#include "host/src/view/check/messages.hpp"
#include "host/src/view/check/translation_check.hpp"
#include "host/src/view/translator.hpp"

namespace kerege::app {
namespace {

namespace fs = std::filesystem;
using RemarkList = std::vector<plugins::Remark>;
using NameSet = std::set<std::string, std::less<>>;

// The functions of sdk::Call that use an interface.
struct Uses {
    std::string_view interface;
    std::vector<std::string_view> functions;
};
const Uses kUses[] = {
    {"kerege.access/1", {"scope", "permitted", "audit"}},
    {"kerege.db/1", {"read", "write", "new_id", "now_ms"}},
    {"kerege.events/1", {"publish"}},
    {"kerege.i18n/1", {"tr", "tr_plural", "day", "is_day", "instant", "today", "locale"}},
    {"kerege.jobs/1", {"enqueue", "cancel_job", "progress"}},
    {"kerege.log/1", {"log"}},
    {"kerege.mail/1", {"mail"}},
    {"kerege.settings/1", {"setting_int", "setting_text"}},
    {"kerege.view/1", {"model", "page", "fragment"}},
    {"kerege.call/draft-1", {"ask", "can_ask"}},
};

std::string read_text(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// All of the plugin's C++, one file after the other.
std::string code_of(const fs::path& source) {
    std::string code;
    std::error_code error;
    for (fs::recursive_directory_iterator file(source / "src", error), end; !error && file != end;
         file.increment(error)) {
        const auto extension = file->path().extension();
        if (extension == ".cpp" || extension == ".hpp") code += read_text(file->path()) + "\n";
    }
    return code;
}

// The names given as a literal to `call`, as in `.page("list"`; whether all of them are literals.
struct Literals {
    NameSet names;
    bool whole = true;
};
Literals given_to(std::string_view code, std::string_view call) {
    Literals given;
    for (size_t at = code.find(call); at != std::string_view::npos; at = code.find(call, at)) {
        at += call.size();
        size_t open = at;
        while (open < code.size() && (code[open] == ' ' || code[open] == '\n')) ++open;
        const size_t close = code.find('"', open + 1);
        if (open >= code.size() || code[open] != '"' || close == std::string_view::npos) {
            given.whole = false;
            continue;
        }
        given.names.emplace(code.substr(open + 1, close - open - 1));
    }
    return given;
}

void inspect_interfaces(const plugins::Manifest& manifest, std::string_view code,
                        RemarkList& remarks) {
    for (const auto& uses : kUses) {
        if (manifest.needs_interface(uses.interface)) continue;
        for (const auto function : uses.functions) {
            if (code.find(fmt::format("call.{}(", function)) == std::string_view::npos) continue;
            remarks.push_back({true, fmt::format("needs: call.{}() is of {}, which is not under "
                                                 "interfaces",
                                                 function, uses.interface)});
            break;
        }
    }
}

// What plugin.yaml lists and what the code registers must be the same.
void inspect_handlers(std::string_view code, std::string_view what, const NameSet& listed,
                      std::string_view function, RemarkList& remarks) {
    const Literals given = given_to(code, fmt::format(".{}(", function));
    for (const auto& name : given.names) {
        if (listed.contains(name)) continue;
        remarks.push_back({true, fmt::format("{0}: the code has a handler for \"{1}\", which "
                                             "plugin.yaml does not list",
                                             what, name)});
    }
    if (!given.whole) return;
    for (const auto& name : listed) {
        if (given.names.contains(name)) continue;
        remarks.push_back({true, fmt::format("{0}: plugin.yaml lists \"{1}\", but the code has no "
                                             "handler for it: plugin.{2}(\"{1}\", …)",
                                             what, name, function)});
    }
}

void inspect_code(const plugins::Manifest& manifest, const fs::path& source, RemarkList& remarks) {
    const std::string code = code_of(source);
    if (code.empty()) return;
    inspect_interfaces(manifest, code, remarks);
    NameSet slots, jobs;
    for (const auto& slot : manifest.slots) slots.insert(slot.slot);
    for (const auto& job : manifest.jobs) jobs.insert(job.kind);
    inspect_handlers(code, "slots", slots, "slot", remarks);
    inspect_handlers(code, "events", NameSet(manifest.events.begin(), manifest.events.end()),
                     "event", remarks);
    inspect_handlers(code, "jobs", jobs, "on_job", remarks);
    std::error_code error;
    for (const auto* function : {".page(", ".fragment("}) {
        for (const auto& name : given_to(code, function).names) {
            if (fs::exists(source / "templates" / (name + ".html"), error)) continue;
            remarks.push_back({true, fmt::format("the code shows the template \"{0}\", but there "
                                                 "is no templates/{0}.html",
                                                 name)});
        }
    }
    const bool queries = fs::exists(source / "queries", error);
    if (queries && code.find("statements(") == std::string::npos)
        remarks.push_back({true,
                           "there are queries, but start() does not hand them in: "
                           "plugin.statements(queries::all)"});
}

// As they are shipped: compiled, and without the code's own words.
void inspect_compiled_words(const plugins::Manifest& manifest, RemarkList& remarks) {
    view::UsedMessages used;
    view::find_in_folder(manifest.folder / "templates", manifest.id + "/templates", used);
    view::find_in_manifest(manifest.id + "/plugin.yaml", read_text(manifest.folder / "plugin.yaml"),
                           used);
    view::Translator translator;
    (void)translator.add_domain(manifest.id, manifest.folder / "locales");
    for (const auto locale : view::kLocales) {
        for (const auto& [id, use] : used.by_id) {
            if (translator.has(manifest.id, locale, id)) continue;
            remarks.push_back({true, fmt::format("{}/locales/{}.mo: no translation of \"{}\" of {}",
                                                 manifest.id, locale, id, use.where)});
        }
    }
}

}  // namespace

bool print_remarks(const std::vector<plugins::Remark>& remarks) {
    bool good = true;
    for (const auto& remark : remarks) {
        fmt::print("    {}: {}\n", remark.problem ? "problem" : "warning", remark.text);
        good = good && !remark.problem;
    }
    return good;
}

std::vector<plugins::Remark> inspect_sources(const plugins::Manifest& manifest) {
    RemarkList remarks;
    std::error_code error;
    const fs::path source = fs::canonical(manifest.folder / "plugin.yaml", error).parent_path();
    if (error || !fs::exists(source / "CMakeLists.txt", error)) {
        inspect_compiled_words(manifest, remarks);
        return remarks;
    }
    inspect_code(manifest, source, remarks);
    for (auto& wrong : view::check_unit(source, manifest.id)) {
        // It may stand for what the code puts together, such as the name of an action.
        const bool unused = wrong.ends_with("is used nowhere");
        remarks.push_back({!unused, std::move(wrong)});
    }
    return remarks;
}

}  // namespace kerege::app
