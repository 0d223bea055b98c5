#include "host/src/access/news.hpp"

#include <openssl/crypto.h>

#include "host/src/access/seal.hpp"
#include "host/src/access/tokens.hpp"
#include "host/src/agreements/for_children.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

namespace sql = queries::access;

constexpr size_t kSecretBytes = 32;
constexpr int64_t kDayMs = int64_t{24} * 3600 * 1000;
// The one list there is. A link says which one it ends.
constexpr std::string_view kList = "news";

std::string subject_of(PersonId person) { return "person:" + person.text(); }

struct Found {
    std::string email, confirmed, asked, birth_date;
    int64_t on_since_ms = 0, asked_until_ms = 0;
    bool learner = false;
};

Found find(data::Transaction& transaction, PersonId person, const std::string& today) {
    Found found;
    transaction.first(sql::news_reader, {today, person.value}, [&](const data::Row& row) {
        found.email = row.text(0);
        found.confirmed = row.text(1);
        found.on_since_ms = row.int64(2);
        found.asked = row.text(3);
        found.asked_until_ms = row.int64(4);
        found.birth_date = row.text_or(5, {});
        found.learner = row.int64(6) == 1;
    });
    return found;
}

bool of_age(const Found& found, int own_age, const std::string& today) {
    return !found.learner || !agreements::is_younger(found.birth_date, own_age, today);
}

void add_reader(data::Transaction& transaction, PersonId person) {
    transaction.execute(sql::news_reader_add, {person.value, hex(random_bytes(kSecretBytes))});
}

std::string signature(std::string_view secret, PersonId person) {
    return Sealer(secret).digest(std::string(kList) + ' ' + person.text());
}

bool same(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

int64_t organisation_of(data::Transaction& transaction, PersonId person, const std::string& today) {
    int64_t organisation = 0;
    transaction.first(sql::news_organisation, {today, person.value},
                      [&](const data::Row& row) { organisation = row.int64(0); });
    return organisation;
}

}  // namespace

bool end_news(data::Transaction& transaction, const audit::Audit& audit, IdMaker& ids,
              const Clock& clock, const LocalTime& local_time, const NewsEnd& end) {
    const int64_t now = clock.now_ms();
    transaction.execute(sql::news_offer_remove, {end.person.value});
    if (transaction.execute(sql::news_off, {end.person.value}) == 0) return false;
    transaction.execute(sql::news_letters_remove, {end.person.value});
    transaction.execute(sql::news_consent_add,
                        {ids.next(), end.person.value, "off", end.way, std::string_view(),
                         std::string_view(), end.network, now});
    const int64_t organisation =
        organisation_of(transaction, end.person, local_time.day(clock.now_ms()));
    const std::string detail = R"({"way":")" + std::string(end.way) + R"("})";
    audit.append(transaction, {.organisation = OrganisationId{organisation},
                               .person = end.by,
                               .module = {},
                               .action = "news.off",
                               .subject = subject_of(end.person),
                               .detail = detail,
                               .request_id = end.request_id});
    return true;
}

void forget_news_mailbox(data::Transaction& transaction, PersonId person) {
    transaction.execute(sql::news_mailbox_remove, {person.value});
}

std::string news_token(data::Transaction& transaction, PersonId person) {
    add_reader(transaction, person);
    std::string token;
    transaction.first(sql::news_secret, {person.value}, [&](const data::Row& row) {
        token = person.text() + '.' + std::string(kList) + '.' + signature(row.text(0), person);
    });
    return token;
}

News::News(data::Database& database, const audit::Audit& audit, IdMaker& ids, const Clock& clock,
           const LocalTime& local_time, Letters* letters)
    : database_(database),
      audit_(audit),
      ids_(ids),
      clock_(clock),
      local_time_(local_time),
      letters_(letters) {}

void News::write_down(data::Transaction& transaction, PersonId person, std::string_view act,
                      std::string_view way, std::string_view words, std::string_view locale,
                      std::string_view network) const {
    transaction.execute(sql::news_consent_add, {ids_.next(), person.value, act, way, words, locale,
                                                network, clock_.now_ms()});
}

NewsState News::of(PersonId person, int own_age) {
    auto transaction = database_.read();
    const Found found = find(transaction, person, today());
    NewsState state;
    state.address = found.email;
    state.confirmed = !found.email.empty() && found.confirmed == found.email;
    state.on_since_ms = state.confirmed ? found.on_since_ms : 0;
    state.asked = !found.email.empty() && found.asked == found.email &&
                  found.asked_until_ms > clock_.now_ms();
    state.of_age = of_age(found, own_age, today());
    return state;
}

std::vector<NewsConsent> News::consents_of(PersonId person) {
    std::vector<NewsConsent> all;
    database_.read().each(
        sql::news_consents, {person.value, int64_t{kNewsConsentsShown}}, [&](const data::Row& row) {
            all.push_back({std::string(row.text(0)), std::string(row.text(1)),
                           std::string(row.text(2)), std::string(row.text(3)), row.int64(4)});
        });
    return all;
}

Result<NewsTurned> News::turn_on(const Scope& scope, const NewsYes& yes) {
    const int64_t now = clock_.now_ms();
    auto transaction = database_.write();
    const Found found = find(transaction, scope.person, today());
    if (found.email.empty())
        return invalid("news: nobody's mailbox",
                       KEREGE_TR("No e-mail address is kept for you. Tell your administrator "
                                 "which one it is."));
    if (!of_age(found, yes.own_age, today()))
        return Fault{FaultKind::forbidden, "news: a learner who is not of age",
                     KEREGE_TR("News by mail are for adults.")};
    add_reader(transaction, scope.person);
    const auto note = [&](std::string_view action) {
        audit_.append(transaction, {.organisation = scope.organisation,
                                    .person = scope.person,
                                    .module = {},
                                    .action = action,
                                    .subject = subject_of(scope.person),
                                    .detail = {},
                                    .request_id = yes.request_id});
    };
    if (found.confirmed == found.email) {
        if (transaction.execute(sql::news_on, {now, scope.person.value}) == 1) {
            write_down(transaction, scope.person, "on", "account", yes.words, scope.locale,
                       yes.network);
            note("news.on");
        }
        transaction.commit();
        return NewsTurned::on;
    }
    int64_t asked = 0;
    transaction.first(sql::news_asked_count, {scope.person.value, now - kDayMs},
                      [&](const data::Row& row) { asked = row.int64(0); });
    if (asked >= kNewsLinksADay)
        return Fault{FaultKind::too_many, "news: links of a day",
                     KEREGE_TR("Several letters were sent today. Look for them, also among "
                               "unwanted mail, or try again tomorrow.")};
    const std::string token = base64url(random_bytes(kSecretBytes));
    transaction.execute(sql::news_offer,
                        {sha256_hex(token), found.email, now + kNewsLinkMs, scope.person.value});
    write_down(transaction, scope.person, "asked", "account", yes.words, scope.locale, yes.network);
    note("news.asked");
    if (letters_)
        letters_->write(transaction, {.organisation = scope.organisation,
                                      .membership = scope.membership,
                                      .person = scope.person,
                                      .locale = scope.locale,
                                      .name = "news_confirm",
                                      .key = "news." + std::to_string(ids_.next()),
                                      .values = {{"token", token}},
                                      .to = found.email});
    transaction.commit();
    return NewsTurned::asked;
}

bool News::link_open(std::string_view token) {
    return database_.read().first(sql::news_link, {today(), sha256_hex(token), clock_.now_ms()},
                                  [](const data::Row&) {});
}

Result<> News::confirm(std::string_view token, std::string_view network,
                       std::string_view request_id) {
    const std::string hash = sha256_hex(token);
    const int64_t now = clock_.now_ms();
    auto transaction = database_.write();
    PersonId person;
    OrganisationId organisation;
    std::string words, locale;
    transaction.first(sql::news_link, {today(), hash, now}, [&](const data::Row& row) {
        person = PersonId{row.int64(0)};
        organisation = OrganisationId{row.int64(1)};
        words = row.text(2);
        locale = row.text(3);
    });
    if (!person || transaction.execute(sql::news_confirm, {now, person.value, hash}) == 0)
        return not_found("news: no such link");
    transaction.execute(sql::news_on, {now, person.value});
    write_down(transaction, person, "on", "confirmed", words, locale, network);
    audit_.append(transaction, {.organisation = organisation,
                                .person = person,
                                .module = {},
                                .action = "news.on",
                                .subject = subject_of(person),
                                .detail = {},
                                .request_id = request_id});
    transaction.commit();
    return success();
}

void News::turn_off(const Scope& scope, std::string_view network, std::string_view request_id) {
    auto transaction = database_.write();
    end_news(transaction, audit_, ids_, clock_, local_time_,
             {scope.person, news_end::kAccount, scope.person, network, request_id});
    transaction.commit();
}

Result<PersonId> News::by_token(std::string_view token) {
    const auto person = PersonId::parse(token.substr(0, token.find('.')));
    if (!person) return not_found("news: a link that was not made here");
    std::string right;
    database_.read().first(sql::news_secret, {person->value}, [&](const data::Row& row) {
        right = person->text() + '.' + std::string(kList) + '.' + signature(row.text(0), *person);
    });
    if (right.empty() || !same(right, token)) return not_found("news: a link of nobody");
    return *person;
}

void News::end(PersonId person, std::string_view way, std::string_view network,
               std::string_view request_id) {
    auto transaction = database_.write();
    end_news(transaction, audit_, ids_, clock_, local_time_,
             {person, way, {}, network, request_id});
    transaction.commit();
}

void News::end_of_those_who_left() {
    std::vector<PersonId> left;
    database_.read().each(sql::news_left, {today()},
                          [&](const data::Row& row) { left.push_back(PersonId{row.int64(0)}); });
    for (const PersonId person : left) end(person, news_end::kLeft);
}

}  // namespace kerege::access
