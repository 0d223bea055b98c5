// What is published as open data: made now and then by a job and kept, so that a visitor reads what
// was made and nothing is counted for them. The tables are for the pages, the files for downloads.
//
// The files lie in a folder of their own, named by the snapshot's id. They hold nothing of people.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/base/log.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/organisations.hpp"
#include "host/src/directory/standing.hpp"
#include "host/src/files/descriptor.hpp"
#include "host/src/open_data/protection.hpp"
#include "host/src/open_data/settings.hpp"
#include "host/src/view/translator.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::open_data {

inline constexpr std::string_view kSnapshotJob = "open_data.snapshot";
// By what they are downloaded.
inline constexpr std::string_view kFiles[] = {"organisations.csv", "counts.csv", "open-data.json",
                                              "datapackage.json"};

struct Snapshot {
    int64_t id = 0;
    int64_t made_at_ms = 0;
    std::string day;           // whose numbers they are, YYYY-MM-DD
    std::string organisation;  // the code of the one at the top
    int at_least = 0;
    int64_t organisations = 0;  // how many are in it
    std::vector<Field> fields;
};

// An organisation as it was when the snapshot was made.
struct Published {
    directory::Organisation organisation;
    std::string parent_code;  // empty: the top
    std::string status;
    int64_t beneath = 0;  // how many stand right beneath it
    Cells own;            // the organisation itself
    Cells all;            // and all beneath it
};

// What it is made of; all must outlive the snapshots.
struct SnapshotParts {
    data::Database& database;
    directory::Organisations& organisations;
    directory::Standings& standings;
    const audit::Audit& audit;
    const view::Translator& translator;
    IdMaker& ids;
    const Clock& clock;
    const LocalTime& local_time;
    const Log& log;
};

class Snapshots {
public:
    Snapshots(const SnapshotParts& parts, std::filesystem::path folder, Settings settings)
        : parts_(parts), folder_(std::move(folder)), settings_(std::move(settings)) {}

    const Settings& settings() const { return settings_; }

    // The one that is published, if there is one of what the settings say. [any]
    std::optional<Snapshot> current();
    // Whether the day, week, month or quarter has come for which there is none. [any]
    bool due();
    // Counts, and puts a new one in the place of the one before. by: none for the command line and
    // the host itself. go_on: asked now and then. Fault: not_found (no such organisation), invalid
    // (nothing is to be published), unavailable (broken off, or the files can't be written). [job]
    Result<Snapshot> make(PersonId by, const std::function<bool()>& go_on);

    // [any]
    std::optional<Published> find(const Snapshot& snapshot, std::string_view code);
    // Right beneath one, by name.
    std::vector<Published> beneath(const Snapshot& snapshot, const Published& one, int64_t skipped,
                                   int64_t most);
    // Fault: not_found for a name that is none of kFiles; unavailable where another host made it.
    Result<files::Descriptor> open(const Snapshot& snapshot, std::string_view file);

private:
    std::filesystem::path file_of(int64_t id, std::string_view file) const;
    std::string period_of(int64_t at_ms) const;
    std::vector<Published> read_tree(OrganisationId top);
    void fill(data::Transaction& transaction, const Snapshot& snapshot, Counts& settled,
              Published& one);
    void write_files(const Snapshot& snapshot, const std::vector<Published>& lines);
    void keep(const Snapshot& snapshot, const std::vector<Published>& lines,
              const std::vector<Counts>& settled, PersonId by);
    void remove_before(int64_t id) const;

    const SnapshotParts parts_;
    const std::filesystem::path folder_;
    const Settings settings_;
};

}  // namespace kerege::open_data
