#include "host/src/mail/mailbox.hpp"

#include "host/src/mail/address.hpp"
#include "queries/mail.hpp"

namespace kerege::mail {
namespace {

namespace sql = queries::mail;

// No organisation has the id 0: it stands for all of them.
int64_t number(std::optional<OrganisationId> top) { return top ? top->value : 0; }

}  // namespace

LetterCounts count_letters(data::Database& database, std::optional<OrganisationId> top) {
    LetterCounts counts;
    auto transaction = database.read();
    transaction.each(sql::letter_counts, {number(top)}, [&](const data::Row& row) {
        const auto state = row.text(0);
        (state == "waiting"  ? counts.waiting
         : state == "failed" ? counts.failed
                             : counts.sent) = row.int64(1);
    });
    return counts;
}

std::vector<LetterLine> list_letters(data::Database& database, std::optional<OrganisationId> top) {
    std::vector<LetterLine> lines;
    auto transaction = database.read();
    transaction.each(sql::letter_list, {number(top), int64_t{kLettersListed}},
                     [&](const data::Row& row) {
                         LetterLine line;
                         line.id = row.int64(0);
                         line.organisation = OrganisationId{row.int64(1)};
                         line.organisation_code = row.text(2);
                         line.name_kk = row.text(3);
                         line.name_ru = row.text(4);
                         line.name_en = row.text(5);
                         line.module = row.text(6);
                         line.template_name = row.text(7);
                         line.state = row.text(8);
                         line.address = masked(row.text(9));
                         line.attempts = row.int64(10);
                         line.next_at_ms = row.int64(11);
                         line.created_at_ms = row.int64(12);
                         line.reason = row.text(13);
                         line.error = row.text(14);
                         lines.push_back(std::move(line));
                     });
    return lines;
}

int64_t retry_letters(data::Transaction& transaction, std::optional<OrganisationId> top,
                      std::optional<int64_t> id, int64_t now_ms) {
    return transaction.execute(sql::letter_retry, {now_ms, number(top), id.value_or(0)});
}

}  // namespace kerege::mail
