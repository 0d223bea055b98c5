// doctor
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>

#include "host/src/access/password.hpp"
#include "host/src/access/seal.hpp"
#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/audit/chain.hpp"
#include "host/src/data/logins.hpp"
#include "host/src/data/migrator.hpp"
#include "host/src/jobs/queue.hpp"
#include "host/src/mail/mailbox.hpp"
#include "host/src/mail/smtp.hpp"
#include "queries/app.hpp"

namespace kerege::app {
namespace {

namespace fs = std::filesystem;

class Report {
public:
    void good(const std::string& what) { fmt::print("  good     {}\n", what); }
    void problem(const std::string& what) {
        fmt::print("  PROBLEM  {}\n", what);
        ++problems_;
    }
    int problems() const { return problems_; }

private:
    int problems_ = 0;
};

void look_at_files(const Console& console, Report& report) {
    const fs::path looker = console.folders.programs / "kerege-content";
    if (::access(looker.c_str(), X_OK) != 0)
        report.problem(fmt::format("the program {} can't be run: no files are taken from people",
                                   looker.string()));
    for (const char* part : {"templates", "locales", "assets", "migrations"}) {
        const fs::path folder = console.folders.share / part;
        std::error_code error;
        if (fs::is_directory(folder, error)) continue;
        report.problem(fmt::format("the folder {} is not there", folder.string()));
        return;
    }
    report.good("the host's files: " + console.folders.share.string());
}

void look_at_time(const Console& console, Report& report) {
    // 2026-09-01T00:00Z. Kazakhstan is five hours ahead since 2024; an old tz database says six.
    const std::string minute = console.local_time.minute(1788220800000);
    const std::string& zone = console.config.time_zone;
    if (zone == "Asia/Almaty" && minute != "2026-09-01 05:00") {
        report.problem(
            "the system's time zones are out of date: Asia/Almaty is not UTC+5; "
            "update the package tzdata");
    } else {
        report.good(fmt::format("time zone {}: {} now", zone,
                                console.local_time.minute(console.clock.now_ms())));
    }
}

void look_at_limits(const Console& console, Report& report) {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    const rlim_t needed = descriptors_needed(console.config);
    // The host takes what it may have when it serves.
    if (files.rlim_max < needed) {
        report.problem(fmt::format("at most {} files may be open, {} may be needed (ulimit -n)",
                                   files.rlim_max, needed));
    } else {
        report.good(fmt::format("{} files may be open", files.rlim_max));
    }
    const auto began = std::chrono::steady_clock::now();
    (void)access::hash_password("measured", console.config.accounts.password_cost);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - began);
    if (took.count() > 1000) {
        report.problem(fmt::format("one password takes {} ms to check", took.count()));
    } else {
        report.good(fmt::format("one password takes {} ms to check", took.count()));
    }
}

bool look_at_database(Console& console, Report& report) {
    if (!console.database.alive()) {
        report.problem("the database does not answer");
        return false;
    }
    auto transaction = console.database.read();
    transaction.first(queries::app::database_version, {}, [&](const data::Row& row) {
        report.good(fmt::format("the database answers: {}", row.text(0)));
    });
    const std::string missing = data::missing_for_logins(console.database);
    if (!missing.empty()) {
        report.problem("plugins have no logins of their own in the database: " + missing);
    }
    if (console.config.database.dialect == data::Dialect::sqlite) {
        const fs::path folder = fs::path(console.config.database.target).parent_path();
        if (::access(folder.c_str(), W_OK) != 0) {
            report.problem(fmt::format("{} can't be written to", folder.string()));
        }
    }
    return true;
}

void look_at_plugins(const Console& console, Report& report) {
    const auto catalogue = plugins::Catalogue::read(console.folders.plugins);
    for (const auto& entry : catalogue.entries()) {
        if (entry.state != plugins::State::found) {
            report.problem(fmt::format("plugin {} {}: {}", entry.id,
                                       plugins::state_word(entry.state), entry.reason));
        } else if (std::error_code error; !fs::exists(entry.manifest.library(), error)) {
            report.problem(fmt::format("plugin {}: the library {} is not there", entry.id,
                                       entry.manifest.library().string()));
        } else {
            report.good(fmt::format("plugin {} {}", entry.id, entry.manifest.version));
        }
    }
    if (catalogue.entries().empty()) report.problem("there are no plugins");
}

void look_at_events(Console& console, Report& report) {
    try {
        auto transaction = console.database.read();
        transaction.each(queries::app::undelivered, {}, [&](const data::Row& row) {
            report.problem(fmt::format("{} event(s) wait for the module {}, tried {} times",
                                       row.int64(1), row.text(0), row.int64(2)));
        });
        jobs::Queue queue(console.database, console.ids, console.clock);
        if (const int64_t failed = queue.counts({}).failed; failed > 0)
            report.problem(
                fmt::format("{} background job(s) have failed: see kerege job list", failed));
    } catch (const std::logic_error&) {
        report.problem("the database has no tables yet: run `kerege migrate`");
    }
}

void look_at_audit(Console& console, Report& report) {
    try {
        const auto tail = audit::tail(console.database);
        if (tail.stale(console.clock.now_ms()))
            report.problem(fmt::format(
                "{} entries of the audit log wait to be sealed, since {}: no host serves, or its "
                "job audit.seal fails",
                tail.entries, console.local_time.minute(tail.oldest_at_ms)));
    } catch (const std::logic_error&) {  // no tables yet: said of the events
    }
}

void look_at_second_factors(Console& console, Report& report) {
    const access::Sealer sealer(console.config.accounts.second_factor_secret);
    int64_t set_up = 0;
    int64_t opened = 0;
    try {
        auto transaction = console.database.read();
        transaction.each(queries::app::second_factors, {}, [&](const data::Row& row) {
            ++set_up;
            const bool opens =
                sealer.ready() && sealer.open(row.text(1), PersonId{row.int64(0)}.text());
            if (opens) ++opened;
        });
    } catch (const std::logic_error&) {  // no tables yet: said of the events
    }
    if (opened < set_up) {
        report.problem(
            fmt::format("{} second factor(s) can't be checked, and who has them can't "
                        "sign in: second_factor: key_file is {}",
                        set_up - opened, sealer.ready() ? "another one" : "missing"));
    } else if (!sealer.ready()) {
        report.good("no key for second factors is configured: nobody can set one up");
    } else {
        report.good(fmt::format("{} second factor(s), which the key opens", set_up));
    }
}

void look_at_mail(Console& console, Report& report) {
    const auto& mail = console.config.mail;
    if (!mail.configured()) {
        report.good("no mail server is configured: letters are kept, and not sent");
        return;
    }
    try {
        const mail::SmtpSession session(mail);
        report.good(fmt::format("the mail server {}:{} lets us in", mail.host, mail.port));
    } catch (const mail::ServerLost& lost) {
        report.problem(fmt::format("the mail server {}:{}: {}", mail.host, mail.port, lost.what()));
    }
}

void look_at_letters(Console& console, Report& report) {
    try {
        const auto counts = mail::count_letters(console.database, std::nullopt);
        if (counts.failed > 0)
            report.problem(fmt::format(
                "{} letter(s) could not be sent: `kerege mail list` says why", counts.failed));
    } catch (const std::logic_error&) {  // no tables yet: said of the events
    }
}

}  // namespace

int doctor(const Invocation& invocation) {
    Console console(invocation.config);
    Report report;
    look_at_files(console, report);
    look_at_time(console, report);
    look_at_limits(console, report);
    if (look_at_database(console, report)) {
        look_at_events(console, report);
        look_at_letters(console, report);
        look_at_second_factors(console, report);
        look_at_audit(console, report);
    }
    look_at_mail(console, report);
    look_at_plugins(console, report);
    if (report.problems() == 0) return kDone;
    fmt::print("{} problem(s)\n", report.problems());
    return kFailed;
}

}  // namespace kerege::app
