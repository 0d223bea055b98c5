// Writing newsletters. What sends them: sending.cpp.
#include "host/src/news/newsletters.hpp"

#include <algorithm>
#include <utility>

#include "host/src/base/text.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/news.hpp"

namespace kerege::news {
namespace {

namespace sql = queries::news;

Fault changed_meanwhile() {
    return conflict("news: another revision",
                    KEREGE_TR("Somebody else has changed it, or it is sent already. Look again."));
}

// Lines stay lines; what is at the ends goes.
std::string lines_in(std::string_view text) {
    std::string lines = text::mended(text);
    std::erase(lines, '\r');
    const auto first = lines.find_first_not_of(" \n\t");
    if (first == std::string::npos) return {};
    return lines.substr(first, lines.find_last_not_of(" \n\t") - first + 1);
}

Result<> tidy(Draft& draft) {
    std::vector<FieldFault> faults;
    for (auto [locale, words] :
         {std::pair{"kk", &draft.kk}, std::pair{"ru", &draft.ru}, std::pair{"en", &draft.en}}) {
        words->subject = text::tidy(text::mended(words->subject));
        words->text = lines_in(words->text);
        const std::string subject = std::string("subject_") + locale;
        const std::string text = std::string("text_") + locale;
        if (words->subject.empty() && !words->text.empty())
            faults.push_back({subject, KEREGE_TR("Write what it is about.")});
        if (words->text.empty() && !words->subject.empty())
            faults.push_back({text, KEREGE_TR("Write the text, or leave the language out.")});
        if (text::length(words->subject) > kSubjectLettersMax)
            faults.push_back({subject, KEREGE_TR("Write at most 150 characters.")});
        if (text::length(words->text) > kTextLettersMax)
            faults.push_back({text, KEREGE_TR("Write at most 10000 characters.")});
    }
    if (draft.kk.empty() && draft.ru.empty() && draft.en.empty())
        faults.push_back({"subject_kk", KEREGE_TR("Write it in one language at least.")});
    if (!faults.empty()) return invalid_fields(std::move(faults));
    return success();
}

Newsletter newsletter_of(const data::Row& row) {
    Newsletter one;
    one.id = NewsletterId{row.int64(0)};
    one.organisation = OrganisationId{row.int64(1)};
    one.state = row.text(2);
    one.draft.revision = row.int64(3);
    one.draft.kk = {std::string(row.text(4)), std::string(row.text(5))};
    one.draft.ru = {std::string(row.text(6)), std::string(row.text(7))};
    one.draft.en = {std::string(row.text(8)), std::string(row.text(9))};
    one.changed_at_ms = row.int64(10);
    one.begun_at_ms = row.int64(11);
    one.ended_at_ms = row.int64(12);
    one.readers = row.int64(14);
    one.written = row.int64(15);
    one.by_name = row.text(17);
    one.organisation_code = row.text(18);
    one.name_kk = row.text(19);
    one.name_ru = row.text(20);
    one.name_en = row.text(21);
    one.waiting = row.int64(22);
    return one;
}

}  // namespace

std::string_view Newsletter::locale_for(std::string_view locale) const {
    if (locale == "kk" && !draft.kk.empty()) return "kk";
    if (locale == "ru" && !draft.ru.empty()) return "ru";
    if (locale == "en" && !draft.en.empty()) return "en";
    if (!draft.kk.empty()) return "kk";
    return draft.ru.empty() ? "en" : "ru";
}

const Words& Newsletter::words_in(std::string_view locale) const {
    const std::string_view there = locale_for(locale);
    return there == "ru" ? draft.ru : there == "en" ? draft.en : draft.kk;
}

const std::string& Newsletter::subject(std::string_view locale) const {
    return words_in(locale).subject;
}

std::vector<Newsletter> Newsletters::read(OrganisationId organisation, NewsletterId id) {
    std::vector<Newsletter> all;
    std::vector<jobs::JobId> jobs;
    auto transaction = parts_.database.read();
    transaction.each(sql::list, {organisation.value, id.value, int64_t{kShownMost}},
                     [&](const data::Row& row) {
                         all.push_back(newsletter_of(row));
                         jobs.push_back(jobs::JobId{row.int64(13)});
                     });
    for (size_t i = 0; i < all.size(); ++i) {
        if (all[i].state != "sending") continue;
        const auto facts = parts_.queue.facts(transaction, {}, {}, jobs[i]);
        all[i].broken_off = !facts || facts->state == "failed" || facts->state == "cancelled";
    }
    return all;
}

std::vector<Newsletter> Newsletters::list(OrganisationId organisation) {
    return read(organisation, {});
}

Result<Newsletter> Newsletters::find(OrganisationId organisation, NewsletterId id) {
    auto found = id ? read(organisation, id) : std::vector<Newsletter>();
    if (found.empty()) return not_found("news: no newsletter of that number here");
    return std::move(found.front());
}

int64_t Newsletters::readers(OrganisationId organisation) {
    int64_t count = 0;
    parts_.database.read().first(sql::readers_count,
                                 {organisation.value, today(), parts_.clock.now_ms()},
                                 [&](const data::Row& row) { count = row.int64(0); });
    return count;
}

Result<NewsletterId> Newsletters::add(OrganisationId organisation, const Draft& typed,
                                      const Doer& doer) {
    Draft draft = typed;
    if (const auto good = tidy(draft); !good) return good.fault();
    const NewsletterId id{parts_.ids.next()};
    auto transaction = parts_.database.write();
    transaction.execute(sql::add, {organisation.value, id.value, draft.kk.subject, draft.kk.text,
                                   draft.ru.subject, draft.ru.text, draft.en.subject, draft.en.text,
                                   doer.person.value, parts_.clock.now_ms()});
    note(transaction, organisation, id, "newsletter.written", doer);
    transaction.commit();
    return id;
}

Result<> Newsletters::save(OrganisationId organisation, NewsletterId id, const Draft& typed,
                           const Doer& doer) {
    Draft draft = typed;
    if (const auto good = tidy(draft); !good) return good.fault();
    if (const auto there = find(organisation, id); !there) return there.fault();
    auto transaction = parts_.database.write();
    if (transaction.execute(
            sql::save, {draft.kk.subject, draft.kk.text, draft.ru.subject, draft.ru.text,
                        draft.en.subject, draft.en.text, doer.person.value, parts_.clock.now_ms(),
                        organisation.value, id.value, draft.revision}) == 0)
        return changed_meanwhile();
    note(transaction, organisation, id, "newsletter.written", doer);
    transaction.commit();
    return success();
}

Result<> Newsletters::remove(OrganisationId organisation, NewsletterId id, const Doer& doer) {
    if (const auto there = find(organisation, id); !there) return there.fault();
    auto transaction = parts_.database.write();
    if (transaction.execute(sql::remove, {organisation.value, id.value}) == 0)
        return changed_meanwhile();
    note(transaction, organisation, id, "newsletter.removed", doer);
    transaction.commit();
    return success();
}

Result<> Newsletters::send(OrganisationId organisation, NewsletterId id, int64_t revision,
                           const Doer& doer) {
    const auto there = find(organisation, id);
    if (!there) return there.fault();
    if (there->state == "sending" || there->state == "sent") return success();
    const int64_t count = readers(organisation);
    if (count == 0)
        return invalid("news: no readers", KEREGE_TR("Nobody here has asked for news by mail."));
    auto transaction = parts_.database.write();
    const std::string payload = organisation.text() + " " + id.text();
    const auto job = parts_.queue.add(
        transaction,
        {.module = {}, .organisation = {}, .kind = kJob, .key = payload, .payload = payload});
    if (transaction.execute(sql::begin, {doer.person.value, parts_.clock.now_ms(), job.value, count,
                                         organisation.value, id.value, revision}) == 0)
        return changed_meanwhile();
    note(transaction, organisation, id, "newsletter.sent", doer);
    transaction.commit();
    return success();
}

void Newsletters::note(data::Transaction& transaction, OrganisationId organisation, NewsletterId id,
                       std::string_view action, const Doer& doer) const {
    parts_.audit.append(transaction, {.organisation = organisation,
                                      .person = doer.person,
                                      .module = {},
                                      .action = action,
                                      .subject = "newsletter:" + id.text(),
                                      .detail = {},
                                      .request_id = doer.request_id});
}

}  // namespace kerege::news
