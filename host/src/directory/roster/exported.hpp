// The people of an organisation as a file to take along; its own import reads each of them back and
// finds nothing changed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/organisations.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::directory::roster {

// By their names: staff.csv, staff.xlsx, learners.csv, learners.xlsx (with their guardians), and
// with everybody oneroster.zip, sds-1.zip and sds-2.1.zip (School Data Sync).
enum class ExportFile {
    staff_csv,
    staff_xlsx,
    learners_csv,
    learners_xlsx,
    one_roster,
    sds_1,
    sds_2
};
std::optional<ExportFile> export_file(std::string_view name);
// For the answer's Content-Type.
std::string_view media_type(ExportFile file);

// Who takes the list along.
struct Exporter {
    PersonId by;
    std::string_view request_id = {};
};

// Writes entries list.exported in the audit as well: it is a view of everybody in it. [request]
std::string export_people(data::Database& database, const audit::Audit& audit,
                          const Organisation& organisation, ExportFile file,
                          const Exporter& exporter, const Clock& clock,
                          const LocalTime& local_time);

// The list of that name with its heading alone, to be filled in and imported; nullopt for those
// that are no tables. locale: kk, ru or en.
std::optional<std::string> template_file(ExportFile file, std::string_view locale, int64_t at_s);

// The files of an archive of the whole organisation, by their names: staff.csv, learners.csv and
// oneroster.zip. In memory: some kilobytes a person. [job]
std::vector<std::pair<std::string, std::string>> exported_files(data::Transaction& transaction,
                                                                const Organisation& organisation,
                                                                const std::string& today,
                                                                int64_t at_s);

// Who takes everything along sees everybody. Within the transaction. `file`: as people call it.
void note_export(data::Transaction& transaction, const audit::Audit& audit,
                 OrganisationId organisation, std::string_view file, const Exporter& exporter);

}  // namespace kerege::directory::roster
