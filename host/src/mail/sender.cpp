#include "host/src/mail/sender.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "host/src/mail/address.hpp"
#include "host/src/mail/message.hpp"
#include "host/src/mail/smtp.hpp"
#include "queries/mail.hpp"

namespace kerege::mail {
namespace {

namespace sql = queries::mail;
using std::chrono::steady_clock;

constexpr int64_t kLettersAtOnce = 50;
constexpr int64_t kMinute = 60'000;
constexpr int64_t kHour = 60 * kMinute;
constexpr int64_t kDay = 24 * kHour;
constexpr int64_t kFirstPause = kMinute;
constexpr int64_t kLongestPause = 4 * kHour;
constexpr int64_t kServerFirstPause = 5'000;
constexpr int64_t kServerLongestPause = 5 * kMinute;
// A letter of that age tells no news any more.
constexpr int64_t kGivenUpAfter = 5 * kDay;
// How often a letter is sent again whose answer never came.
constexpr int64_t kDoubtsMax = 1;
constexpr int kWriteTriesMax = 10;
constexpr auto kWritePause = std::chrono::milliseconds(500);
constexpr auto kLookSoon = std::chrono::milliseconds(100);  // while a commit is expected here
constexpr auto kExpected = std::chrono::seconds(2);
constexpr auto kLook = std::chrono::seconds(2);
constexpr auto kPruneLetters = std::chrono::hours(1);

struct DueLetter {
    int64_t organisation = 0;
    int64_t id = 0;
    std::string module;
    int64_t person = 0;
    Message message;  // without sender and date
    int64_t attempts = 0;
    int64_t next_at_ms = 0;
    int64_t created_at_ms = 0;
};

int64_t growing(int64_t first, int64_t longest, int64_t attempts) {
    return std::min(longest, first << std::clamp<int64_t>(attempts, 0, 20));
}

}  // namespace

struct Sender::Impl {
    Impl(data::Database& its_database, const Clock& its_clock, const Log& its_log,
         MailSettings its_settings)
        : database(its_database),
          clock(its_clock),
          log(its_log),
          settings(std::move(its_settings)) {}

    data::Database& database;
    const Clock& clock;
    const Log& log;
    const MailSettings settings;

    std::mutex sending;  // one conversation at a time
    std::optional<SmtpSession> session;
    int64_t server_failures = 0;
    int64_t server_again_at_ms = 0;

    std::mutex mutex;  // of what follows
    std::condition_variable changed;
    bool ending = false;
    bool woken = false;
    steady_clock::time_point expected_until{};
    std::string trouble;
    std::thread thread;

    int64_t change(const data::Statement& statement, std::initializer_list<data::Argument> args) {
        auto transaction = database.write();
        const int64_t rows = transaction.execute(statement, args);
        transaction.commit();
        return rows;
    }

    // The server has it: tried again while the database is away, or it would be sent once more.
    void write_down_sent(const DueLetter& letter) {
        for (int tries = 1;; ++tries) {
            try {
                change(sql::letter_sent,
                       {clock.now_ms(), letter.organisation, letter.id, letter.next_at_ms});
                return;
            } catch (const std::exception& error) {
                log.write(LogLevel::error, "mail",
                          fmt::format("letter {} is sent, which could not be written down: {}",
                                      letter.id, error.what()));
                if (tries == kWriteTriesMax) throw;
            }
            std::this_thread::sleep_for(kWritePause);
        }
    }

    bool is_ending() {
        const std::lock_guard lock(mutex);
        return ending;
    }

    std::vector<DueLetter> due() {
        std::vector<DueLetter> letters;
        auto transaction = database.read();
        transaction.each(sql::letters_due, {clock.now_ms(), kLettersAtOnce},
                         [&](const data::Row& row) {
                             DueLetter letter;
                             letter.organisation = row.int64(0);
                             letter.id = row.int64(1);
                             letter.module = row.text(2);
                             letter.person = row.int64(3);
                             letter.message.locale = row.text(4);
                             letter.message.subject = row.text(5);
                             letter.message.text = row.text(6);
                             letter.message.html = row.text(7);
                             letter.attempts = row.int64(8);
                             letter.next_at_ms = row.int64(9);
                             letter.created_at_ms = row.int64(10);
                             letter.message.to = row.text(11);
                             letters.push_back(std::move(letter));
                         });
        return letters;
    }

    // Of its own tries and of a person's or module's many letters.
    void put_off(const DueLetter& letter, int64_t pause, std::string_view reason, bool counted) {
        change(sql::letter_later, {int64_t{counted ? 0 : 1}, clock.now_ms() + pause, reason,
                                   letter.organisation, letter.id, letter.next_at_ms});
    }

    void give_up(const DueLetter& letter, const std::string& reason) {
        change(sql::letter_failed, {reason, letter.organisation, letter.id, letter.next_at_ms});
        log.write(LogLevel::warning, "mail",
                  fmt::format("letter {} of {} is not sent: {}", letter.id, letter.module, reason));
    }

    void server_lost(const std::string& reason) {
        session.reset();
        server_again_at_ms =
            clock.now_ms() + growing(kServerFirstPause, kServerLongestPause, server_failures++);
        const std::lock_guard lock(mutex);
        if (trouble != reason) log.write(LogLevel::error, "mail", "the mail server: " + reason);
        trouble = reason;
    }

    void server_found() {
        server_failures = 0;
        const std::lock_guard lock(mutex);
        if (!trouble.empty()) log.write(LogLevel::info, "mail", "the mail server is back");
        trouble.clear();
    }

    // Whether there is somebody to talk to.
    bool connected() {
        if (session) return true;
        if (clock.now_ms() < server_again_at_ms) return false;
        try {
            session.emplace(settings);
            server_found();
            return true;
        } catch (const ServerLost& lost) {
            server_lost(lost.what());
            return false;
        }
    }

    bool within_rates(const DueLetter& letter) {
        int64_t to_person = 0, of_module = 0;
        const int64_t now = clock.now_ms();
        auto transaction = database.read();
        transaction.first(sql::letters_sent_since,
                          {letter.person, now - kDay, letter.module, now - kHour},
                          [&](const data::Row& row) {
                              to_person = row.int64(0);
                              of_module = row.int64(1);
                          });
        transaction.commit();
        if (to_person >= settings.person_letters_per_day_max) {
            put_off(letter, kHour, "the person has had enough letters today", false);
            return false;
        }
        if (of_module >= settings.module_letters_per_hour_max) {
            put_off(letter, 10 * kMinute, "the module has sent enough letters this hour", false);
            return false;
        }
        return true;
    }

    // Returns whether the server took it. Throws ServerLost.
    bool send(DueLetter& letter) {
        Message& message = letter.message;
        if (!good_address(message.to)) {
            give_up(letter, message.to.empty() ? "the person has no address any more"
                                               : "the person's address can't be written to");
            return false;
        }
        if (!within_rates(letter)) return false;
        message.from = settings.from;
        message.from_name = settings.from_name;
        message.id = letter.id;
        message.date_ms = letter.created_at_ms;
        const Verdict verdict = session->send(settings.from, message.to, compose(message));
        const std::string reason = with_masked(verdict.reason, message.to);
        if (verdict.kind == Verdict::Kind::taken) {
            write_down_sent(letter);
            return true;
        }
        if (verdict.kind == Verdict::Kind::never) {
            give_up(letter, reason);
        } else {
            try_later(letter, reason);
        }
        return false;
    }

    void try_later(const DueLetter& letter, const std::string& reason) {
        if (clock.now_ms() - letter.created_at_ms > kGivenUpAfter) {
            give_up(letter, "given up: " + reason);
        } else {
            put_off(letter, growing(kFirstPause, kLongestPause, letter.attempts), reason, true);
        }
    }

    // A server that is slow to answer may have delivered it: once more, much later, and that is
    // all.
    void doubt(const DueLetter& letter, const std::string& reason) {
        if (letter.attempts >= kDoubtsMax) {
            give_up(letter, "it may have been delivered: " + reason);
        } else {
            put_off(letter, kHour, reason, true);
        }
    }

    // Takes one letter, so that no other host does, and sends it.
    bool take(DueLetter& letter) {
        // Longer than the server may take for every step of it.
        const int64_t lease = std::max<int64_t>(5 * kMinute, 8 * settings.deadline.count());
        const int64_t until = clock.now_ms() + lease;
        if (change(sql::letter_claim, {until, letter.organisation, letter.id, letter.next_at_ms}) !=
            1)
            return false;
        letter.next_at_ms = until;  // what everything said of it names: it is this host's
        try {
            return send(letter);
        } catch (const OutcomeUnknown& lost) {
            const std::string reason = with_masked(lost.what(), letter.message.to);
            server_lost(reason);
            doubt(letter, reason);
            return false;
        } catch (const ServerLost& lost) {
            const std::string reason = with_masked(lost.what(), letter.message.to);
            server_lost(reason);
            try_later(letter, reason);
            return false;
        }
    }

    int send_all() {
        const std::lock_guard one(sending);
        int taken = 0;
        if (!settings.configured()) return taken;
        for (;;) {
            auto letters = due();
            if (letters.empty()) break;
            for (auto& letter : letters) {
                if (is_ending() || !connected()) return taken;
                if (take(letter)) ++taken;
            }
        }
        session.reset();  // nobody keeps a server waiting
        return taken;
    }

    void prune() { change(sql::letter_prune, {clock.now_ms() - settings.keep_days * kDay}); }

    template <class F>
    void try_to(F&& work) {
        try {
            work();
        } catch (const std::exception& error) {
            log.write(LogLevel::error, "mail", error.what());
        }
    }

    void run() {
        auto pruned_at = steady_clock::now() - kPruneLetters;
        for (;;) {
            try_to([&] { send_all(); });
            if (steady_clock::now() - pruned_at >= kPruneLetters) {
                try_to([&] { prune(); });
                pruned_at = steady_clock::now();
            }
            std::unique_lock lock(mutex);
            const auto pause = steady_clock::now() < expected_until ? kLookSoon : kLook;
            changed.wait_for(lock, pause, [&] { return ending || woken; });
            woken = false;
            if (ending) return;
        }
    }
};

Sender::Sender(data::Database& database, const Clock& clock, const Log& log, MailSettings settings)
    : impl_(std::make_unique<Impl>(database, clock, log, std::move(settings))) {}

Sender::~Sender() { stop(); }

void Sender::start() {
    const std::lock_guard lock(impl_->mutex);
    if (impl_->thread.joinable()) return;
    impl_->ending = false;
    impl_->thread = std::thread([this] { impl_->run(); });
}

void Sender::stop() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->ending = true;
    }
    impl_->changed.notify_all();
    if (impl_->thread.joinable()) impl_->thread.join();
}

void Sender::expect() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->expected_until = steady_clock::now() + kExpected;
        impl_->woken = true;
    }
    impl_->changed.notify_all();
}

bool Sender::configured() const { return impl_->settings.configured(); }

std::string Sender::trouble() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->trouble;
}

int Sender::send_due() { return impl_->send_all(); }

}  // namespace kerege::mail
