// plugin new
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "host/src/app/command.hpp"
#include "host/src/app/folders.hpp"
#include "host/src/plugins/manifest.hpp"

namespace kerege::app {
namespace {

namespace fs = std::filesystem;

// What stands for the names of the plugin in share/kerege/plugin-template.
struct Names {
    std::string id;
    std::string vendor;

    void put_into(std::string& text) const {
        for (const auto& [marker, name] : {std::pair<std::string_view, std::string>("@ID@", id),
                                           {"@SQL_ID@", plugins::sql_owner(id)},
                                           {"@VENDOR@", quoted(vendor)}}) {
            for (size_t at = text.find(marker); at != std::string::npos;
                 at = text.find(marker, at + name.size()))
                text.replace(at, marker.size(), name);
        }
    }

private:
    // As YAML takes any text.
    static std::string quoted(const std::string& text) {
        std::string result = "\"";
        for (const char c : text) {
            if (c == '"' || c == '\\') result += '\\';
            result += c;
        }
        return result + '"';
    }
};

Names names_of(const Invocation& invocation) {
    Names names{invocation.arguments[0], {}};
    if (const auto good = plugins::check_plugin_id(names.id); !good.ok())
        throw Failure(good.fault().log_text, kUsage);
    names.vendor = invocation.option("vendor", names.id.substr(0, names.id.find('.')));
    const bool clean = std::none_of(names.vendor.begin(), names.vendor.end(),
                                    [](unsigned char c) { return c < 0x20 || c == 0x7F; });
    if (names.vendor.empty() || !clean) throw Failure("--vendor is a name on one line", kUsage);
    return names;
}

void write_from_template(const fs::path& from, const fs::path& to, const Names& names) {
    std::ifstream in(from, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    names.put_into(text);
    fs::create_directories(to.parent_path());
    std::ofstream out(to, std::ios::binary);
    out << text;
    out.close();
    if (!in || !out) throw Failure(fmt::format("{}: can't be written", to.string()));
}

// What to type next, as it works from here.
void print_next(const fs::path& folder, const fs::path& prefix, const std::string& id) {
    const bool known = prefix == "/usr" || prefix == "/usr/local";
    fmt::print("{} is written. It builds and runs as it is:\n\n", folder.string());
    fmt::print("    cd {}\n", folder.lexically_proximate(fs::current_path()).string());
    fmt::print("    cmake -S . -B build -G Ninja{}\n",
               known ? "" : " -DCMAKE_PREFIX_PATH=" + prefix.string());
    fmt::print("    cmake --build build\n    ctest --test-dir build\n");
    fmt::print("    {} plugin run build/plugins/{}\n",
               known ? "kerege" : (prefix / "bin" / "kerege").string(), id);
}

}  // namespace

int plugin_new(const Invocation& invocation) {
    const Names names = names_of(invocation);
    const fs::path folder = fs::absolute(invocation.option("folder", names.id)).lexically_normal();
    std::error_code error;
    if (fs::exists(fs::symlink_status(folder, error)))
        throw Failure(fmt::format("{}: is there already", folder.string()));
    const fs::path share = find_folders(invocation.config).share;
    const fs::path skeleton = share / "plugin-template";
    if (!fs::exists(skeleton / "plugin.yaml", error))
        throw Failure(
            fmt::format("{}: is not there; it comes with the program", skeleton.string()));
    for (const auto& entry : fs::recursive_directory_iterator(skeleton)) {
        if (entry.is_regular_file())
            write_from_template(entry.path(), folder / entry.path().lexically_relative(skeleton),
                                names);
    }
    print_next(folder, share.parent_path().parent_path(), names.id);
    return kDone;
}

}  // namespace kerege::app
