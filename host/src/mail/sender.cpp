#include "host/src/mail/sender.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "host/src/base/ending.hpp"
#include "host/src/data/write_down.hpp"
#include "host/src/mail/address.hpp"
#include "host/src/mail/letters.hpp"
#include "host/src/mail/message.hpp"
#include "host/src/mail/reasons.hpp"
#include "host/src/mail/smtp.hpp"

namespace kerege::mail {
namespace {

using std::chrono::steady_clock;

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
constexpr int64_t kModulePause = 10 * kMinute;
// Less than a letter is taken for.
constexpr auto kWritePatience = std::chrono::minutes(2);
// For the sender to notice that its conversation was cut.
constexpr auto kCutWait = std::chrono::milliseconds(1'000);
constexpr auto kLookSoon = std::chrono::milliseconds(100);  // while a commit is expected here
constexpr auto kExpected = std::chrono::seconds(2);
constexpr auto kLook = std::chrono::seconds(2);
constexpr auto kPruneLetters = std::chrono::hours(1);

struct InHand {
    explicit InHand(std::atomic<bool>& its_mark) : mark(its_mark) { mark = true; }
    ~InHand() { mark = false; }
    InHand(const InHand&) = delete;
    std::atomic<bool>& mark;
};

int64_t growing(int64_t first, int64_t longest, int64_t attempts) {
    return std::min(longest, first << std::clamp<int64_t>(attempts, 0, 20));
}

}  // namespace

struct Sender::Impl {
    Impl(data::Database& database, const Clock& its_clock, const Log& its_log,
         MailSettings its_settings)
        : letters(database, its_clock),
          clock(its_clock),
          log(its_log),
          settings(std::move(its_settings)) {}

    Letters letters;
    const Clock& clock;
    const Log& log;
    const MailSettings settings;

    Ending ending;
    Breaker line;        // of the session
    std::mutex sending;  // one conversation at a time
    std::optional<SmtpSession> session;
    std::atomic<bool> in_hand{false};  // a letter
    int64_t server_failures = 0;
    int64_t server_again_at_ms = 0;

    std::mutex mutex;  // of what follows
    std::condition_variable changed;
    bool woken = false;
    bool ended = true;  // the thread
    steady_clock::time_point expected_until{};
    std::string trouble;
    std::thread thread;

    // The server has it: not to have that written means that it is sent once more.
    void write_down_sent(const DueLetter& letter) {
        const data::Patience patience{.longest = kWritePatience};
        data::write_down(
            ending, patience, [&] { letters.sent(letter); },
            [&](const std::exception& error) {
                log.write(LogLevel::error, "mail",
                          fmt::format("letter {} is sent, which could not be written down: {}",
                                      letter.id, error.what()));
            });
    }

    void give_up(const DueLetter& letter, std::string_view reason, const std::string& words) {
        letters.failed(letter, reason, words);
        log.write(LogLevel::warning, "mail",
                  fmt::format("letter {} of {} is not sent: {}{}{}", letter.id, letter.module,
                              reason, reason.empty() || words.empty() ? "" : ": ", words));
    }

    void server_lost(const std::string& words) {
        session.reset();
        server_again_at_ms =
            clock.now_ms() + growing(kServerFirstPause, kServerLongestPause, server_failures++);
        const std::lock_guard lock(mutex);
        if (trouble != words) log.write(LogLevel::error, "mail", "the mail server: " + words);
        trouble = words;
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
            session.emplace(settings, &line);
            server_found();
            return true;
        } catch (const ServerLost& lost) {
            if (!ending.begun()) server_lost(lost.what());
            return false;
        }
    }

    // What is beyond a rate waits, and with it all that would be beyond it as well.
    bool within_rates(const DueLetter& letter) {
        const int64_t now = clock.now_ms();
        const auto sent = letters.sent_since(letter, now - kDay, now - kHour);
        if (sent.to_person >= settings.person_letters_per_day_max) {
            letters.later(letter, now + kHour, reason::kPersonRate, {}, true);
            letters.later_to_person(letter, now + kHour, reason::kPersonRate);
            return false;
        }
        if (sent.of_module >= settings.module_letters_per_hour_max) {
            letters.later(letter, now + kModulePause, reason::kModuleRate, {}, true);
            letters.later_of_module(letter, now + kModulePause, reason::kModuleRate);
            return false;
        }
        return true;
    }

    // Returns whether the server took it. Throws ServerLost.
    bool send(DueLetter& letter) {
        Message& message = letter.message;
        if (!good_address(message.to)) {
            give_up(letter, message.to.empty() ? reason::kNoAddress : reason::kBadAddress, {});
            return false;
        }
        if (!within_rates(letter)) return false;
        message.from = settings.from;
        message.from_name = settings.from_name;
        message.id = letter.id;
        message.date_ms = letter.created_at_ms;
        const Verdict verdict = session->send(settings.from, message.to, compose(message));
        const std::string words = with_masked(verdict.reason, message.to);
        if (verdict.kind == Verdict::Kind::taken) {
            write_down_sent(letter);
            return true;
        }
        if (verdict.kind == Verdict::Kind::never) {
            give_up(letter, {}, words);
        } else {
            try_later(letter, {}, words);
        }
        return false;
    }

    void try_later(const DueLetter& letter, std::string_view reason, const std::string& words) {
        const int64_t pause = growing(kFirstPause, kLongestPause, letter.attempts);
        letters.later(letter, clock.now_ms() + pause, reason, words);
    }

    // A server that is slow to answer may have delivered it: once more, much later, and that is
    // all.
    void doubt(const DueLetter& letter, const std::string& words) {
        if (letter.attempts >= kDoubtsMax) {
            give_up(letter, reason::kInDoubt, words);
        } else {
            letters.later(letter, clock.now_ms() + kHour, reason::kServerLost, words);
        }
    }

    // Takes one letter, so that no other host does, and sends it.
    bool take(DueLetter& letter) {
        // Longer than the server may take for every step of it.
        const int64_t lease = std::max<int64_t>(5 * kMinute, 8 * settings.deadline.count());
        if (!letters.claim(letter, clock.now_ms() + lease)) return false;
        const InHand mark(in_hand);
        try {
            return send(letter);
        } catch (const OutcomeUnknown& lost) {
            const std::string words = with_masked(lost.what(), letter.message.to);
            server_lost(words);
            doubt(letter, words);
            return false;
        } catch (const ServerLost& lost) {
            const std::string words = with_masked(lost.what(), letter.message.to);
            server_lost(words);
            try_later(letter, reason::kServerLost, words);
            return false;
        }
    }

    // Also while there is no server, so that one that is configured later does not send what
    // tells no news any more.
    void give_up_old() {
        const int64_t given_up = letters.give_up(clock.now_ms() - kGivenUpAfter, reason::kTooOld);
        if (given_up > 0)
            log.write(LogLevel::warning, "mail",
                      fmt::format("{} letters are given up: they were not sent within five days",
                                  given_up));
    }

    int send_all() {
        const std::lock_guard one(sending);
        give_up_old();
        int taken = 0;
        if (!settings.configured()) return taken;
        for (bool go_on = true; go_on;) {
            auto due = letters.due();
            go_on = !due.empty();
            for (auto& letter : due) {
                go_on = !ending.begun() && connected();
                if (!go_on) break;
                if (take(letter)) ++taken;
            }
        }
        session.reset();  // nobody keeps a server waiting
        return taken;
    }

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
        while (!ending.begun()) {
            try_to([&] { send_all(); });
            if (steady_clock::now() - pruned_at >= kPruneLetters) {
                try_to([&] { letters.prune(clock.now_ms() - settings.keep_days * kDay); });
                pruned_at = steady_clock::now();
            }
            std::unique_lock lock(mutex);
            const auto pause = steady_clock::now() < expected_until ? kLookSoon : kLook;
            changed.wait_for(lock, pause, [&] { return woken; });
            woken = false;
        }
        const std::lock_guard lock(mutex);
        ended = true;
        changed.notify_all();
    }

    void wake() {
        {
            const std::lock_guard lock(mutex);
            woken = true;
        }
        changed.notify_all();
    }
};

Sender::Sender(data::Database& database, const Clock& clock, const Log& log, MailSettings settings)
    : impl_(std::make_unique<Impl>(database, clock, log, std::move(settings))) {}

Sender::~Sender() {
    if (stop(std::chrono::milliseconds(0))) return;
    // It waits for a name server, or a database: what ends its conversation has been done.
    impl_->thread.join();
}

void Sender::start() {
    const std::lock_guard lock(impl_->mutex);
    if (impl_->thread.joinable()) return;
    impl_->ending.take_back();
    impl_->ended = false;
    impl_->thread = std::thread([this] { impl_->run(); });
}

void Sender::begin_stop(steady_clock::time_point until) {
    impl_->ending.begin(until);
    // What is said before there is a letter nobody waits for.
    if (!impl_->in_hand) impl_->line.cut();
    impl_->wake();
}

bool Sender::stop(std::chrono::milliseconds wait_max) {
    begin_stop(steady_clock::now() + wait_max);
    if (!impl_->thread.joinable()) return true;
    std::unique_lock lock(impl_->mutex);
    const auto ended = [&] { return impl_->ended; };
    if (!impl_->changed.wait_for(lock, wait_max, ended)) {
        lock.unlock();
        impl_->line.cut();
        lock.lock();
        if (!impl_->changed.wait_for(lock, kCutWait, ended)) return false;
    }
    lock.unlock();
    impl_->thread.join();
    return true;
}

void Sender::expect() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->expected_until = steady_clock::now() + kExpected;
    }
    impl_->wake();
}

bool Sender::configured() const { return impl_->settings.configured(); }

std::string Sender::trouble() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->trouble;
}

int Sender::send_due() { return impl_->send_all(); }

}  // namespace kerege::mail
