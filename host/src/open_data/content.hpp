// The files of a snapshot: tables as CSV, all of it as JSON, and what describes both for programs.
// Internal, pure.
#pragma once

#include <string>
#include <vector>

#include "host/src/open_data/snapshots.hpp"
#include "host/src/view/translator.hpp"

namespace kerege::open_data {

std::string organisations_csv(const std::vector<Published>& lines);
// One line for each number of each organisation, and of those with others beneath them for each
// sum.
std::string counts_csv(const Snapshot& snapshot, const std::vector<Published>& lines);
std::string all_json(const Snapshot& snapshot, const std::vector<Published>& lines);
// datapackage.json (Frictionless Data Package), its titles in each language.
std::string package_json(const Snapshot& snapshot, const std::vector<Published>& lines,
                         const view::Translator& translator);

}  // namespace kerege::open_data
