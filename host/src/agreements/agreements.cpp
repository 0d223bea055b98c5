#include "host/src/agreements/agreements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "host/src/agreements/profiles.hpp"
#include "host/src/directory/counts_cache.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/agreements.hpp"

namespace kerege::agreements {

class CountsCache : public directory::RecentCache<RecentCounts> {
public:
    using RecentCache::RecentCache;
};

namespace {

namespace sql = queries::agreements;

constexpr std::string_view kKinds[] = {kind::kBinding, kind::kOrganisation, kind::kOffer};
constexpr int64_t kLookEveryMs = 5'000;
// Below so many people a count costs little, and who has just accepted is looked for in it.
constexpr int64_t kFewPeople = 5'000;
constexpr std::string_view kReservedCode = "manage";  // the operator's pages

bool among(auto& words, std::string_view word) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool good_code(std::string_view code) {
    const auto is_good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !code.empty() && code.size() <= kCodeBytesMax && code.front() != '-' &&
           code != kReservedCode && std::all_of(code.begin(), code.end(), is_good);
}

Texts texts_of(const data::Row& row, size_t column) {
    return {std::string(row.text(column)), std::string(row.text(column + 1)),
            std::string(row.text(column + 2))};
}

std::vector<Document> read_documents(data::Transaction& transaction) {
    std::map<int64_t, std::vector<std::string>> profiles;
    transaction.each(sql::profiles, {}, [&](const data::Row& row) {
        profiles[row.int64(0)].emplace_back(row.text(1));
    });
    std::vector<Document> documents;
    transaction.each(sql::overview, {}, [&](const data::Row& row) {
        if (documents.empty() || documents.back().id != row.int64(0)) {
            Document document;
            document.id = row.int64(0);
            document.owner = OrganisationId{row.int64(1)};
            document.code = row.text(2);
            document.kind = row.text(3);
            document.has_draft = row.int64(4) != 0;
            document.title = texts_of(row, 6);
            document.profiles = profiles[document.id];
            documents.push_back(std::move(document));
        }
        if (row.int64(5) == 0) return;
        documents.back().versions.push_back({row.int64(5), texts_of(row, 6), row.int64(9),
                                             std::string(row.text(10)),
                                             profiles_in(row, 12, documents.back()),
                                             static_cast<int>(row.int64(13)), row.int64(11) != 0});
    });
    transaction.each(sql::ends, {}, [&](const data::Row& row) {
        for (Document& document : documents) {
            if (document.id != row.int64(0)) continue;
            document.ended_after = row.int64(1);
            document.ended_from = row.text(2);
        }
    });
    return documents;
}

bool is_over(const Document& document, int64_t number, std::string_view day) {
    return !document.ended_from.empty() && document.ended_after >= number &&
           document.ended_from <= day;
}

}  // namespace

const VersionLine* Document::find(int64_t number) const {
    for (const auto& version : versions)
        if (version.number == number) return &version;
    return nullptr;
}

const VersionLine* Document::newest() const {
    for (const auto& version : versions)
        if (!version.withdrawn) return &version;
    return nullptr;
}

const VersionLine* Document::in_force(std::string_view today) const {
    for (const auto& version : versions)
        if (!version.withdrawn && version.in_force_from <= today)
            return is_over(*this, version.number, today) ? nullptr : &version;
    return nullptr;
}

const VersionLine* Document::coming(std::string_view today) const {
    const VersionLine* last = newest();
    if (!last || last->in_force_from <= today) return nullptr;
    return is_over(*this, last->number, last->in_force_from) ? nullptr : last;
}

std::string_view Document::end() const {
    const VersionLine* last = newest();
    return last && ended_after >= last->number ? std::string_view(ended_from) : std::string_view();
}

Agreements::Agreements(data::Database& database, const audit::Audit& audit, IdMaker& ids,
                       const Clock& clock, const LocalTime& local_time, int offer_notice_hours)
    : database_(database),
      audit_(audit),
      ids_(ids),
      clock_(clock),
      local_time_(local_time),
      offer_notice_hours_(offer_notice_hours),
      recent_(std::make_unique<CountsCache>(clock, [](const RecentCounts& counted) {
          return counted.rows.empty() || counted.rows.front().bound <= kFewPeople;
      })) {}

Agreements::~Agreements() = default;

bool Agreements::lately_published() noexcept {
    try {
        const int64_t now_ms = clock_.now_ms();
        if (!published_ && now_ms - looked_at_ms_ >= kLookEveryMs) {
            looked_at_ms_ = now_ms;
            auto transaction = database_.read();
            published_ = anything_published(transaction);
        }
    } catch (const std::exception&) {
        // Who needs the database reports what is wrong with it.
    }
    return published_;
}

std::vector<Document> Agreements::documents() {
    auto transaction = database_.read();
    return read_documents(transaction);
}

std::optional<Document> Agreements::find(std::string_view code) {
    for (auto& document : documents())
        if (document.code == code) return std::move(document);
    return {};
}

std::optional<Version> Agreements::version(const Document& document, int64_t number) {
    std::optional<Version> version;
    auto transaction = database_.read();
    transaction.first(sql::version, {document.id, number}, [&](const data::Row& row) {
        version.emplace();
        version->number = number;
        version->title = texts_of(row, 0);
        version->text = texts_of(row, 3);
        version->checksum = texts_of(row, 6);
        version->published_at_ms = row.int64(9);
        version->in_force_from = row.text(10);
        version->profiles = profiles_in(row, 11, document);
        version->own_age = static_cast<int>(row.int64(12));
    });
    return version;
}

Result<int64_t> Agreements::create(const NewDocument& document, const Doer& doer) {
    std::vector<FieldFault> faults;
    if (!good_code(document.code))
        faults.push_back(
            {"document_code", KEREGE_TR("Small Latin letters, digits and hyphens, at most 64.")});
    if (!among(kKinds, document.kind))
        faults.push_back({"kind", KEREGE_TR("Choose who accepts the document.")});
    check_profiles(document.profiles, document.kind, faults);
    if (!faults.empty()) return invalid_fields(std::move(faults));
    const int64_t id = ids_.next();
    auto transaction = database_.write();
    try {
        transaction.execute(sql::document_add, {id, document.owner.value, document.code,
                                                document.kind, clock_.now_ms()});
        for (const auto& profile : document.profiles)
            transaction.execute(sql::profile_add, {id, profile});
    } catch (const data::ConstraintViolation&) {
        return Fault{
            FaultKind::conflict,
            "the code is taken, or a profile stands there twice: " + document.code,
            {},
            {{"document_code", KEREGE_TR("There is a document with this address already.")}}};
    }
    note(transaction, document.owner, doer, "agreement.created", "agreement:" + document.code,
         fmt::format("{{\"kind\":\"{}\"}}", document.kind));
    transaction.commit();
    return id;
}

std::shared_ptr<const RecentCounts> Agreements::counts(const Document& document, int64_t number,
                                                       OrganisationId organisation) {
    return recent_->get({organisation.value, fmt::format("{}/{} {}", document.id, number, today())},
                        [&] { return count(document, number, organisation); });
}

std::vector<Count> Agreements::count(const Document& document, int64_t number,
                                     OrganisationId organisation) {
    std::vector<Count> counts;
    const auto add = [&](const data::Row& row) {
        counts.push_back(
            {OrganisationId{row.int64(0)}, texts_of(row, 1), row.int64(4), row.int64(5)});
    };
    auto transaction = database_.read();
    if (document.kind == kind::kOrganisation) {
        transaction.each(sql::school_counts, {document.id, number, organisation.value}, add);
    } else if (document.kind == kind::kBinding) {
        transaction.each(sql::people_counts, {document.id, number, today(), organisation.value},
                         add);
    }
    return counts;
}

void Agreements::note(data::Transaction& transaction, OrganisationId organisation, const Doer& doer,
                      std::string_view action, std::string_view subject,
                      std::string_view detail) const {
    audit_.append(transaction, {.organisation = organisation,
                                .person = doer.person,
                                .module = {},
                                .action = action,
                                .subject = subject,
                                .detail = detail,
                                .request_id = doer.request_id});
}

}  // namespace kerege::agreements
