#include <unicode/unistr.h>

#include "host/src/access/accounts_impl.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

constexpr int kOpenReportsShown = 200;

std::string trimmed(std::string_view text) {
    auto unicode = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    std::string result;
    unicode.trim().toUTF8String(result);
    return result;
}

size_t letters(const std::string& text) {
    return static_cast<size_t>(icu::UnicodeString::fromUTF8(text).countChar32());
}

Fault message_fault(const char* message) { return invalid_fields({{"message", message}}); }

}  // namespace

Result<> Accounts::confirm_personal_data(const Scope& scope, std::string_view request_id) {
    auto transaction = impl_->database.write();
    const auto changed = transaction.execute(queries::access::person_confirm,
                                             {impl_->clock.now_ms(), scope.person.value});
    if (changed > 0) {
        impl_->audit.append(transaction, {scope.organisation,
                                          scope.person,
                                          {},
                                          "person.confirmed",
                                          subject_of(scope.person),
                                          {},
                                          request_id});
    }
    transaction.commit();
    impl_->sessions.forget(scope.person);
    return success();
}

Result<> Accounts::report_wrong_data(const Scope& scope, std::string_view message,
                                     std::string_view request_id) {
    const std::string text = trimmed(message);
    if (text.empty()) return message_fault(KEREGE_TR("Say what is wrong."));
    if (letters(text) > kReportLettersMax) {
        return message_fault(KEREGE_TR("The message can have at most 2000 characters."));
    }
    auto transaction = impl_->database.write();
    int64_t open = 0;
    transaction.first(queries::access::data_report_count, {scope.person.value},
                      [&](const data::Row& row) { open = row.int64(0); });
    if (open >= kOpenReportsMax) {
        return Fault{FaultKind::too_many, "too many open reports of one person",
                     KEREGE_TR("You have already sent several messages. Wait for an answer.")};
    }
    const int64_t id = impl_->ids.next();
    transaction.execute(
        queries::access::data_report_add,
        {scope.organisation.value, id, scope.person.value, text, impl_->clock.now_ms()});
    impl_->audit.append(transaction, {scope.organisation,
                                      scope.person,
                                      {},
                                      "data_report.sent",
                                      "data_report:" + std::to_string(id),
                                      {},
                                      request_id});
    transaction.commit();
    return success();
}

std::vector<DataReport> Accounts::open_reports(const Scope& scope) {
    std::vector<DataReport> reports;
    auto transaction = impl_->database.read();
    transaction.each(queries::access::data_report_open,
                     {scope.organisation.value, kOpenReportsShown}, [&](const data::Row& row) {
                         DataReport report;
                         report.id = row.int64(0);
                         report.person = PersonId{row.int64(1)};
                         report.person_name = row.text(2);
                         if (!row.text(3).empty())
                             report.person_name.append(" ").append(row.text(3));
                         report.message = row.text(4);
                         report.created_at_ms = row.int64(5);
                         report.membership = MembershipId{row.int64(6)};
                         report.compromised = row.text(7) == "compromised";
                         reports.push_back(std::move(report));
                     });
    return reports;
}

Result<> Accounts::close_report(const Scope& scope, int64_t report, std::string_view request_id) {
    auto transaction = impl_->database.write();
    const auto changed =
        transaction.execute(queries::access::data_report_close,
                            {impl_->clock.now_ms(), scope.organisation.value, report});
    if (changed == 0) return not_found("no such open report in the organisation");
    impl_->audit.append(transaction, {scope.organisation,
                                      scope.person,
                                      {},
                                      "data_report.closed",
                                      "data_report:" + std::to_string(report),
                                      {},
                                      request_id});
    transaction.commit();
    return success();
}

int64_t Accounts::address_news(const Session& session) {
    int64_t at_ms = 0;
    auto transaction = impl_->database.read();
    transaction.first(queries::access::account_address_news, {session.scope.person.value},
                      [&](const data::Row& row) { at_ms = row.int64_or(0, 0); });
    return at_ms;
}

void Accounts::read_address_news(const Session& session) {
    auto transaction = impl_->database.write();
    transaction.execute(queries::access::account_address_read, {session.scope.person.value});
    transaction.commit();
    impl_->sessions.forget(session.scope.person);
}

}  // namespace kerege::access
