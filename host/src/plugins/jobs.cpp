#include "host/src/plugins/jobs.hpp"

#include "host/src/plugins/call.hpp"

namespace kerege::plugins {

void add_jobs(Plugin& plugin, jobs::Runner& runner) {
    for (const JobEntry& declared : plugin.manifest.jobs) {
        jobs::Kind kind;
        kind.module = plugin.manifest.id;
        kind.name = declared.kind;
        kind.label = declared.label;
        kind.attempts_max = declared.attempts_max;
        kind.deadline = declared.deadline;
        kind.schedule = declared.schedule;
        kind.run = [&plugin](jobs::Running& running) { return run_job(plugin, running); };
        kind.on = [&plugin](OrganisationId organisation) {
            return plugin.lent.modules.on(plugin.module_index, organisation);
        };
        runner.add(std::move(kind));
    }
}

}  // namespace kerege::plugins
