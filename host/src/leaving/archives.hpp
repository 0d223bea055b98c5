// Archives that were ordered: by an administrator of the organisation or by the operator, made in
// the background, fetched by the administrators, gone after some days. One of an organisation at a
// time.
//
// The files lie in a folder of their own, named by the order's id, and nobody else may read them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "host/src/access/scope.hpp"
#include "host/src/audit/audit.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/files/descriptor.hpp"
#include "host/src/jobs/queue.hpp"
#include "host/src/leaving/school_archive.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::leaving {

inline constexpr std::string_view kArchiveJob = "organisation.archive";

enum class ArchiveState { waiting, ready, failed };

struct Ordered {
    int64_t id = 0;
    ArchiveState state = ArchiveState::waiting;
    int64_t bytes = 0;
    std::string trouble;  // the file that could not be written, while it is tried again, or in vain
    jobs::JobId job;
    int64_t done = 0, total = 0;  // files, while it is being made
    int64_t ordered_at_ms = 0;
    std::optional<int64_t> expires_at_ms;
    std::optional<int64_t> fetched_at_ms;  // for the first time
    std::string by_name;                   // empty: the command line, or the closing of it
};

class Archives {
public:
    // All must outlive this.
    Archives(const ArchiveParts& parts, directory::Organisations& organisations,
             const audit::Audit& audit, jobs::Queue& queue, IdMaker& ids,
             std::filesystem::path folder, int keep_days)
        : parts_(parts),
          archive_(parts),
          organisations_(organisations),
          audit_(audit),
          queue_(queue),
          ids_(ids),
          folder_(std::move(folder)),
          keep_days_(keep_days) {}

    int keep_days() const { return keep_days_; }

    // Fault: conflict while one is being made. What was made before is replaced. [request]
    Result<> order(OrganisationId organisation, PersonId by, std::string_view locale,
                   std::string_view request_id);
    // Keeps one that is ready until that instant at least. [any]
    void keep_until(OrganisationId organisation, int64_t until_ms);
    // The last one, or none. [request]
    std::optional<Ordered> of(OrganisationId organisation);
    struct Opened {
        std::string name;
        files::Descriptor file;
    };
    // Of the scope's own organisation. Fault: not_found, also when its days are over. [request]
    Result<Opened> open(const access::Scope& scope, int64_t id, std::string_view request_id);

    // Makes the one the job names; where it is gone meanwhile, nothing. Fault: unavailable. [job]
    Result<> run(jobs::Running& running);
    // Removes those whose days are over, and files of none. [job]
    void forget_old();

private:
    std::filesystem::path file_of(int64_t id) const;
    bool finish(int64_t id, std::string_view state, int64_t bytes, std::string_view trouble);
    void make(int64_t id, const directory::Organisation& organisation, std::string_view locale,
              jobs::Running& running);
    void remove_beginnings(int64_t id) const;

    const ArchiveParts parts_;
    SchoolArchive archive_;
    directory::Organisations& organisations_;
    const audit::Audit& audit_;
    jobs::Queue& queue_;
    IdMaker& ids_;
    const std::filesystem::path folder_;
    const int keep_days_;
};

// Taken along without an order: on the command line. The audit log says so.
void note_taken(data::Transaction& transaction, const audit::Audit& audit,
                OrganisationId organisation, PersonId by, std::string_view request_id);

}  // namespace kerege::leaving
