// Sends what the outbox holds, on a thread of its own. Hosts that share a database share the work:
// each takes a letter for a while, and one that dies with it leaves it to the others.
//
// A letter the server refuses for good fails, with the server's words; one it puts off, and all of
// them while the server can't be reached, are tried again after growing pauses, and given up when
// they are five days old, also where there is no server. A host that ends
// between the server's yes and its own note of it sends the letter again, with the same Message-ID.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "host/src/base/clock.hpp"
#include "host/src/base/log.hpp"
#include "host/src/data/database.hpp"
#include "host/src/mail/settings.hpp"

namespace kerege::mail {

class Sender {
public:
    // All must outlive this.
    Sender(data::Database& database, const Clock& clock, const Log& log, MailSettings settings);
    ~Sender();  // stops at once, and waits for it

    // The thread that sends. [control]
    void start();
    // No further letter begins; the one under way may take until then. Returns at once. [control]
    void begin_stop(std::chrono::steady_clock::time_point until);
    // The same, waits for it at most so long, and then cuts its conversation. Returns false if even
    // that did not end it: its thread runs on, and this object must stay. [control]
    bool stop(std::chrono::milliseconds wait_max);
    // A letter is about to be committed here. [any]
    void expect();

    bool configured() const;
    // Why the server could not be reached when it was last tried; empty: it could. [any]
    std::string trouble() const;

    // Sends what is due until nothing is, on this thread; returns how many the server took. Tests
    // call it instead of start().
    int send_due();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kerege::mail
