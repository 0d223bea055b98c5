#include "host/src/app/doctor.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <map>

#include "host/src/access/password.hpp"
#include "host/src/access/seal.hpp"
#include "host/src/audit/chain.hpp"
#include "host/src/data/logins.hpp"
#include "host/src/jobs/queue.hpp"
#include "host/src/mail/mailbox.hpp"
#include "host/src/mail/smtp.hpp"
#include "host/src/privacy/closings.hpp"
#include "host/src/privacy/eraser.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/app.hpp"

namespace kerege::app {
namespace {

namespace fs = std::filesystem;

constexpr int kLapsingDays = 30;
constexpr std::string_view kNoTables =
    KEREGE_TR("the database has no tables yet: run `kerege migrate`");
constexpr std::string_view kMailTrouble = KEREGE_TR("the mail server {server}: {trouble}");

class Report {
public:
    using Values = std::vector<std::pair<std::string, std::string>>;

    void good(std::string_view words, Values values = {}) {
        findings.push_back({pages::Level::good, words, std::move(values)});
    }
    void unset(std::string_view words) { findings.push_back({pages::Level::unset, words, {}}); }
    void problem(std::string_view words, Values values = {}) {
        findings.push_back({pages::Level::problem, words, std::move(values)});
    }

    std::vector<pages::Finding> findings;
};

std::string text_of(int64_t number) { return std::to_string(number); }

void look_at_files(const Console& console, Report& report) {
    const fs::path looker = console.folders.programs / "kerege-content";
    if (::access(looker.c_str(), X_OK) != 0)
        report.problem(
            KEREGE_TR("the program {program} can't be run: no files are taken from people"),
            {{"program", looker.string()}});
    for (const char* part : {"templates", "locales", "assets", "migrations"}) {
        const fs::path folder = console.folders.share / part;
        std::error_code error;
        if (fs::is_directory(folder, error)) continue;
        report.problem(KEREGE_TR("the folder {folder} is not there"),
                       {{"folder", folder.string()}});
        return;
    }
    report.good(KEREGE_TR("the host's files: {folder}"),
                {{"folder", console.folders.share.string()}});
}

void look_at_time(const Console& console, Report& report) {
    // 2026-09-01T00:00Z. Kazakhstan is five hours ahead since 2024; an old tz database says six.
    const std::string minute = console.local_time.minute(1788220800000);
    const std::string& zone = console.config.time_zone;
    if (zone == "Asia/Almaty" && minute != "2026-09-01 05:00") {
        report.problem(
            KEREGE_TR("the system's time zones are out of date: Asia/Almaty is not UTC+5; update "
                      "the package tzdata"));
    } else {
        report.good(
            KEREGE_TR("time zone {zone}: {minute} now"),
            {{"zone", zone}, {"minute", console.local_time.minute(console.clock.now_ms())}});
    }
}

void look_at_limits(const Console& console, Report& report) {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    const rlim_t needed = descriptors_needed(console.config);
    // The host takes what it may have when it serves.
    if (files.rlim_max < needed) {
        report.problem(
            KEREGE_TR("at most {most} files may be open, {needed} may be needed (ulimit -n)"),
            {{"most", std::to_string(files.rlim_max)}, {"needed", std::to_string(needed)}});
    } else {
        report.good(KEREGE_TR("{most} files may be open"),
                    {{"most", std::to_string(files.rlim_max)}});
    }
    const auto began = std::chrono::steady_clock::now();
    (void)access::hash_password("measured", console.config.accounts.password_cost);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - began);
    constexpr std::string_view kTakes = KEREGE_TR("one password takes {ms} ms to check");
    const Report::Values ms = {{"ms", text_of(took.count())}};
    if (took.count() > 1000) {
        report.problem(kTakes, ms);
    } else {
        report.good(kTakes, ms);
    }
}

bool look_at_database(Console& console, Report& report) {
    if (!console.database.alive()) {
        report.problem(KEREGE_TR("the database does not answer"));
        return false;
    }
    {
        auto transaction = console.database.read();
        transaction.first(queries::app::database_version, {}, [&](const data::Row& row) {
            report.good(KEREGE_TR("the database answers: {version}"),
                        {{"version", std::string(row.text(0))}});
        });
    }
    const std::string missing = data::missing_for_logins(console.database);
    if (!missing.empty()) {
        report.problem(KEREGE_TR("plugins have no logins of their own in the database: {missing}"),
                       {{"missing", missing}});
    }
    if (console.config.database.dialect == data::Dialect::sqlite) {
        const fs::path folder = fs::path(console.config.database.target).parent_path();
        if (::access(folder.c_str(), W_OK) != 0) {
            report.problem(KEREGE_TR("{folder} can't be written to"),
                           {{"folder", folder.string()}});
        }
    }
    return true;
}

void look_at_plugins(const plugins::Catalogue& catalogue, Report& report) {
    for (const auto& entry : catalogue.entries()) {
        const bool usable =
            entry.state == plugins::State::found || entry.state == plugins::State::loaded;
        if (!usable) {
            report.problem(KEREGE_TR("plugin {plugin} {state}: {reason}"),
                           {{"plugin", entry.id},
                            {"state", std::string(plugins::state_word(entry.state))},
                            {"reason", entry.reason}});
        } else if (std::error_code error; !fs::exists(entry.manifest.library(), error)) {
            report.problem(KEREGE_TR("plugin {plugin}: the library {library} is not there"),
                           {{"plugin", entry.id}, {"library", entry.manifest.library().string()}});
        } else {
            report.good(KEREGE_TR("plugin {plugin} {version}"),
                        {{"plugin", entry.id}, {"version", entry.manifest.version}});
        }
    }
    if (catalogue.entries().empty()) report.problem(KEREGE_TR("there are no plugins"));
}

void look_at_events(Console& console, Report& report) {
    try {
        auto transaction = console.database.read();
        transaction.each(queries::app::undelivered, {}, [&](const data::Row& row) {
            report.problem(
                KEREGE_TR("{count} event(s) wait for the module {module}, tried {times} times"),
                {{"count", text_of(row.int64(1))},
                 {"module", std::string(row.text(0))},
                 {"times", text_of(row.int64(2))}});
        });
    } catch (const std::logic_error&) {
        report.problem(kNoTables);
        return;
    }
    jobs::Queue queue(console.database, console.ids, console.clock);
    if (const int64_t failed = queue.counts({}).failed; failed > 0)
        report.problem(KEREGE_TR("{count} background job(s) have failed: see kerege job list"),
                       {{"count", text_of(failed)}});
}

void look_at_audit(Console& console, Report& report) {
    try {
        const auto tail = audit::tail(console.database);
        if (tail.stale(console.clock.now_ms()))
            report.problem(
                KEREGE_TR("{count} entries of the audit log wait to be sealed, since {minute}: no "
                          "host serves, or its job audit.seal fails"),
                {{"count", text_of(tail.entries)},
                 {"minute", console.local_time.minute(tail.oldest_at_ms)}});
    } catch (const std::logic_error&) {  // no tables yet: said of the events
    }
}

// Each host serves what any of them has made.
void look_at_made_files(Console& console, Report& report) {
    std::map<std::string, int64_t> missing;  // by folder
    try {
        auto transaction = console.database.read();
        transaction.each(
            queries::app::made_files, {console.clock.now_ms()}, [&](const data::Row& row) {
                const fs::path folder = console.config.data_folder / row.text(0);
                std::error_code error;
                if (!fs::exists(folder / (std::to_string(row.int64(1)) + std::string(row.text(2))),
                                error))
                    ++missing[folder.string()];
            });
    } catch (const std::logic_error&) {  // no tables yet: said of the events
    }
    for (const auto& [folder, count] : missing)
        report.problem(KEREGE_TR("{count} file(s) that a job has made are not in {folder}: hosts "
                                 "of one database share this folder"),
                       {{"count", text_of(count)}, {"folder", folder}});
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
    const Report::Values shut = {{"count", text_of(set_up - opened)}};
    if (opened < set_up && sealer.ready()) {
        report.problem(
            KEREGE_TR("{count} second factor(s) can't be checked, and who has them can't sign in: "
                      "second_factor: key_file is another one"),
            shut);
    } else if (opened < set_up) {
        report.problem(
            KEREGE_TR("{count} second factor(s) can't be checked, and who has them can't sign in: "
                      "second_factor: key_file is missing"),
            shut);
    } else if (!sealer.ready()) {
        report.unset(KEREGE_TR("no key for second factors is configured: nobody can set one up"));
    } else {
        report.good(KEREGE_TR("{count} second factor(s), which the key opens"),
                    {{"count", text_of(set_up)}});
    }
}

void look_at_erasures(Console& console, Report& report) {
    try {
        const int64_t overdue = privacy::overdue_erasures(
            console.database, console.local_time.day(console.clock.now_ms()));
        if (overdue > 0)
            report.problem(
                KEREGE_TR("{count} deleted profile(s) should have been erased by now: the job "
                          "personal_data.erase says what holds it up"),
                {{"count", text_of(overdue)}});
    } catch (const std::logic_error&) {  // no tables yet: said of the events
    }
}

void look_at_closed(Console& console, Report& report) {
    try {
        const auto trouble = privacy::closing_trouble(
            console.database, console.local_time.day(console.clock.now_ms()),
            console.config.privacy.closed_days);
        if (trouble.undeleted > 0)
            report.problem(
                KEREGE_TR("{count} profile(s) of closed organisations should have been deleted by "
                          "now: the job organisation.closed says what holds it up"),
                {{"count", text_of(trouble.undeleted)}});
        if (trouble.unfetched > 0)
            report.problem(
                KEREGE_TR("nobody has fetched the archive of {count} closed organisation(s), and "
                          "after {day} nobody of the first can"),
                {{"count", text_of(trouble.unfetched)}, {"day", trouble.first_day}});
    } catch (const std::logic_error&) {  // no tables yet: said of the events
    }
}

// Before the host deletes what nobody has answered, somebody may still answer it.
void look_at_unanswered(Console& console, Report& report) {
    const auto& config = console.config;
    const auto soon = [&](int days) {
        return console.clock.now_ms() - (days - kLapsingDays) * int64_t{24} * 3600 * 1000;
    };
    int64_t messages = 0, applications = 0;
    try {
        auto transaction = console.database.read();
        transaction.first(
            queries::app::lapsing,
            {soon(config.support_unanswered_days), soon(config.joining.unanswered_days)},
            [&](const data::Row& row) {
                messages = row.int64(0);
                applications = row.int64(1);
            });
    } catch (const std::logic_error&) {  // no tables yet: said of the events
    }
    if (messages > 0)
        report.problem(KEREGE_TR("{count} message(s) to support that nobody has answered are "
                                 "deleted within a month"),
                       {{"count", text_of(messages)}});
    if (applications > 0)
        report.problem(KEREGE_TR("{count} application(s) that nobody has answered are over within "
                                 "a month"),
                       {{"count", text_of(applications)}});
}

void look_at_mail(Console& console, const MailLook& look, Report& report) {
    const auto& mail = console.config.mail;
    if (!mail.configured()) {
        report.unset(KEREGE_TR("no mail server is configured: letters are kept, and not sent"));
        return;
    }
    const std::string server = mail.host + ":" + std::to_string(mail.port);
    if (!look.knock) {
        if (look.trouble.empty())
            report.good(KEREGE_TR("the mail server {server} has refused nothing lately"),
                        {{"server", server}});
        else
            report.problem(kMailTrouble, {{"server", server}, {"trouble", look.trouble}});
        return;
    }
    try {
        const mail::SmtpSession session(mail);
        report.good(KEREGE_TR("the mail server {server} lets us in"), {{"server", server}});
    } catch (const mail::ServerLost& lost) {
        report.problem(kMailTrouble, {{"server", server}, {"trouble", lost.what()}});
    }
}

void look_at_letters(Console& console, Report& report) {
    try {
        const auto counts = mail::count_letters(console.database, std::nullopt);
        if (counts.failed > 0)
            report.problem(
                KEREGE_TR("{count} letter(s) could not be sent: `kerege mail list` says why"),
                {{"count", text_of(counts.failed)}});
    } catch (const std::logic_error&) {  // no tables yet: said of the events
    }
}

}  // namespace

std::vector<pages::Finding> examine(Console& console, const plugins::Catalogue& catalogue,
                                    const MailLook& look) {
    Report report;
    look_at_files(console, report);
    look_at_time(console, report);
    look_at_limits(console, report);
    if (look_at_database(console, report)) {
        look_at_events(console, report);
        look_at_letters(console, report);
        look_at_made_files(console, report);
        look_at_second_factors(console, report);
        look_at_audit(console, report);
        look_at_erasures(console, report);
        look_at_closed(console, report);
        look_at_unanswered(console, report);
    }
    look_at_mail(console, look, report);
    look_at_plugins(catalogue, report);
    return std::move(report.findings);
}

}  // namespace kerege::app
