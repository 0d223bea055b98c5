#include "host/src/access/login_letter.hpp"

#include "queries/access.hpp"

namespace kerege::access {

LoginLetters::LoginLetters(Letters* letters, IdMaker& ids, const Clock& clock,
                           const LocalTime& local_time, int days)
    : letters_(letters), ids_(ids), clock_(clock), local_time_(local_time), days_(days) {}

int64_t LoginLetters::until_ms() const {
    constexpr int64_t day_ms = int64_t{24} * 3600 * 1000;
    return clock_.now_ms() + days_ * day_ms;
}

bool LoginLetters::send(data::Transaction& transaction, const LoginLetter& letter) const {
    const int64_t until = until_ms();
    if (transaction.execute(queries::access::account_password_sent,
                            {letter.hash, clock_.now_ms(), until, letter.person.value}) == 0)
        return false;
    if (!letters_) return true;
    letters_->write(transaction,
                    {.organisation = letter.organisation,
                     .membership = letter.membership,
                     .person = letter.person,
                     .locale = letter.locale,
                     .name = letter.name,
                     .key = std::string(letter.name) + "." + std::to_string(ids_.next()),
                     .values = {{"organisation", letter.organisation_name},
                                {"login", letter.login},
                                {"password", letter.password},
                                {"until", local_time_.day(until)}},
                     .secret = true});
    return true;
}

}  // namespace kerege::access
