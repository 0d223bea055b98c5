#include "host/src/app/metrics.hpp"

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

#include "host/src/app/metrics_families.hpp"
#include "host/src/audit/chain.hpp"
#include "host/src/plugins/events.hpp"
#include "host/src/plugins/numbers.hpp"
#include "host/src/privacy/eraser.hpp"
#include "version.hpp"

namespace kerege::app {
namespace {

void add_requests(Families& all, const Measured& measured) {
    static constexpr const char* classes[] = {"1xx", "2xx", "3xx", "4xx", "5xx"};
    for (const auto& line : measured.traffic.lines()) {
        for (size_t i = 0; i < http::Traffic::kClasses; ++i) {
            if (line.by_class[i] == 0) continue;
            all.counter("kerege_http_requests_total",
                        "Requests by the pattern of their route and the kind of status.",
                        static_cast<double>(line.by_class[i]),
                        {{"method", line.method}, {"route", line.route}, {"status", classes[i]}});
        }
    }
    all.histogram("kerege_http_request_duration_seconds",
                  "From a request that was read whole to its answer.", measured.traffic.timing());
    const auto server = measured.server.numbers();
    all.gauge("kerege_http_requests_in_flight", "Requests being handled.", server.under_way);
    all.gauge("kerege_http_connections", "Open connections.", server.connections);
    all.gauge("kerege_http_connections_parked", "Open connections that wait for a request.",
              server.parked);
    all.gauge("kerege_http_queue", "Connections with a request that wait for a thread.",
              server.queued);
    all.gauge("kerege_http_threads", "Threads that handle requests.", server.threads);
}

void add_plugins(Families& all, const Measured& measured) {
    for (const auto& plugin : plugins::numbers_of(measured.plugins)) {
        const Families::Labels labels = {{"plugin", plugin.id}};
        all.gauge("kerege_plugin_up", "Whether the plugin is loaded and its worker is there.",
                  plugin.up ? 1 : 0, labels);
        all.counter("kerege_plugin_faults_total", "Calls of the plugin that failed.",
                    static_cast<double>(plugin.faults), labels);
        all.histogram("kerege_plugin_call_duration_seconds",
                      "Requests, slots and events the plugin handled.", plugin.calls, labels);
        if (!plugin.in_worker) continue;
        all.gauge("kerege_worker_resident_bytes", "Memory of the plugin's worker.",
                  static_cast<double>(plugin.resident_bytes), labels);
        all.counter("kerege_worker_deaths_total", "Workers of the plugin that ended or were ended.",
                    static_cast<double>(plugin.deaths), labels);
        all.gauge("kerege_worker_parked", "Whether the plugin was given up until the next start.",
                  plugin.parked ? 1 : 0, labels);
    }
}

void add_database(Families& all, const Measured& measured) {
    const auto database = measured.database.numbers();
    all.gauge("kerege_database_connections_max", "Connections the host may open.",
              database.connections_max);
    all.gauge("kerege_database_connections_in_use", "Connections with a transaction.",
              database.lent);
    all.gauge("kerege_database_connections_idle", "Open connections without one.", database.idle);
    all.counter("kerege_database_waits_total", "Waits for a connection or the write lock.",
                static_cast<double>(database.waits));
    constexpr double us_per_s = 1e6;
    all.counter("kerege_database_wait_seconds_total", "How long these waits took together.",
                static_cast<double>(database.waited.count()) / us_per_s);
    all.counter("kerege_database_waits_failed_total", "Waits that ended with 503.",
                static_cast<double>(database.refused));
    all.counter("kerege_database_statements_total", "Statements run.",
                static_cast<double>(database.statements));
    const auto look_ups = measured.sessions.look_ups();
    for (const auto& [from, count] :
         {std::pair("memory", look_ups.from_memory), {"database", look_ups.from_database}}) {
        all.counter("kerege_session_lookups_total", "Sessions found in memory, or asked for.",
                    static_cast<double>(count), {{"from", from}});
    }
    try {
        for (const auto& one : measured.plugins.deliverer().backlog()) {
            all.gauge("kerege_events_waiting", "Events not delivered to the plugin yet.",
                      static_cast<double>(one.waiting), {{"plugin", one.module}});
            all.gauge("kerege_events_failing", "Of these, tried three times and more.",
                      static_cast<double>(one.failing), {{"plugin", one.module}});
        }
        const auto tail = audit::tail(measured.database);
        all.gauge("kerege_audit_unsealed", "Entries of the audit log that wait to be sealed.",
                  static_cast<double>(tail.entries));
        if (tail.entries > 0) {
            constexpr double ms_per_s = 1e3;
            all.gauge("kerege_audit_unsealed_oldest_timestamp_seconds",
                      "When the oldest of them was written.",
                      static_cast<double>(tail.oldest_at_ms) / ms_per_s);
        }
        all.gauge(
            "kerege_erasures_overdue", "Deleted profiles that should have been erased by now.",
            static_cast<double>(privacy::overdue_erasures(measured.database, measured.today)));
        all.gauge("kerege_database_up", "Whether the database answers.", 1);
    } catch (const data::Unavailable&) {
        all.gauge("kerege_database_up", "Whether the database answers.", 0);
    }
}

int open_descriptors() {
    DIR* folder = ::opendir("/proc/self/fd");
    if (!folder) return 0;
    int count = -3;  // itself, "." and ".."
    while (::readdir(folder)) ++count;
    ::closedir(folder);
    return count;
}

// By the names that dashboards know.
void add_process(Families& all, const Measured& measured) {
    int64_t size = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> size >> resident;
    all.gauge("process_resident_memory_bytes", "Memory of the host, without workers.",
              static_cast<double>(resident * ::sysconf(_SC_PAGESIZE)));
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    all.counter("process_cpu_seconds_total", "Time of the processors.",
                seconds(used.ru_utime) + seconds(used.ru_stime));
    all.gauge("process_open_fds", "Open descriptors.", open_descriptors());
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    all.gauge("process_max_fds", "Descriptors that may be open.",
              static_cast<double>(files.rlim_cur));
    all.gauge("process_start_time_seconds", "When the host started.",
              static_cast<double>(measured.started_at_s));
    all.gauge("kerege_build_info", "Always 1.", 1, {{"version", kVersion}});
}

}  // namespace

std::string metrics_text(const Measured& measured) {
    Families all;
    add_requests(all, measured);
    add_plugins(all, measured);
    add_database(all, measured);
    add_process(all, measured);
    return all.text();
}

}  // namespace kerege::app
