// The outbox as who sends it sees it: what is due, and what became of it. A letter is claimed until
// an instant, which everything said of it names: a host that lost it changes nothing any more.
//
// Throws what data::Database throws. [any]
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/base/clock.hpp"
#include "host/src/data/database.hpp"
#include "host/src/mail/message.hpp"

namespace kerege::mail {

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

class Letters {
public:
    // Both must outlive this.
    Letters(data::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

    // Some of what is due, in turns: a module with thousands of letters in one school stands before
    // nobody else. Turns go on where they ended. Not from two threads.
    std::vector<DueLetter> due();
    // Returns false if another host was first.
    bool claim(DueLetter& letter, int64_t until_ms);

    void sent(const DueLetter& letter);
    void failed(const DueLetter& letter, std::string_view reason, std::string_view error);
    // uncounted: as if it had not been tried.
    void later(const DueLetter& letter, int64_t next_at_ms, std::string_view reason,
               std::string_view error, bool uncounted = false);
    // Everything due to the letter's person; of its module in its organisation.
    void later_to_person(const DueLetter& letter, int64_t next_at_ms, std::string_view reason);
    void later_of_module(const DueLetter& letter, int64_t next_at_ms, std::string_view reason);
    // Fails what is due, was written before then, and was not sent on again since. Returns how
    // many.
    int64_t give_up(int64_t before_ms, std::string_view reason);

    struct Sent {
        int64_t to_person = 0;
        int64_t of_module = 0;  // in the letter's organisation
    };
    Sent sent_since(const DueLetter& letter, int64_t to_person_ms, int64_t of_module_ms);
    // Forgets what was sent or failed, and written before then.
    void prune(int64_t before_ms);

private:
    int64_t change(const data::Statement& statement, std::initializer_list<data::Argument> args);

    data::Database& database_;
    const Clock& clock_;
    int64_t after_organisation_ = -1;  // who had the last turn
    std::string after_module_;
};

}  // namespace kerege::mail
