#include "host/src/view/assets.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

namespace kerege::view {

namespace {

constexpr std::pair<std::string_view, std::string_view> kContentTypes[] = {
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".woff2", "font/woff2"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".txt", "text/plain; charset=utf-8"},
    {".pdf", "application/pdf"},
};

std::string_view content_type(const std::filesystem::path& file) {
    const std::string extension = file.extension().string();
    for (const auto& [known, type] : kContentTypes) {
        if (known == extension) return type;
    }
    return {};
}

std::optional<std::string> read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return {};
    return std::string{std::istreambuf_iterator<char>(in), {}};
}

std::filesystem::path with(std::filesystem::path file, const char* ending) {
    return file += ending;
}

// A manifest may name files of its own folder only.
bool is_inside(const std::filesystem::path& file) {
    if (file.empty() || file.is_absolute()) return false;
    for (const auto& part : file) {
        if (part == "..") return false;
    }
    return true;
}

// JSON is YAML, and a manifest one flat object.
Result<std::map<std::string, std::string>> read_manifest(const std::filesystem::path& file) {
    const auto text = read(file);
    if (!text) return invalid(fmt::format("{}: can't be read", file.string()));
    try {
        const YAML::Node root = YAML::Load(*text);
        if (!root.IsMap()) return invalid(fmt::format("{}: not an object", file.string()));
        return root.as<std::map<std::string, std::string>>();
    } catch (const YAML::Exception& wrong) {
        return invalid(fmt::format("{}: {}", file.string(), wrong.what()));
    }
}

Result<Asset> read_asset(const std::filesystem::path& file) {
    Asset asset;
    asset.content_type = content_type(file);
    if (asset.content_type.empty()) {
        return invalid(fmt::format("{}: a kind of file that is not served", file.string()));
    }
    auto plain = read(file);
    if (!plain) return invalid(fmt::format("{}: can't be read", file.string()));
    asset.plain = std::move(*plain);
    asset.gzip = read(with(file, ".gz")).value_or("");
    asset.brotli = read(with(file, ".br")).value_or("");
    return asset;
}

}  // namespace

Result<> Assets::add_folder(const std::string& prefix, const std::filesystem::path& folder) {
    const auto manifest = read_manifest(folder / "manifest.json");
    if (!manifest) return manifest.fault();
    std::map<std::string, Asset> assets;
    std::map<std::string, std::string> urls;
    for (const auto& [name, file] : *manifest) {
        if (!is_inside(file)) {
            return invalid(fmt::format("{}: the file of {} lies outside",
                                       (folder / "manifest.json").string(), name));
        }
        auto asset = read_asset(folder / file);
        if (!asset) return asset.fault();
        const std::string url = fmt::format("{}/{}", prefix, file);
        assets.insert_or_assign(url, std::move(*asset));
        urls.insert_or_assign(fmt::format("{}/{}", prefix, name), url);
    }
    for (auto& [path, asset] : assets) by_path_.insert_or_assign(path, std::move(asset));
    for (auto& [name, url] : urls) urls_.insert_or_assign(name, std::move(url));
    return success();
}

std::string_view Assets::url(std::string_view prefix, std::string_view name) const {
    const auto found = urls_.find(fmt::format("{}/{}", prefix, name));
    return found == urls_.end() ? std::string_view() : std::string_view(found->second);
}

const Asset* Assets::find(std::string_view path) const {
    const auto found = by_path_.find(path);
    return found == by_path_.end() ? nullptr : &found->second;
}

}  // namespace kerege::view
