#include "host/src/support/support.hpp"

#include <algorithm>

#include "host/src/access/tokens.hpp"
#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/support.hpp"

namespace kerege::support {
namespace {

namespace sql = queries::support;

constexpr int64_t kHourMs = 3'600'000;
constexpr int64_t kDayMs = 24 * kHourMs;
constexpr size_t kContextLettersMax = 200;
constexpr std::string_view kKinds[] = {"question", "fault", "content", "sign_in"};

std::string text_in(const data::Row& row, size_t column) {
    return std::string(row.text_or(column, ""));
}

Message message_of(const data::Row& row) {
    Message one;
    one.id = row.int64(0);
    one.organisation = OrganisationId{row.int64_or(1, 0)};
    one.organisation_kk = text_in(row, 2);
    one.organisation_ru = text_in(row, 3);
    one.organisation_en = text_in(row, 4);
    one.person = PersonId{row.int64_or(5, 0)};
    one.membership = MembershipId{row.int64_or(6, 0)};
    one.person_name = text_in(row, 7);
    one.person_has_address = !row.text_or(8, "").empty();
    one.email = text_in(row, 9);
    one.addressee = row.text(10);
    one.kind = row.text(11);
    one.words = row.text(12);
    one.page = row.text(13);
    one.role = row.text(14);
    one.locale = row.text(15);
    one.browser = row.text(16);
    one.request_id = row.text(17);
    one.state = row.text(18);
    one.answer = row.text(19);
    one.answered_by = text_in(row, 20);
    one.created_at_ms = row.int64(21);
    one.changed_at_ms = row.int64(22);
    return one;
}

std::string_view word_of(Desk::Of of) {
    return of == Desk::Of::school ? "school" : of == Desk::Of::above ? "operator" : "all";
}

std::string context(const std::string& text) {
    return text::shorten(text::tidy(text::mended(text)), kContextLettersMax);
}

// Lines stay lines: only what is at the ends goes.
std::string words_in(std::string_view text) {
    std::string words = text::mended(text);
    words.erase(std::remove(words.begin(), words.end(), '\r'), words.end());
    const auto first = words.find_first_not_of(" \n\t");
    if (first == std::string::npos) return {};
    return words.substr(first, words.find_last_not_of(" \n\t") - first + 1);
}

// What is wrong with the words, or nothing.
std::string_view fault_of(const std::string& words) {
    if (words.empty()) return KEREGE_TR("Write what it is about.");
    if (text::length(words) > kWordsLettersMax) return KEREGE_TR("Write at most 2000 characters.");
    return {};
}

Fault too_many(std::string_view what, const char* words) {
    return {FaultKind::too_many, "support: " + std::string(what), words};
}

}  // namespace

Support::Support(data::Database& database, const audit::Audit& audit, IdMaker& ids,
                 const Clock& clock, jobs::Queue& queue, access::Letters* letters)
    : database_(database),
      audit_(audit),
      ids_(ids),
      clock_(clock),
      queue_(queue),
      letters_(letters) {}

Result<int64_t> Support::send(const access::Scope& scope, const NewMessage& message) {
    const bool visitor = !scope.person;
    const std::string words = words_in(message.words);
    const std::string email = visitor ? text::tidy(text::mended(message.email)) : std::string();
    std::vector<FieldFault> faults;
    if (const auto wrong = fault_of(words); !wrong.empty())
        faults.push_back({"words", std::string(wrong)});
    if (visitor && !text::is_email(email))
        faults.push_back({"email", KEREGE_TR("Write an e-mail address the answer can go to.")});
    if (std::find(std::begin(kKinds), std::end(kKinds), message.kind) == std::end(kKinds))
        faults.push_back({"kind", KEREGE_TR("Choose what it is about.")});
    if (!visitor && message.addressee != "school" && message.addressee != "operator")
        faults.push_back({"addressee", KEREGE_TR("Choose whom it is for.")});
    if (!faults.empty()) return invalid_fields(std::move(faults));

    const int64_t now = clock_.now_ms();
    auto transaction = database_.write();
    int64_t of_day = 0, of_hour = 0;
    if (visitor) {
        transaction.first(sql::sent_by_visitors, {email, now - kDayMs},
                          [&](const data::Row& row) { of_day = row.int64(1); });
        transaction.first(sql::sent_by_visitors, {email, now - kHourMs},
                          [&](const data::Row& row) { of_hour = row.int64(0); });
    } else {
        transaction.first(sql::sent_by_person, {scope.person.value, now - kDayMs},
                          [&](const data::Row& row) { of_day = row.int64(0); });
    }
    if (of_day >= (visitor ? kOfVisitorADay : kOfPersonADay) || of_hour >= kOfVisitorsAnHour)
        return too_many("messages of a day",
                        KEREGE_TR("You have sent many messages. Wait for an answer, or call."));
    const int64_t id = ids_.next();
    const auto known = [](int64_t value) {
        return value == 0 ? std::nullopt : std::optional<int64_t>(value);
    };
    transaction.execute(
        sql::add, {id, known(scope.organisation.value), known(scope.person.value),
                   known(scope.membership.value), email, visitor ? "operator" : message.addressee,
                   message.kind, words, context(message.page), context(message.role),
                   message.locale, context(message.browser), context(message.request_id), now});
    transaction.commit();
    return id;
}

std::vector<Message> Support::read(data::Transaction& transaction, const Desk& desk,
                                   std::string_view standing, int64_t id) const {
    std::vector<Message> messages;
    transaction.each(
        sql::list,
        {id, standing, word_of(desk.of), int64_t{0}, desk.organisation.value, kShownMost},
        [&](const data::Row& row) { messages.push_back(message_of(row)); });
    return messages;
}

std::vector<Message> Support::own(PersonId person) {
    std::vector<Message> messages;
    auto transaction = database_.read();
    transaction.each(sql::list, {int64_t{0}, "", "own", person.value, int64_t{0}, kShownMost},
                     [&](const data::Row& row) { messages.push_back(message_of(row)); });
    return messages;
}

std::vector<Message> Support::list(const Desk& desk, bool closed) {
    auto transaction = database_.read();
    return read(transaction, desk, closed ? "closed" : "open", 0);
}

int64_t Support::waiting(const Desk& desk) {
    int64_t count = 0;
    auto transaction = database_.read();
    transaction.first(sql::waiting, {word_of(desk.of), desk.organisation.value},
                      [&](const data::Row& row) { count = row.int64(0); });
    return count;
}

Result<Message> Support::find(data::Transaction& transaction, const Desk& desk, int64_t id) const {
    auto found = id == 0 ? std::vector<Message>() : read(transaction, desk, "", id);
    if (found.empty()) return not_found("support: no message of that number at this desk");
    if (found.front().state == "closed")
        return conflict("support: it is closed", KEREGE_TR("This message is closed."));
    return std::move(found.front());
}

Result<> Support::answer(const Desk& desk, int64_t id, std::string_view typed,
                         std::string_view request_id) {
    const std::string words = words_in(typed);
    if (const auto wrong = fault_of(words); !wrong.empty())
        return invalid_fields({{"answer", std::string(wrong)}});
    auto transaction = database_.write();
    const auto message = find(transaction, desk, id);
    if (!message) return message.fault();
    transaction.execute(sql::answer, {words, desk.by.value, clock_.now_ms(), id});
    note(transaction, desk, message->organisation, "support.answered",
         "support:" + std::to_string(id), request_id);
    // Once: an answer that is mended is read here.
    if (letters_ && message->membership && message->person_has_address)
        letters_->write(transaction, {message->organisation,
                                      message->membership,
                                      message->person,
                                      message->locale,
                                      "support_answer",
                                      "support:" + std::to_string(id),
                                      {{"words", message->words}, {"answer", words}}});
    // Who has no page here gets an answer that was mended as well; the same one only once.
    if (!message->person && !message->email.empty()) {
        const std::string number = std::to_string(id);
        const std::string key = number + ' ' + access::sha256_hex(words);
        queue_.add(
            transaction,
            {.module = {}, .organisation = {}, .kind = kAnswerJob, .key = key, .payload = number});
    }
    transaction.commit();
    return success();
}

std::optional<Message> Support::for_letter(int64_t id) {
    auto transaction = database_.read();
    auto found = read(transaction, {Desk::Of::console, {}, {}}, "", id);
    if (id == 0 || found.empty() || found.front().person || found.front().answer.empty()) return {};
    return std::move(found.front());
}

Result<> Support::close(const Desk& desk, int64_t id, std::string_view request_id) {
    auto transaction = database_.write();
    const auto message = find(transaction, desk, id);
    if (!message) return message.fault();
    transaction.execute(sql::close, {clock_.now_ms(), id});
    note(transaction, desk, message->organisation, "support.closed",
         "support:" + std::to_string(id), request_id);
    transaction.commit();
    return success();
}

Result<> Support::pass_on(const Desk& desk, int64_t id, std::string_view request_id) {
    auto transaction = database_.write();
    const auto message = find(transaction, desk, id);
    if (!message) return message.fault();
    if (transaction.execute(sql::pass_on, {clock_.now_ms(), id}) == 0)
        return conflict("support: it is answered, or with the operator",
                        KEREGE_TR("This message is answered, or with the operator already."));
    note(transaction, desk, message->organisation, "support.passed_on",
         "support:" + std::to_string(id), request_id);
    transaction.commit();
    return success();
}

void Support::forget(int64_t answered_before_ms, int64_t open_before_ms) {
    auto transaction = database_.write();
    transaction.execute(sql::forget, {answered_before_ms, open_before_ms});
    transaction.commit();
}

void Support::note(data::Transaction& transaction, const Desk& desk, OrganisationId organisation,
                   std::string_view action, const std::string& subject,
                   std::string_view request_id) const {
    audit_.append(transaction, {.organisation = organisation,
                                .person = desk.by,
                                .module = {},
                                .action = action,
                                .subject = subject,
                                .detail = {},
                                .request_id = request_id});
}

}  // namespace kerege::support
