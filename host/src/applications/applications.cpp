// The applicant's side: asking, confirming, mending; and what is deleted in time.
#include "host/src/applications/applications.hpp"

#include <utility>

#include "host/src/access/tokens.hpp"
#include "host/src/base/address.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/applications.hpp"
#include "queries/directory.hpp"

namespace kerege::applications {
namespace {

namespace sql = queries::applications;

constexpr size_t kTokenBytes = 32;
constexpr size_t kOnceBytesMax = 64;
constexpr int64_t kHourMs = int64_t{3600} * 1000;
constexpr int64_t kDaysMs = 24 * kHourMs;

Fault too_often() {
    return {FaultKind::too_many, "applications: too many from one address",
            KEREGE_TR("Too many applications came from here within an hour. Try again later.")};
}

}  // namespace

Application application_of(const data::Row& row) {
    const auto text = [&](size_t column) { return std::string(row.text_or(column, {})); };
    Application one;
    one.id = row.int64(0);
    one.token = text(1);
    one.state = text(2);
    one.form.parent = OrganisationId{row.int64(3)};
    one.form.kind = text(4);
    one.form.bin = text(5);
    one.form.name_kk = text(6);
    one.form.name_ru = text(7);
    one.form.address_kk = text(8);
    one.form.address_ru = text(9);
    one.form.applicant = {text(10), text(11), text(12), text(13), text(14), text(15)};
    one.form.note = text(16);
    one.form.consent = true;
    one.locale = text(17);
    one.consent = text(18);
    one.reason = text(19);
    one.made = OrganisationId{row.int64_or(20, 0)};
    one.administrator = MembershipId{row.int64_or(21, 0)};
    one.created_at_ms = row.int64(22);
    one.changed_at_ms = row.int64(23);
    one.confirmation = text(24);
    one.parent.id = one.form.parent;
    one.parent.name_kk = text(25);
    one.parent.name_ru = text(26);
    one.parent.name_en = text(27);
    one.parent.kind = text(28);
    return one;
}

Applications::Applications(data::Database& database, const audit::Audit& audit, IdMaker& ids,
                           const Clock& clock, const LocalTime& local_time,
                           directory::Organisations& organisations, directory::Standings& standings,
                           jobs::Queue& queue, access::Letters& letters, Settings settings)
    : database_(database),
      audit_(audit),
      ids_(ids),
      clock_(clock),
      local_time_(local_time),
      organisations_(organisations),
      standings_(standings),
      queue_(queue),
      settings_(settings),
      administrators_(audit, ids, clock, local_time, letters, settings.letter_days) {}

// A place that has closed takes nobody.
Result<> Applications::check_place(data::Transaction& transaction, const Form& form) {
    std::string kind;
    transaction.first(queries::directory::organisation_by_id, {form.parent.value},
                      [&](const data::Row& row) { kind = row.text(2); });
    if (kind.empty()) return not_found("application: no such place");
    const auto status = directory::status_on(transaction, form.parent, standings_.day());
    if (status == directory::status::kClosed || !directory::may_stand_beneath(form.kind, kind))
        return invalid_fields(
            {{"kind", KEREGE_TR("This kind of organisation can't stand there.")}});
    return success();
}

Result<std::string> Applications::apply(const Form& typed, const Sent& sent) {
    const auto form = checked_form(typed);
    if (!form) return form.fault();
    if (sent.once.empty() || sent.once.size() > kOnceBytesMax)
        return invalid("application: a form that was not made here",
                       KEREGE_TR("The page was open for a long time. Fill it in again."));
    auto transaction = database_.write();
    if (const auto place = check_place(transaction, *form); !place) return place.fault();
    std::string token;
    transaction.first(sql::application_once, {sent.once},
                      [&](const data::Row& row) { token = row.text(0); });
    if (!token.empty()) return token;

    const std::string key = address_key(sent.address);
    const auto& applicant = form->applicant;
    const int64_t now_ms = clock_.now_ms();
    bool full = false;
    transaction.first(sql::application_rate, {key, now_ms - kHourMs, applicant.email},
                      [&](const data::Row& row) {
                          full = row.int64(0) >= kAddressHourMax || row.int64(1) >= kEmailHourMax ||
                                 row.int64(2) >= kUnconfirmedMax;
                      });
    if (full) return too_often();
    const int64_t id = ids_.next();
    token = access::base64url(access::random_bytes(kTokenBytes));
    const std::string confirmation = access::base64url(access::random_bytes(kTokenBytes));
    transaction.execute(sql::application_insert, {id,
                                                  token,
                                                  sent.once,
                                                  confirmation,
                                                  form->parent.value,
                                                  form->kind,
                                                  form->bin,
                                                  form->name_kk,
                                                  form->name_ru,
                                                  form->address_kk,
                                                  form->address_ru,
                                                  applicant.family_name,
                                                  applicant.given_name,
                                                  applicant.patronymic,
                                                  applicant.position,
                                                  applicant.email,
                                                  applicant.phone,
                                                  form->note,
                                                  sent.locale,
                                                  sent.consent,
                                                  key,
                                                  now_ms});
    write_letter(transaction, id, "application_confirm");
    transaction.commit();
    return token;
}

std::optional<std::string> Applications::confirm(std::string_view confirmation) {
    auto transaction = database_.write();
    std::optional<std::string> token;
    transaction.first(sql::application_confirmation, {confirmation},
                      [&](const data::Row& row) { token = row.text(1); });
    if (!token) return {};
    transaction.execute(sql::application_confirm, {clock_.now_ms(), confirmation});
    transaction.commit();
    return token;
}

std::optional<Application> Applications::by_token(std::string_view token) {
    std::optional<Application> found;
    auto transaction = database_.read();
    transaction.first(sql::application_by_token, {token},
                      [&](const data::Row& row) { found = application_of(row); });
    return found;
}

Result<> Applications::mend(const Application& there, const Form& typed) {
    Form wanted = typed;
    wanted.parent = there.form.parent;
    wanted.applicant.email = there.form.applicant.email;
    wanted.consent = true;
    const auto form = checked_form(wanted);
    if (!form) return form.fault();
    auto transaction = database_.write();
    if (const auto place = check_place(transaction, *form); !place) return place;
    const auto& one = form->applicant;
    const auto changed =
        transaction.execute(sql::application_mend,
                            {form->kind, form->bin, form->name_kk, form->name_ru, form->address_kk,
                             form->address_ru, one.family_name, one.given_name, one.patronymic,
                             one.position, one.phone, form->note, clock_.now_ms(), there.id});
    if (changed == 0)
        return conflict("application: not returned",
                        KEREGE_TR("This application waits for an answer, or has one."));
    transaction.commit();
    return success();
}

void Applications::write_letter(data::Transaction& transaction, int64_t id, std::string_view name) {
    const std::string payload = std::to_string(id) + " " + std::string(name);
    queue_.add(transaction, {.module = {},
                             .organisation = {},
                             .kind = kLetterJob,
                             .payload = payload,
                             .attempts_max = jobs::kAttemptsMax});
}

std::optional<Application> Applications::for_letter(int64_t id, std::string_view name) {
    std::optional<Application> found;
    auto transaction = database_.read();
    transaction.first(sql::application_by_id, {id},
                      [&](const data::Row& row) { found = application_of(row); });
    if (!found) return {};
    const std::string_view state = name == "application_confirm"    ? "unconfirmed"
                                   : name == "application_returned" ? "returned"
                                                                    : "refused";
    if (found->state != state) return {};
    return found;
}

// What nobody answered is over: its data were given to be answered.
void Applications::lapse(data::Transaction& transaction) {
    std::vector<std::pair<int64_t, OrganisationId>> old;
    transaction.each(sql::application_lapsed,
                     {clock_.now_ms() - settings_.unanswered_days * kDaysMs},
                     [&](const data::Row& row) {
                         old.emplace_back(row.int64(0), OrganisationId{row.int64(1)});
                     });
    for (const auto& [id, parent] : old) {
        if (transaction.execute(sql::application_lapse, {clock_.now_ms(), id}) == 0) continue;
        write_letter(transaction, id, "application_lapsed");
        audit_.append(transaction, {.organisation = parent,
                                    .person = {},
                                    .module = {},
                                    .action = "application.lapsed",
                                    .subject = "application:" + std::to_string(id),
                                    .detail = {},
                                    .request_id = {}});
    }
}

int64_t Applications::forget_old() {
    const int64_t now_ms = clock_.now_ms();
    auto transaction = database_.write();
    lapse(transaction);
    const auto gone =
        transaction.execute(sql::application_forget,
                            {now_ms - kUnconfirmedDays * kDaysMs, now_ms - kLapsedDays * kDaysMs,
                             now_ms - settings_.kept_days * kDaysMs});
    transaction.commit();
    return static_cast<int64_t>(gone);
}

}  // namespace kerege::applications
