// A tree of organisations as a YAML file, for `kerege org import` and `kerege org export`:
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
//       administrator: {family_name: …, given_name: …, position: …, email: …, phone: …, language:
//       kk} status: {state: suspended, from: 2027-01-01, reason: "…"}   # without it active
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "host/src/directory/organisations.hpp"
#include "host/src/directory/standing.hpp"

namespace kerege::directory {

struct FileOrganisation {
    int line = 0;
    std::string parent_code;  // empty: at the top
    NewOrganisation organisation;
    StatusWish status;  // of an empty state: the file says nothing of it
    // Its first administrator, where the file names one. Checked and appointed by the caller.
    struct Administrator {
        std::string family_name, given_name, patronymic, position, email, phone;
        std::string language = "kk";
        int line = 0;
    };
    std::optional<Administrator> administrator;
};

// The organisations of the file, parents before their children. Fault: log_text is "file:line: …".
Result<std::vector<FileOrganisation>> read_organisations(const std::filesystem::path& file);
// The same of a text; `name` stands for the file in what is said of it.
Result<std::vector<FileOrganisation>> parse_organisations(const std::string& text,
                                                          const std::string& name);

struct Imported {
    int created = 0;
    int changed = 0;  // names, BIN, addresses or the state
    int unchanged = 0;
};

// Tried: all is looked at, and nothing written.
enum class ImportMode { done, tried };

// What is wrong in a line, in its own words for people where it has some.
struct LineFault {
    int line = 0;
    std::string code;
    Fault fault;
};

struct ImportWish {
    std::string name;  // of the file, for what is said of it
    ImportMode mode = ImportMode::done;
    OrganisationId top = {};  // what lies outside of its tree is refused; none: nothing does
    PersonId by = {};
    std::vector<LineFault>* faults = nullptr;  // gets all of them, not only the first
};

// Creates what is missing and mends names, BINs, addresses and states, all or nothing; found by
// code, so a second import changes nothing. What the file doesn't name stays. Fault: log_text is
// "file:line: …" – an unknown parent, another kind or parent than before, and what create()
// refuses. [any]
Result<Imported> import_organisations(data::Database& database, Organisations& organisations,
                                      Standings& standings,
                                      const std::vector<FileOrganisation>& wanted,
                                      const ImportWish& wish);
Result<Imported> import_organisations(data::Database& database, Organisations& organisations,
                                      Standings& standings, const std::filesystem::path& file,
                                      ImportMode mode = ImportMode::done);

// The organisation and all beneath it as such a file, without a top all of them; the states that
// hold today. Importing it changes nothing. [any]
std::string export_organisations(Organisations& organisations, Standings& standings,
                                 OrganisationId top);

}  // namespace kerege::directory
