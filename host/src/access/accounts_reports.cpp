// "This is wrong": what people say of their data, and what comes of it.
#include <fmt/format.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "host/src/access/accounts_impl.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

namespace sql = queries::access;

constexpr int kOpenReportsShown = 200;
constexpr int kOwnReportsShown = 20;

std::string tidy_words(std::string_view text) {
    auto unicode = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    std::string result;
    unicode.trim().toUTF8String(result);
    return result;
}

size_t letters_of(const std::string& text) {
    return static_cast<size_t>(icu::UnicodeString::fromUTF8(text).countChar32());
}

std::string name_at(const data::Row& row, size_t family) {
    std::string name(row.text_or(family, {}));
    if (const auto given = row.text_or(family + 1, {}); !given.empty())
        name.append(" ").append(given);
    return name;
}

// As it is stored. Fault: invalid with fields.
Result<ReportAnswer> checked_answer(const ReportAnswer& typed) {
    ReportAnswer answer{typed.outcome, tidy_words(typed.answer)};
    std::vector<FieldFault> faults;
    if (answer.outcome != "corrected" && answer.outcome != "kept")
        faults.push_back({"outcome", KEREGE_TR("Say what came of it.")});
    if (answer.outcome == "kept" && answer.answer.empty())
        faults.push_back({"report_answer", KEREGE_TR("Say why it stays as it is: they read it.")});
    if (letters_of(answer.answer) > kReportAnswerLettersMax)
        faults.push_back({"report_answer", KEREGE_TR("Write at most 500 characters.")});
    if (!faults.empty()) return invalid_fields(std::move(faults));
    return answer;
}

}  // namespace

Result<> Accounts::report_wrong_data(const Scope& scope, const WrongData& wrong,
                                     std::string_view request_id) {
    const std::string text = tidy_words(wrong.message);
    std::vector<FieldFault> faults;
    if (!wrong.field.empty() && std::ranges::find(kFixedData, wrong.field) == std::end(kFixedData))
        faults.push_back({"field", KEREGE_TR("Choose what is wrong.")});
    if (text.empty()) faults.push_back({"message", KEREGE_TR("Say what is wrong.")});
    if (letters_of(text) > kReportLettersMax)
        faults.push_back({"message", KEREGE_TR("The message can have at most 2000 characters.")});
    if (!faults.empty()) return invalid_fields(std::move(faults));
    auto transaction = impl_->database.write();
    int64_t open = 0;
    transaction.first(sql::data_report_count, {scope.person.value},
                      [&](const data::Row& row) { open = row.int64(0); });
    if (open >= kOpenReportsMax) {
        return Fault{FaultKind::too_many, "too many open reports of one person",
                     KEREGE_TR("You have already sent several messages. Wait for an answer.")};
    }
    const bool of_child = wrong.about && wrong.about != scope.person;
    const int64_t id = impl_->ids.next();
    const int64_t added = transaction.execute(
        sql::data_report_add,
        {scope.organisation.value, id, of_child ? wrong.about.value : scope.person.value, text,
         impl_->clock.now_ms(), wrong.field,
         of_child ? data::Argument(scope.person.value) : data::Argument(nullptr)});
    if (added == 0) return success();
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

std::vector<DataReport> Accounts::open_reports(const Scope& scope, PersonId about) {
    std::vector<DataReport> reports;
    auto transaction = impl_->database.read();
    transaction.each(sql::data_report_open,
                     {scope.organisation.value, about.value, kOpenReportsShown},
                     [&](const data::Row& row) {
                         DataReport report;
                         report.id = row.int64(0);
                         report.person = PersonId{row.int64(1)};
                         report.person_name = name_at(row, 2);
                         report.message = row.text(4);
                         report.created_at_ms = row.int64(5);
                         report.membership = MembershipId{row.int64(6)};
                         report.compromised = row.text(7) == "compromised";
                         report.field = row.text(8);
                         report.by_name = name_at(row, 9);
                         reports.push_back(std::move(report));
                     });
    return reports;
}

std::vector<DataReport> Accounts::own_reports(const Scope& scope) {
    std::vector<DataReport> reports;
    auto transaction = impl_->database.read();
    transaction.each(sql::data_report_own,
                     {scope.organisation.value, scope.person.value, kOwnReportsShown},
                     [&](const data::Row& row) {
                         DataReport report;
                         report.id = row.int64(0);
                         report.person = PersonId{row.int64(1)};
                         report.person_name = name_at(row, 2);
                         report.message = row.text(4);
                         report.created_at_ms = row.int64(5);
                         report.field = row.text(6);
                         report.outcome = row.text(7);
                         report.answer = row.text(8);
                         report.closed_at_ms = row.int64_or(9, 0);
                         reports.push_back(std::move(report));
                     });
    return reports;
}

Result<> Accounts::close_report(const Scope& scope, int64_t report, const ReportAnswer& typed,
                                std::string_view request_id) {
    auto transaction = impl_->database.write();
    bool compromised = false;
    PersonId author;
    MembershipId membership;
    if (!transaction.first(sql::data_report_find, {scope.organisation.value, report},
                           [&](const data::Row& row) {
                               compromised = row.text(0) == "compromised";
                               author = PersonId{row.int64(1)};
                               membership = MembershipId{row.int64_or(2, 0)};
                           }))
        return not_found("no such open report in the organisation");
    ReportAnswer answer;
    if (!compromised) {
        const auto wanted = checked_answer(typed);
        if (!wanted) return wanted.fault();
        answer = *wanted;
    }
    if (transaction.execute(sql::data_report_close,
                            {impl_->clock.now_ms(), answer.outcome, answer.answer,
                             scope.organisation.value, report}) == 0)
        return not_found("no such open report in the organisation");
    impl_->audit.append(
        transaction,
        {scope.organisation,
         scope.person,
         {},
         "data_report.closed",
         "data_report:" + std::to_string(report),
         compromised ? std::string() : fmt::format(R"({{"outcome":"{}"}})", answer.outcome),
         request_id});
    std::optional<std::string> locale;
    if (!compromised && impl_->letters && membership)
        transaction.first(sql::person_reached, {author.value},
                          [&](const data::Row& row) { locale = row.text(0); });
    if (locale)
        impl_->letters->write(transaction, {scope.organisation,
                                            membership,
                                            author,
                                            *locale,
                                            "data_report_settled",
                                            fmt::format("data_report_settled.{}", report),
                                            {}});
    transaction.commit();
    return success();
}

}  // namespace kerege::access
