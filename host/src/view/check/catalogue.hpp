// A gettext source file (.po) as its translators wrote it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kerege::view {

struct CatalogueEntry {
    int line = 0;
    bool is_fuzzy = false;
    std::string id;
    std::string plural_id;           // empty: no plural forms
    std::vector<std::string> texts;  // one, or one for each plural form
};

struct Catalogue {
    std::string header;
    std::vector<CatalogueEntry> entries;
    int plural_forms = 0;  // the header's nplurals
};

// Throws std::runtime_error: can't be read, or a line that is none of gettext's.
Catalogue read_catalogue(const std::filesystem::path& file);

}  // namespace kerege::view
