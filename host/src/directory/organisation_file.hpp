// A tree of organisations as a YAML file, for `kerege org import`:
//
//   organisations:
//     - code: kz
//       kind: ministry
//       name: {kk: "…", ru: "…", en: "…"}
//       children:
//         - code: kz-akm
//           kind: region
//           …
//     - code: school-5
//       parent: kz-akm        # instead of standing among its children
//       kind: school
//       bin: "160340016781"
//       name: {kk: "…", ru: "…"}
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "host/src/directory/organisations.hpp"

namespace kerege::directory {

struct FileOrganisation {
    int line = 0;
    std::string parent_code;  // empty: at the top
    NewOrganisation organisation;
};

// The organisations of the file, parents before their children. Fault: log_text is "file:line: …".
Result<std::vector<FileOrganisation>> read_organisations(const std::filesystem::path& file);

struct Imported {
    int created = 0;
    int changed = 0;  // names or BIN
    int unchanged = 0;
};

// Creates what is missing and mends names and BINs, all or nothing; found by code, so a second
// import changes nothing. What the file doesn't name stays. Fault: log_text is "file:line: …" – an
// unknown parent, another kind or parent than before, and what create() refuses. [any]
Result<Imported> import_organisations(data::Database& database, Organisations& organisations,
                                      const std::filesystem::path& file);

}  // namespace kerege::directory
