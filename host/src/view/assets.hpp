// Files of the browser: styles, scripts, fonts, icons; fingerprinted and compressed by the build.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "kerege/sdk/result.hpp"

namespace kerege::view {

struct Asset {
    std::string content_type;
    std::string plain;
    std::string gzip;    // empty: not compressed
    std::string brotli;  // empty: not compressed
};

class Assets {
public:
    // Reads <folder>/manifest.json ("app.css" → "app-3f2a….css") and the files it names, with their
    // .gz and .br beside them. Served under `prefix` ("/assets", "/assets/journal"). Called once
    // for the host and once for each plugin with a static/ folder. Fault: no manifest, a file
    // missing, outside the folder or of a kind that is not served; then nothing was added.
    // [control]
    Result<> add_folder(const std::string& prefix, const std::filesystem::path& folder);
    // "/assets/app-3f2a….css" for prefix "/assets" and name "app.css"; empty if there is none.
    // [any]
    std::string_view url(std::string_view prefix, std::string_view name) const;
    // By path; null if there is none. [any]
    const Asset* find(std::string_view path) const;

private:
    std::map<std::string, Asset, std::less<>> by_path_;
    std::map<std::string, std::string, std::less<>> urls_;
};

}  // namespace kerege::view
