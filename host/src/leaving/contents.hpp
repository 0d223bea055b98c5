// What tells of the other files of an archive: for people, and for programs. Internal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/leaving/table.hpp"
#include "host/src/plugins/catalogue.hpp"
#include "host/src/view/translator.hpp"

namespace kerege::leaving {

// Of which organisation, when, and in the words of which modules.
struct Contents {
    const view::Translator& translator;
    const plugins::Catalogue& modules;
    std::string organisation;  // its name
    std::string code;
    std::string made;  // 2026-09-01T03:00:00.000Z
    const std::vector<Table>& tables;
};

// A text in one language: what the archive is, and what is in each file.
std::string readme_of(const Contents& contents, std::string_view locale);

// datapackage.json (Frictionless Data Package): each table with its columns, types and key, in the
// words of that language. rows: how many each table turned out to have.
std::string datapackage_of(const Contents& contents, std::string_view locale,
                           const std::vector<int64_t>& rows);

}  // namespace kerege::leaving
