// Planned maintenance: what was held and is to come this year, and a form for another break.
#include "host/src/maintenance/maintenance.hpp"

#include "host/src/access/roles.hpp"
#include "host/src/base/text.hpp"
#include "host/src/pages/form_fields.hpp"
#include "host/src/pages/support.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using maintenance::Break;
using maintenance::Extension;
using maintenance::NewBreak;

template <class Form>
struct FormField {
    TextField shown;
    std::string Form::*value = nullptr;
};
constexpr TextField kReason{"reason", KEREGE_TR("Why it has to go beyond the year's hours"),
                            KEREGE_TR("Only then. It is kept in the log of changes.")};

constexpr FormField<NewBreak> kFields[] = {
    {{"day", KEREGE_TR("Day"), "", "date", "off", true}, &NewBreak::day},
    {{"from", KEREGE_TR("Begins"), "", "time", "off", true}, &NewBreak::from},
    {{"until", KEREGE_TR("Ends"), KEREGE_TR("On the next day if it is earlier than the beginning."),
      "time", "off", true},
     &NewBreak::until},
    {{"words_kk", KEREGE_TR("Words for people, in Kazakh"),
      KEREGE_TR("What is done, or what does not work meanwhile. May stay empty.")},
     &NewBreak::words_kk},
    {{"words_ru", KEREGE_TR("In Russian"), KEREGE_TR("Empty: as in Kazakh.")}, &NewBreak::words_ru},
    {{"words_en", KEREGE_TR("In English"), KEREGE_TR("Empty: as in Kazakh.")}, &NewBreak::words_en},
    {kReason, &NewBreak::reason},
};

constexpr FormField<Extension> kLaterFields[] = {
    {{"until", KEREGE_TR("Ends"), KEREGE_TR("The next such time after the end it has now."), "time",
      "off", true},
     &Extension::until},
    {kReason, &Extension::reason},
};

const std::string& words_in(const Break& one, std::string_view locale) {
    return locale == "ru" ? one.words_ru : locale == "en" ? one.words_en : one.words_kk;
}

std::string span_words(const LocalTime& local_time, const Break& one, std::string_view locale) {
    const std::string from = view::format_instant(locale, local_time, one.begins_at_ms);
    const bool same_day = local_time.day(one.begins_at_ms) == local_time.day(one.ends_at_ms);
    return from + "–" +
           (same_day ? local_time.minute(one.ends_at_ms).substr(11)
                     : view::format_instant(locale, local_time, one.ends_at_ms));
}

// "7:30"
std::string hours(int64_t minutes) {
    const std::string rest = std::to_string(minutes % 60);
    return std::to_string(minutes / 60) + (rest.size() < 2 ? ":0" : ":") + rest;
}

void add_break(const House& house, const http::Exchange& exchange, const Break& one, Model& table) {
    constexpr int64_t kMinuteMs = 60'000;
    const int64_t now = house.clock.now_ms();
    Model& row = table.add("line");
    row.set("span", span_words(house.local_time, one, exchange.locale))
        .set("hours", hours((one.ends_at_ms - one.begins_at_ms) / kMinuteMs))
        .set("words", words_in(one, exchange.locale))
        .set("reason", one.reason);
    if (one.called_off) {
        row.set("state", tr(house, exchange, KEREGE_TR("Called off"))).set("badge", "quiet");
    } else if (one.ends_at_ms <= now) {
        row.set("state", tr(house, exchange, KEREGE_TR("Held"))).set("badge", "good");
    } else {
        const bool begun = one.begins_at_ms <= now;
        row.set("state", tr(house, exchange, begun ? KEREGE_TR("Under way") : KEREGE_TR("Planned")))
            .set("badge", "warn");
        row.add("call_off").set("id", one.id);
    }
    if (maintenance::may_extend(one, now)) row.add("extend").set("id", one.id);
}

Result<> show_breaks(House& house, http::Exchange& exchange, const NewBreak& typed,
                     const Fault* fault) {
    const int year = house.maintenance.year_now();
    Model model;
    model.add("wide");
    model.set("year", year)
        .set("used", hours(house.maintenance.minutes_of_year(year)))
        .set("most", house.maintenance.hours_a_year());
    // In December the first ones of the next year are planned already.
    const auto breaks = house.maintenance.of_years(year, year + 1);
    if (breaks.empty()) model.add("empty");
    Model* table = breaks.empty() ? nullptr : &model.add("table");
    for (auto one = breaks.rbegin(); one != breaks.rend(); ++one)
        add_break(house, exchange, *one, *table);
    for (const auto& field : kFields)
        add_field(house, exchange, field.shown, typed.*field.value, fault, model);
    return show(house, exchange, "operator/maintenance", model, KEREGE_TR("Planned maintenance"),
                fault);
}

Result<> list(House& house, http::Exchange& exchange) {
    return show_breaks(house, exchange, {}, nullptr);
}

Result<> plan(House& house, http::Exchange& exchange) {
    NewBreak typed;
    for (const auto& field : kFields)
        typed.*field.value = text::tidy(exchange.request.field(field.shown.key));
    const auto planned =
        house.maintenance.plan(typed, exchange.scope().person, exchange.request.id);
    if (!planned) return show_breaks(house, exchange, typed, &planned.fault());
    return go(house, exchange, "/maintenance",
              KEREGE_TR("It is planned, and announced on every page a week before."));
}

Result<> show_extension(House& house, http::Exchange& exchange, const Break& one,
                        const Extension& typed, const Fault* fault) {
    Model model;
    model.set("id", one.id).set("span", span_words(house.local_time, one, exchange.locale));
    for (const auto& field : kLaterFields)
        add_field(house, exchange, field.shown, typed.*field.value, fault, model);
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Planned maintenance")))
        .set("href", "/maintenance");
    return show(house, exchange, "operator/maintenance_extend", model,
                KEREGE_TR("Maintenance takes longer"), fault);
}

Result<Break> asked_for(House& house, const http::Exchange& exchange) {
    const auto id = Id<struct BreakTag>::parse(exchange.path_value("break"));
    if (!id) return not_found("no number");
    return house.maintenance.find(id->value);
}

Result<> extension_page(House& house, http::Exchange& exchange) {
    const auto one = asked_for(house, exchange);
    if (!one) return one.fault();
    return show_extension(house, exchange, *one, {}, nullptr);
}

Result<> extend(House& house, http::Exchange& exchange) {
    const auto one = asked_for(house, exchange);
    if (!one) return one.fault();
    const Extension typed{std::string(exchange.request.field("until")),
                          std::string(exchange.request.field("reason"))};
    const auto done =
        house.maintenance.extend(one->id, typed, exchange.scope().person, exchange.request.id);
    if (!done) return show_extension(house, exchange, *one, typed, &done.fault());
    return go(house, exchange, "/maintenance", KEREGE_TR("It ends later now."));
}

Result<> call_off(House& house, http::Exchange& exchange) {
    const auto id = Id<struct BreakTag>::parse(exchange.path_value("break"));
    if (!id) return not_found("no number");
    const auto done =
        house.maintenance.call_off(id->value, exchange.scope().person, exchange.request.id);
    if (!done && done.fault().kind == FaultKind::conflict)
        return show_breaks(house, exchange, {}, &done.fault());
    if (!done) return done.fault();
    return go(house, exchange, "/maintenance", KEREGE_TR("It is called off."));
}

}  // namespace

std::string maintenance_words(const view::Translator& translator, const LocalTime& local_time,
                              const Break& one, int64_t now_ms, std::string_view locale) {
    const bool begun = one.begins_at_ms <= now_ms;
    const std::string_view sentence =
        begun ? KEREGE_TR("Maintenance is under way: {span}.")
              : KEREGE_TR("Maintenance is planned: {span}. The site may not answer then.");
    std::string text = view::fill(translator.translate("core", locale, sentence),
                                  {{"span", span_words(local_time, one, locale)}});
    if (const std::string& words = words_in(one, locale); !words.empty()) text += " " + words;
    return text;
}

void register_maintenance(http::Router& router, House& house) {
    get(router, house, "/maintenance", access::permission::kMaintenancePlan, list);
    post(router, house, "/maintenance", access::permission::kMaintenancePlan, plan);
    post(router, house, "/maintenance/{break}/call-off", access::permission::kMaintenancePlan,
         call_off);
    get(router, house, "/maintenance/{break}/extend", access::permission::kMaintenancePlan,
        extension_page);
    post(router, house, "/maintenance/{break}/extend", access::permission::kMaintenancePlan,
         extend);
}

}  // namespace kerege::pages
