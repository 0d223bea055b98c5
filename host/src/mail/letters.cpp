#include "host/src/mail/letters.hpp"

#include "queries/mail.hpp"

namespace kerege::mail {
namespace {

namespace sql = queries::mail;

constexpr int64_t kLettersAtOnce = 50;

}  // namespace

int64_t Letters::change(const data::Statement& statement,
                        std::initializer_list<data::Argument> args) {
    auto transaction = database_.write();
    const int64_t rows = transaction.execute(statement, args);
    transaction.commit();
    return rows;
}

std::vector<DueLetter> Letters::due() {
    std::vector<DueLetter> letters;
    auto transaction = database_.read();
    transaction.each(sql::letters_due,
                     {clock_.now_ms(), after_organisation_, after_module_, kLettersAtOnce},
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
                         letter.message.unsubscribe = row.text(12);
                         letters.push_back(std::move(letter));
                     });
    if (!letters.empty()) {
        after_organisation_ = letters.back().organisation;
        after_module_ = letters.back().module;
    }
    return letters;
}

bool Letters::claim(DueLetter& letter, int64_t until_ms) {
    if (change(sql::letter_claim, {until_ms, letter.organisation, letter.id, letter.next_at_ms}) !=
        1)
        return false;
    letter.next_at_ms = until_ms;
    return true;
}

void Letters::sent(const DueLetter& letter) {
    change(sql::letter_sent, {clock_.now_ms(), letter.organisation, letter.id, letter.next_at_ms});
}

void Letters::failed(const DueLetter& letter, std::string_view reason, std::string_view error) {
    change(sql::letter_failed, {reason, error, letter.organisation, letter.id, letter.next_at_ms});
}

void Letters::later(const DueLetter& letter, int64_t next_at_ms, std::string_view reason,
                    std::string_view error, bool uncounted) {
    change(sql::letter_later, {int64_t{uncounted ? 1 : 0}, next_at_ms, reason, error,
                               letter.organisation, letter.id, letter.next_at_ms});
}

void Letters::later_to_person(const DueLetter& letter, int64_t next_at_ms,
                              std::string_view reason) {
    change(sql::letters_to_person_later, {next_at_ms, reason, letter.person, clock_.now_ms()});
}

void Letters::later_of_module(const DueLetter& letter, int64_t next_at_ms,
                              std::string_view reason) {
    change(sql::letters_of_module_later,
           {next_at_ms, reason, letter.organisation, letter.module, clock_.now_ms()});
}

int64_t Letters::give_up(int64_t before_ms, std::string_view reason) {
    const int64_t now = clock_.now_ms();
    // Nobody has to wait for the write lock.
    if (!database_.read().first(sql::letters_too_old, {before_ms, now}, [](const data::Row&) {}))
        return 0;
    return change(sql::letters_give_up, {reason, before_ms, now});
}

Letters::Sent Letters::sent_since(const DueLetter& letter, int64_t to_person_ms,
                                  int64_t of_module_ms) {
    Sent sent;
    database_.read().first(
        sql::letters_sent_since,
        {letter.person, to_person_ms, letter.organisation, letter.module, of_module_ms},
        [&](const data::Row& row) {
            sent = {row.int64(0), row.int64(1)};
        });
    return sent;
}

void Letters::prune(int64_t before_ms) { change(sql::letter_prune, {before_ms}); }

}  // namespace kerege::mail
