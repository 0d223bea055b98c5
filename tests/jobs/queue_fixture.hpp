// A queue on a database with three schools.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/src/jobs/queue.hpp"
#include "tests/support/host_database.hpp"

namespace kerege::jobs {

class QueueFixture : public test::HostDatabaseTest {
protected:
    static constexpr OrganisationId kSchool{10};
    static constexpr OrganisationId kOther{11};
    static constexpr std::chrono::milliseconds kLease{60'000};

    void SetUp() override {
        HostDatabaseTest::SetUp();
        if (IsSkipped()) return;
        database->run(
            "insert into core_organisation (id, kind, code, name_kk, name_ru, name_en, "
            "created_at_ms) values (1, 'region', 'r', 'r', 'r', 'r', 0), "
            "(10, 'school', 's10', 's', 's', 's', 0), (11, 'school', 's11', 's', 's', 's', 0), "
            "(12, 'school', 's12', 's', 's', 's', 0)");
        queue = std::make_unique<Queue>(**database, ids, clock);
    }

    JobId add(const char* module, OrganisationId organisation, const char* kind,
              const char* key = "") {
        auto transaction = (**database).write();
        const JobId id = queue->add(transaction, {module, organisation, kind, key});
        transaction.commit();
        return id;
    }
    // Where the host has found a module to be on.
    void reach(const std::string& module, const std::vector<int>& organisations) {
        for (const int organisation : organisations) {
            database->run("insert into core_module_reach (module, organisation_id) values ('" +
                          module + "', " + std::to_string(organisation) + ")");
        }
    }
    std::optional<Facts> look(JobId id) {
        auto transaction = (**database).read();
        return queue->facts(transaction, "letters", kSchool, id);
    }
    bool cancel(OrganisationId organisation, JobId id) {
        auto transaction = (**database).write();
        const bool done = queue->cancel(transaction, "letters", organisation, id);
        transaction.commit();
        return done;
    }
    std::optional<FaultKind> retry(JobId id) { return change(&Queue::retry, id); }
    std::optional<FaultKind> stop(JobId id) { return change(&Queue::stop, id); }
    int64_t count(const std::string& state) {
        return database->number("select count(*) from core_job where state = '" + state + "'");
    }

    std::unique_ptr<Queue> queue;

private:
    std::optional<FaultKind> change(Result<> (Queue::*what)(data::Transaction&, JobId), JobId id) {
        auto transaction = (**database).write();
        const auto done = ((*queue).*what)(transaction, id);
        transaction.commit();
        if (!done.ok()) return done.fault().kind;
        return {};
    }
};

}  // namespace kerege::jobs
