// Writing and publishing versions.
#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>

#include "host/src/agreements/agreements.hpp"
#include "host/src/agreements/profiles.hpp"
#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/agreements.hpp"

namespace kerege::agreements {
namespace {

namespace sql = queries::agreements;

constexpr int kNoonMinutes = 12 * 60;
constexpr int64_t kHourMs = int64_t{60} * 60'000;
constexpr int kOwnAges[] = {0, 14, 18};

std::string checksum_of(std::string_view text) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int bytes = 0;
    if (EVP_Digest(text.data(), text.size(), digest, &bytes, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("agreements: SHA-256 failed");
    std::string hex;
    for (unsigned int i = 0; i < bytes; ++i) hex += fmt::format("{:02x}", digest[i]);
    return hex;
}

// Lines end with LF alone, as no form sends them; no other control characters, no empty lines
// before and behind, nothing after a line's last word. So the checksum is one of what is read,
// however it came.
std::string tidied_text(std::string_view text) {
    std::string tidy;
    const auto end_line = [&tidy] {
        while (!tidy.empty() && tidy.back() == ' ') tidy.pop_back();
        tidy += '\n';
    };
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r' || c == '\n') {
            if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
            end_line();
        } else {
            tidy += static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? ' ' : c;
        }
    }
    end_line();
    tidy.erase(0, std::min(tidy.find_first_not_of('\n'), tidy.size()));
    while (tidy.ends_with("\n\n")) tidy.pop_back();
    return tidy;
}

struct Place {
    std::string Texts::*part;
    const char* title;
    const char* text;
};
constexpr Place kPlaces[] = {{&Texts::kk, "title_kk", "text_kk"},
                             {&Texts::ru, "title_ru", "text_ru"},
                             {&Texts::en, "title_en", "text_en"}};

std::vector<FieldFault> too_long(const Draft& draft) {
    std::vector<FieldFault> faults;
    for (const auto& place : kPlaces) {
        if (text::length(draft.title.*place.part) > kTitleLettersMax)
            faults.push_back(
                {place.title, KEREGE_TR("The title can have at most 200 characters.")});
        if ((draft.text.*place.part).size() > kTextBytesMax)
            faults.push_back({place.text, KEREGE_TR("The text can have at most 256 KB.")});
    }
    return faults;
}

bool is_whole(const Draft& draft) {
    return std::none_of(std::begin(kPlaces), std::end(kPlaces), [&](const Place& place) {
        return (draft.title.*place.part).empty() || (draft.text.*place.part).empty();
    });
}

Fault changed_meanwhile() {
    return conflict("the draft is not the one that was seen",
                    KEREGE_TR("Somebody else has changed the draft meanwhile."));
}

struct Newest {
    int64_t number = 0;
    std::string from;
};
// Of all, or of those that were not taken back.
Newest newest(data::Transaction& transaction, const data::Statement& statement, int64_t agreement) {
    Newest found;
    transaction.first(statement, {agreement}, [&](const data::Row& row) {
        found = {row.int64(0), std::string(row.text(1))};
    });
    return found;
}

std::optional<Draft> stored_draft(data::Transaction& transaction, const Document& document) {
    std::optional<Draft> draft;
    transaction.first(sql::draft, {document.id}, [&](const data::Row& row) {
        draft.emplace();
        draft->revision = row.int64(0);
        draft->title = {std::string(row.text(1)), std::string(row.text(2)),
                        std::string(row.text(3))};
        draft->text = {std::string(row.text(4)), std::string(row.text(5)),
                       std::string(row.text(6))};
        draft->profiles = profiles_in(row, 7, document);
        draft->own_age = static_cast<int>(row.int64(8));
        draft->by_file = row.int64(9) != 0;
    });
    return draft;
}

}  // namespace

void tidy(Draft& draft) {
    for (const auto& place : kPlaces) {
        draft.title.*place.part = text::tidy(draft.title.*place.part);
        draft.text.*place.part = tidied_text(draft.text.*place.part);
    }
}

// Where there is no draft the revision is the newest version's number, which no draft ever has.
Draft Agreements::draft(const Document& document) {
    Draft begun;
    begun.profiles = document.profiles;
    {
        auto transaction = database_.read();
        if (auto stored = stored_draft(transaction, document)) return *stored;
        begun.revision = newest(transaction, sql::newest, document.id).number;
    }
    if (const auto last = version(document, begun.revision)) {
        begun.title = last->title;
        begun.text = last->text;
        begun.profiles = last->profiles;
        begun.own_age = last->own_age;
    }
    return begun;
}

Result<int64_t> Agreements::save_draft(const Document& document, const Draft& typed,
                                       const Doer& doer) {
    Draft draft = typed;
    tidy(draft);
    auto faults = too_long(draft);
    check_profiles(draft.profiles, document.kind, faults);
    const bool known_age =
        std::find(std::begin(kOwnAges), std::end(kOwnAges), draft.own_age) != std::end(kOwnAges);
    if (!known_age || (draft.own_age != 0 && document.kind != kind::kBinding))
        faults.push_back({"own_age", KEREGE_TR("Choose one of the ages.")});
    if (!faults.empty()) return invalid_fields(std::move(faults));
    const int64_t revision = ids_.next();
    auto transaction = database_.write();
    const Texts& title = draft.title;
    const Texts& text = draft.text;
    const std::string profiles = joined(draft.profiles);
    const int by_file = draft.by_file ? 1 : 0;
    const bool fresh = newest(transaction, sql::newest, document.id).number == draft.revision;
    const int64_t written =
        fresh ? transaction.execute(sql::draft_add,
                                    {document.id, revision, title.kk, title.ru, title.en, text.kk,
                                     text.ru, text.en, profiles, draft.own_age, by_file})
              : transaction.execute(
                    sql::draft_change,
                    {revision, title.kk, title.ru, title.en, text.kk, text.ru, text.en, profiles,
                     draft.own_age, by_file, document.id, draft.revision});
    if (written == 0) return changed_meanwhile();
    note(transaction, document.owner, doer, "agreement.drafted", "agreement:" + document.code, {});
    transaction.commit();
    return revision;
}

std::string Agreements::day_in(int64_t days) const {
    const int64_t day = local_time_.day_number(clock_.now_ms()) + days;
    return local_time_.day(local_time_.at_ms(day, kNoonMinutes));
}

// A day begins at midnight: of an offer the first midnight after the whole notice.
std::string Agreements::noticed_day(const Document& document) const {
    if (document.kind != kind::kOffer) return day_in(0);
    const int64_t now_ms = clock_.now_ms();
    const int64_t noticed = local_time_.day_number(now_ms + offer_notice_hours_ * kHourMs - 1) + 1;
    return day_in(noticed - local_time_.day_number(now_ms));
}

std::string Agreements::earliest_day(const Document& document) const {
    const std::string earliest = noticed_day(document);
    const VersionLine* last = document.newest();
    return last ? std::max(earliest, last->in_force_from) : earliest;
}

Result<int64_t> Agreements::publish(const Document& document, int64_t revision,
                                    std::string_view from, const Doer& doer) {
    auto transaction = database_.write();
    const auto draft = stored_draft(transaction, document);
    if (!draft || draft->revision != revision ||
        transaction.execute(sql::draft_remove, {document.id, revision}) == 0)
        return changed_meanwhile();
    if (!is_whole(*draft))
        return invalid("a title or a text is missing in one of the languages",
                       KEREGE_TR("A title or a text is missing in one of the languages."));
    const Newest last = newest(transaction, sql::newest, document.id);
    const Newest standing = newest(transaction, sql::standing, document.id);
    if (!text::is_day(from))
        return invalid_fields({{"in_force_from", KEREGE_TR("This is not a day.")}});
    if (from < noticed_day(document) || from < standing.from)
        return invalid_fields({{"in_force_from", KEREGE_TR("It can't be in force so early.")}});
    if (from > day_in(kDaysAheadMax))
        return invalid_fields({{"in_force_from", KEREGE_TR("This day is more than a year away.")}});
    const int64_t number = last.number + 1;
    const Texts& title = draft->title;
    const Texts& text = draft->text;
    transaction.execute(sql::version_add,
                        {document.id, number, title.kk, title.ru, title.en, text.kk, text.ru,
                         text.en, checksum_of(text.kk), checksum_of(text.ru), checksum_of(text.en),
                         clock_.now_ms(), from, joined(draft->profiles), draft->own_age});
    note(transaction, document.owner, doer, "agreement.published", "agreement:" + document.code,
         fmt::format("{{\"version\":{},\"from\":\"{}\"}}", number, from));
    transaction.commit();
    published_ = true;
    return number;
}

}  // namespace kerege::agreements
