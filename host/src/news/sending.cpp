// A newsletter on its way into the outbox, and taken back. Who was written to is known by the
// number up to which all were, kept in the transaction of their letters: a host that is killed
// leaves the rest to the next attempt, and nobody gets two.
#include <utility>

#include "host/src/access/news.hpp"
#include "host/src/base/text.hpp"
#include "host/src/news/newsletters.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/news.hpp"

namespace kerege::news {
namespace {

namespace sql = queries::news;

// For so many letters others wait where the database has one writer.
constexpr int64_t kReadersAtOnce = 100;

std::string key_of(NewsletterId id) { return "newsletter:" + id.text(); }

}  // namespace

struct Newsletters::Reader {
    PersonId person;
    MembershipId membership;
    std::string locale;
    std::string address = {};  // empty: theirs when it is sent
};

view::TextTemplates::Text Newsletters::letter(const Newsletter& newsletter, std::string_view locale,
                                              std::string_view link) const {
    const std::string_view there = newsletter.locale_for(locale);
    const Words& words = newsletter.words_in(there);
    view::Model model;
    model.set("subject", words.subject)
        .set("text", words.text)
        .set("organisation", there == "ru"   ? newsletter.name_ru
                             : there == "en" ? newsletter.name_en
                                             : newsletter.name_kk)
        .set("link", link.empty() ? parts_.address + "/unsubscribe/…" : std::string(link));
    return parts_.templates.render("core/newsletter", there, model);
}

void Newsletters::write_to(data::Transaction& transaction, const Newsletter& newsletter,
                           const Reader& reader, std::string_view key) {
    const std::string link =
        parts_.address + "/unsubscribe/" + access::news_token(transaction, reader.person);
    const auto text = letter(newsletter, reader.locale, link);
    parts_.outbox.add(transaction, {.organisation = newsletter.organisation,
                                    .membership = reader.membership,
                                    .person = reader.person,
                                    .module = kModule,
                                    .key = key,
                                    .template_name = "newsletter",
                                    .locale = newsletter.locale_for(reader.locale),
                                    .subject = text.subject,
                                    .text = text.body,
                                    .html = {},
                                    .to = reader.address,
                                    .unsubscribe = link});
}

Result<> Newsletters::test(const access::Scope& scope, NewsletterId id) {
    const auto newsletter = find(scope.organisation, id);
    if (!newsletter) return newsletter.fault();
    auto transaction = parts_.database.write();
    std::string address;
    transaction.first(sql::addressee, {scope.person.value},
                      [&](const data::Row& row) { address = row.text(0); });
    if (address.empty())
        return invalid("news: no address to try it with",
                       KEREGE_TR("No e-mail address is kept for you."));
    for (const char* locale : {"kk", "ru", "en"})
        if (newsletter->locale_for(locale) == locale)
            write_to(transaction, *newsletter, {scope.person, scope.membership, locale, address},
                     "test:" + std::to_string(parts_.ids.next()));
    transaction.commit();
    return success();
}

std::vector<Newsletters::Reader> Newsletters::next_readers(OrganisationId organisation,
                                                           int64_t after) {
    std::vector<Reader> readers;
    parts_.database.read().each(
        sql::readers, {organisation.value, after, today(), parts_.clock.now_ms(), kReadersAtOnce},
        [&](const data::Row& row) {
            readers.push_back({PersonId{row.int64(0)}, MembershipId{row.int64(1)},
                               row.text(2).empty() ? "kk" : std::string(row.text(2))});
        });
    return readers;
}

bool Newsletters::write_some(const Newsletter& newsletter, int64_t after,
                             const std::vector<Reader>& readers) {
    auto transaction = parts_.database.write();
    if (transaction.execute(sql::go_on,
                            {readers.back().person.value, static_cast<int64_t>(readers.size()),
                             newsletter.organisation.value, newsletter.id.value, after}) == 0)
        return false;
    const std::string key = key_of(newsletter.id);
    for (const Reader& reader : readers) write_to(transaction, newsletter, reader, key);
    transaction.commit();
    return true;
}

Result<> Newsletters::run(jobs::Running& running) {
    const auto words = text::split(running.job.payload, " ");
    const auto organisation = words.size() == 2 ? OrganisationId::parse(words[0]) : std::nullopt;
    const auto id = words.size() == 2 ? NewsletterId::parse(words[1]) : std::nullopt;
    if (!organisation || !id) return invalid("news: a payload of another shape");
    const auto newsletter = find(*organisation, *id);
    if (!newsletter) return success();
    for (;;) {
        int64_t after = 0, written = 0, all = 0;
        const bool going_on = parts_.database.read().first(
            sql::after, {organisation->value, id->value}, [&](const data::Row& row) {
                after = row.int64(0);
                written = row.int64(1);
                all = row.int64(2);
            });
        if (!going_on) return success();  // done, or cancelled
        if (running.progress(written, all) != jobs::Ask::go_on)
            return unavailable("news: broken off");
        const auto readers = next_readers(*organisation, after);
        if (readers.empty()) {
            auto transaction = parts_.database.write();
            transaction.execute(sql::done,
                                {parts_.clock.now_ms(), organisation->value, id->value, after});
            transaction.commit();
            return success();
        }
        if (!write_some(*newsletter, after, readers)) return success();
    }
}

Result<> Newsletters::cancel(OrganisationId organisation, NewsletterId id, const Doer& doer) {
    const auto there = find(organisation, id);
    if (!there) return there.fault();
    if (there->state == "cancelled") return success();
    auto transaction = parts_.database.write();
    const bool begun = transaction.execute(
                           sql::cancel, {parts_.clock.now_ms(), organisation.value, id.value}) == 1;
    const int64_t taken_back =
        begun ? transaction.execute(sql::withdraw_letters, {organisation.value, key_of(id)}) : 0;
    if (!begun || (there->state == "sent" && taken_back == 0))
        return conflict("news: nothing of it waits",
                        KEREGE_TR("All letters have left: nothing can be taken back."));
    transaction.execute(sql::withdrawn, {taken_back, organisation.value, id.value});
    note(transaction, organisation, id, "newsletter.cancelled", doer);
    transaction.commit();
    return success();
}

}  // namespace kerege::news
