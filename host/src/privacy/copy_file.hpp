// A copy as it is handed over: a zip with a file for programs and one for people. Internal.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "host/src/privacy/personal_parts.hpp"
#include "host/src/view/renderer.hpp"

namespace kerege::privacy {

// What stands on top of it.
struct CopyHead {
    std::string name;  // whose data they are
    std::string made;  // 2026-09-01 08:05
    std::string locale;
};

// "kerege-personal-data/1": docs/reference/personal-data.md.
std::string copy_as_json(const CopyHead& head, const std::vector<PersonalPart>& parts);
// A page that needs nothing else.
std::string copy_as_page(const view::Renderer& renderer, const CopyHead& head,
                         const std::vector<PersonalPart>& parts);

// Writes the zip. at_s: since 1970, when it was made. Throws std::runtime_error: the disk.
void write_copy(const std::filesystem::path& file, int64_t at_s, std::string json,
                std::string page);

}  // namespace kerege::privacy
