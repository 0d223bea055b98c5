#include "host/src/privacy/copies.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <set>

#include "host/src/base/text_values.hpp"
#include "host/src/files/leftovers.hpp"
#include "host/src/privacy/copy_file.hpp"
#include "host/src/privacy/deletions.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"
#include "queries/privacy.hpp"

namespace kerege::privacy {
namespace {

namespace sql = queries::privacy;
namespace fs = std::filesystem;

constexpr int64_t kDayMs = int64_t{24} * 3600 * 1000;

std::string names_at(const data::Row& row, size_t family) {
    std::string name(row.text_or(family, {}));
    const auto given = row.text_or(family + 1, {});
    if (!given.empty()) name.append(" ").append(given);
    return name;
}

CopyState state_of(std::string_view word) {
    if (word == "ready") return CopyState::ready;
    return word == "failed" ? CopyState::failed : CopyState::waiting;
}

std::string name_of(data::Transaction& transaction, PersonId person) {
    std::string name;
    transaction.first(queries::access::person_names, {person.value},
                      [&](const data::Row& row) { name = names_at(row, 0); });
    return name;
}

}  // namespace

// A copy to be made, of whom and by whom.
struct Copies::Wanted {
    PersonId person;
    OrganisationId organisation;  // in whose audit log it is written
    MembershipId membership;      // none: of all
    PersonId by;
    std::string locale;
    MembershipId told;  // the member who is told; none: nobody
};

Copies::Copies(data::Database& database, const audit::Audit& audit, plugins::Plugins& plugins,
               const view::Renderer& renderer, const view::Translator& translator, IdMaker& ids,
               const Clock& clock, const LocalTime& local_time, const Log& log, fs::path folder,
               const PrivacySettings& settings, access::Letters* letters, ActionWords action_words)
    : database_(database),
      audit_(audit),
      plugins_(plugins),
      renderer_(renderer),
      translator_(translator),
      ids_(ids),
      clock_(clock),
      local_time_(local_time),
      log_(log),
      folder_(std::move(folder)),
      settings_(settings),
      letters_(letters),
      action_words_(std::move(action_words)) {}

fs::path Copies::file_of(int64_t id) const { return folder_ / fmt::format("{}.zip", id); }

bool Copies::is_young(std::string_view birth_date) const {
    const std::string day(birth_date);
    if (!text::is_day(day)) return false;
    return local_time_.day(clock_.now_ms()) <
           text::months_later(day, settings_.guardian_until_years * 12);
}

Result<> Copies::ask_own(const access::Scope& scope, std::string_view locale,
                         std::string_view request_id) {
    return ask({scope.person, scope.organisation, {}, scope.person, std::string(locale), {}},
               request_id);
}

Result<> Copies::ask_for_child(const access::Scope& scope, MembershipId child,
                               std::string_view locale, std::string_view request_id) {
    std::optional<PersonId> person;
    std::string birth_date;
    database_.read().first(sql::ward,
                           {scope.organisation.value, scope.membership.value, child.value,
                            local_time_.day(clock_.now_ms())},
                           [&](const data::Row& row) {
                               person = PersonId{row.int64(0)};
                               birth_date = row.text_or(1, {});
                           });
    if (!person) return not_found("copies: no child of this guardian");
    if (!is_young(birth_date))
        return Fault{FaultKind::forbidden, "copies: a child that is not young",
                     KEREGE_TR("At this age your child asks for the copy in their own account.")};
    return ask({*person, scope.organisation, child, scope.person, std::string(locale), {}},
               request_id);
}

std::optional<PersonId> Copies::person_of(OrganisationId organisation, MembershipId member) {
    std::optional<PersonId> person;
    database_.read().first(sql::member_person, {organisation.value, member.value},
                           [&](const data::Row& row) { person = PersonId{row.int64(0)}; });
    return person;
}

Result<> Copies::ask_for_member(const access::Scope& scope, MembershipId member,
                                std::string_view locale, std::string_view request_id) {
    const auto person = person_of(scope.organisation, member);
    if (!person) return not_found("copies: no such membership");
    return ask({*person, scope.organisation, member, scope.person, std::string(locale), member},
               request_id);
}

Result<> Copies::ask(const Wanted& wanted, std::string_view request_id) {
    auto transaction = database_.write();
    transaction.first(queries::access::person_lock, {wanted.person.value}, [](const data::Row&) {});
    std::optional<int64_t> before;
    bool waits = false;
    transaction.first(sql::copy_state,
                      {wanted.person.value, wanted.membership.value, wanted.by.value},
                      [&](const data::Row& row) {
                          before = row.int64(0);
                          waits = state_of(row.text(1)) == CopyState::waiting;
                      });
    if (waits)
        return conflict("copies: one is being made",
                        KEREGE_TR("A copy is being made already. It will stand here soon."));
    if (before) transaction.execute(sql::copy_remove, {*before});
    const int64_t id = ids_.next();
    transaction.execute(
        sql::copy_add, {id, wanted.person.value, wanted.organisation.value, wanted.membership.value,
                        wanted.by.value, wanted.locale, clock_.now_ms()});
    const std::string subject = wanted.membership ? "membership:" + wanted.membership.text()
                                                  : "person:" + wanted.person.text();
    audit_.append(transaction, {.organisation = wanted.organisation,
                                .person = wanted.by,
                                .module = {},
                                .action = "personal_data.asked",
                                .subject = subject,
                                .detail = {},
                                .request_id = request_id});
    const std::string payload = std::to_string(id);
    plugins_.queue().add(transaction,
                         {.module = {}, .organisation = {}, .kind = kCopyJob, .payload = payload});
    if (wanted.told && wanted.person != wanted.by) tell(transaction, wanted, id);
    transaction.commit();
    plugins_.runner().wake();
    return success();
}

void Copies::tell(data::Transaction& transaction, const Wanted& wanted, int64_t id) {
    if (!letters_) return;
    std::optional<std::string> locale;
    transaction.first(queries::access::person_reached, {wanted.person.value},
                      [&](const data::Row& row) { locale = row.text(0); });
    if (!locale) return;
    const std::string by(wanted.by ? name_of(transaction, wanted.by)
                                   : translator_.translate("core", *locale, "Operator"));
    letters_->write(transaction, {wanted.organisation,
                                  wanted.told,
                                  wanted.person,
                                  *locale,
                                  "data_copied",
                                  "data_copied." + std::to_string(id),
                                  {{"by", by}}});
}

Result<> Copies::write(OrganisationId organisation, MembershipId member, const std::string& locale,
                       const fs::path& file) {
    const auto person = person_of(organisation, member);
    if (!person) return not_found("copies: no such membership");
    const PersonalWish wish{*person, member, locale};
    const std::string name = [&] {
        auto transaction = database_.read();
        return name_of(transaction, *person);
    }();
    const auto parts =
        PersonalParts(database_, plugins_, translator_, clock_, local_time_, action_words_)
            .of(wish);
    for (const PersonalPart& part : parts)
        if (!part.missing.empty()) return unavailable(part.missing);
    try {
        write_file(file, wish, name, parts);
    } catch (const std::runtime_error& failed) {
        return unavailable(fmt::format("the copy can't be written: {}", failed.what()));
    }
    auto transaction = database_.write();
    const std::string subject = "membership:" + member.text();
    for (const char* action : {"personal_data.asked", "personal_data.fetched"})
        audit_.append(transaction, {organisation, {}, {}, action, subject, {}, {}});
    tell(transaction, {*person, organisation, member, {}, locale, member}, ids_.next());
    transaction.commit();
    return success();
}

// One's own wherever one belongs; somebody else's only where it was ordered, and as long as it
// could be ordered again.
bool Copies::still_theirs(data::Transaction& transaction, const access::Scope& scope,
                          bool edits_people, const Wanted& wanted) const {
    if (wanted.by != scope.person) return false;
    if (wanted.person == scope.person) return true;
    if (wanted.organisation != scope.organisation) return false;
    return edits_people ||
           transaction.first(sql::ward,
                             {scope.organisation.value, scope.membership.value,
                              wanted.membership.value, local_time_.day(clock_.now_ms())},
                             [](const data::Row&) {});
}

std::vector<Copy> Copies::of(const access::Scope& scope, bool edits_people) {
    std::vector<Copy> copies;
    std::vector<Wanted> wanted;
    const int64_t self = scope.person.value;
    auto transaction = database_.read();
    transaction.each(sql::copy_list, {self, self, clock_.now_ms()}, [&](const data::Row& row) {
        Copy one;
        one.id = row.int64(0);
        one.person = {row.int64(1)};
        one.membership = {row.int64(2)};
        one.state = state_of(row.text(3));
        one.bytes = row.int64(4);
        one.asked_at_ms = row.int64(5);
        if (!row.is_null(6)) one.expires_at_ms = row.int64(6);
        one.person_name = names_at(row, 7);
        one.by_name = names_at(row, 9);
        one.by = {row.int64(11)};
        wanted.push_back({one.person, {row.int64(12)}, one.membership, one.by, {}, {}});
        copies.push_back(std::move(one));
    });
    std::vector<Copy> shown;
    for (size_t i = 0; i < copies.size(); ++i)
        if (copies[i].by != scope.person ||
            still_theirs(transaction, scope, edits_people, wanted[i]))
            shown.push_back(std::move(copies[i]));
    return shown;
}

Result<Copies::Opened> Copies::open(const access::Scope& scope, bool edits_people, int64_t id,
                                    std::string_view request_id) {
    auto transaction = database_.write();
    std::optional<Wanted> wanted;
    bool there = false;
    transaction.first(sql::copy_one, {id}, [&](const data::Row& row) {
        wanted = Wanted{{row.int64(0)}, {row.int64(1)}, {row.int64(2)}, {row.int64(3)}, {}, {}};
        there = state_of(row.text(5)) == CopyState::ready && row.int64_or(6, 0) > clock_.now_ms();
    });
    if (!wanted || !there || !still_theirs(transaction, scope, edits_people, *wanted))
        return not_found("copies: none of this id");
    files::Descriptor file(::open(file_of(id).c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return files::not_on_this_host(file_of(id));
    const std::string subject = wanted->membership ? "membership:" + wanted->membership.text()
                                                   : "person:" + wanted->person.text();
    audit_.append(transaction, {.organisation = wanted->organisation,
                                .person = scope.person,
                                .module = {},
                                .action = "personal_data.fetched",
                                .subject = subject,
                                .detail = {},
                                .request_id = request_id});
    transaction.commit();
    return Opened{fmt::format("personal-data-{}.zip", local_time_.day(clock_.now_ms())),
                  std::move(file)};
}

// Whole or not at all, and for nobody else to read.
void Copies::write_file(const fs::path& file, const PersonalWish& wish, const std::string& name,
                        const std::vector<PersonalPart>& parts) {
    const CopyHead head{name, local_time_.minute(clock_.now_ms()), wish.locale};
    fs::path unfinished = file;
    unfinished.replace_extension(".part");
    write_copy(unfinished, clock_.now_ms() / 1000, copy_as_json(head, parts),
               copy_as_page(renderer_, head, parts));
    fs::permissions(unfinished, fs::perms::owner_read | fs::perms::owner_write);
    fs::rename(unfinished, file);
}

Result<> Copies::make(int64_t id, bool last) {
    std::optional<PersonalWish> wish;
    int64_t organisation = 0, by = 0;
    std::string name;
    {
        auto transaction = database_.read();
        transaction.first(sql::copy_one, {id}, [&](const data::Row& row) {
            if (state_of(row.text(5)) != CopyState::waiting) return;
            wish = PersonalWish{{row.int64(0)}, {row.int64(2)}, std::string(row.text(4))};
            organisation = row.int64(1);
            by = row.int64(3);
        });
        if (!wish) return success();
        wish->without_messages =
            wish->membership &&
            transaction.first(sql::asked_by_guardian, {organisation, wish->membership.value, by},
                              [](const data::Row&) {});
        name = name_of(transaction, wish->person);
    }
    const auto finish = [&](const char* state, int64_t bytes) {
        auto transaction = database_.write();
        const int64_t expires = clock_.now_ms() + settings_.copy_days * kDayMs;
        const int64_t changed = transaction.execute(sql::copy_done, {state, bytes, expires, id});
        transaction.commit();
        return changed == 1;
    };
    PersonalParts all(database_, plugins_, translator_, clock_, local_time_, action_words_);
    const auto parts = all.of(*wish);
    for (const PersonalPart& part : parts) {
        if (part.missing.empty()) continue;
        // A module that goes on failing keeps nobody from the rest of their data.
        if (!last) return unavailable(part.missing);
        log_.write(LogLevel::error, "privacy",
                   fmt::format("copy {} is made without a part: {}", id, part.missing));
    }
    try {
        fs::create_directories(folder_);
        fs::permissions(folder_, fs::perms::owner_all);
        write_file(file_of(id), *wish, name, parts);
        const auto bytes = static_cast<int64_t>(fs::file_size(file_of(id)));
        if (!finish("ready", bytes)) fs::remove(file_of(id));
    } catch (const std::runtime_error& failed) {
        if (last) finish("failed", 0);
        return unavailable(fmt::format("the copy can't be written: {}", failed.what()));
    }
    return success();
}

void Copies::forget_old() {
    auto transaction = database_.write();
    transaction.execute(sql::copy_expired, {clock_.now_ms()});
    transaction.commit();
    std::set<int64_t> kept;
    database_.read().each(sql::copy_ids, {},
                          [&](const data::Row& row) { kept.insert(row.int64(0)); });
    const int removed = files::remove_leftovers(folder_, kept);
    if (removed > 0)
        log_.write(LogLevel::info, "privacy",
                   fmt::format("{} copies of personal data were removed", removed));
}

}  // namespace kerege::privacy
