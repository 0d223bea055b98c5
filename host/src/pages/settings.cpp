// What modules leave to choose: the operator for any organisation beneath the own one, an
// administrator for the own school, except for what the manifest leaves to the operator.
#include <algorithm>

#include "host/src/access/roles.hpp"
#include "host/src/base/text.hpp"
#include "host/src/pages/settings_form.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr size_t kAuditLettersMax = 300;

std::string address_of(OrganisationId organisation) {
    return "/settings?organisation=" + organisation.text();
}

// The organisation in hand: the one asked for, else one's own.
Result<directory::Organisation> in_hand(const House& house, const http::Exchange& exchange,
                                        std::string_view asked) {
    return organisation_within(
        house, exchange,
        asked.empty() ? exchange.scope().organisation : OrganisationId::parse(asked));
}

Result<> show_settings(House& house, http::Exchange& exchange,
                       const directory::Organisation& organisation,
                       const std::vector<SettingField>& fields) {
    Model model;
    model.set("organisation", organisation.name(exchange.locale))
        .set("organisation_id", organisation.id.value);
    if (fields.empty()) model.add("empty");
    add_setting_fields(house, exchange, fields, model);
    if (std::any_of(fields.begin(), fields.end(),
                    [](const SettingField& field) { return field.may_set; }))
        model.add("form");
    if (may(house, exchange, access::permission::kModulesSet)) {
        const auto children = house.organisations.children(organisation.id);
        Model* below = children.empty() ? nullptr : &model.add("below");
        for (const auto& child : children)
            below->add("child")
                .set("name", child.name(exchange.locale))
                .set("href", address_of(child.id));
    }
    if (organisation.id != exchange.scope().organisation) {
        if (const auto parent = house.organisations.find(organisation.parent))
            model.add("crumb")
                .set("label", parent->name(exchange.locale))
                .set("href", address_of(parent->id));
    }
    return show(house, exchange, "operator/settings", model, KEREGE_TR("Settings"));
}

Result<> view_settings(House& house, http::Exchange& exchange) {
    const auto organisation =
        in_hand(house, exchange, exchange.request.query_value("organisation"));
    if (!organisation) return organisation.fault();
    auto transaction = house.database.read();
    const auto fields = setting_fields(house, exchange, organisation->id, transaction);
    transaction.commit();
    return show_settings(house, exchange, *organisation, fields);
}

std::string audit_detail(const std::optional<std::string>& before,
                         const std::optional<std::string>& after) {
    std::string detail = "{\"before\":";
    const auto side = [&](const std::optional<std::string>& value) {
        if (value) {
            text::append_json(detail, text::shorten(*value, kAuditLettersMax));
        } else {
            detail += "null";
        }
    };
    side(before);
    detail += ",\"after\":";
    side(after);
    return detail + "}";
}

// Writes one field if it was changed. What is wrong is told in the field.
void save_field(House& house, http::Exchange& exchange, OrganisationId organisation,
                data::Transaction& transaction, SettingField& field) {
    const auto& request = exchange.request;
    field.typed = request.field("value." + field.name());
    field.seen = std::string(request.field("was." + field.name()));
    std::optional<std::string> was;
    if (field.seen->starts_with('=')) was = field.seen->substr(1);
    SettingField before = field;
    before.held.own = was;
    before.held.own_holds = was && plugins::setting_value(*field.setting, *was).ok();
    const auto wanted = field.wanted();
    if (wanted == was || field.typed == before.shown()) {
        // Left as it was shown, whatever others have done meanwhile.
        field.seen.reset();
        field.typed = field.shown();
        return;
    }
    const auto changed = plugins::Settings::change(transaction, *field.module, organisation,
                                                   field.setting->key, was, wanted);
    if (!changed) {
        field.wrong = words(house, exchange, changed.fault());
        field.clash = changed.fault().kind == FaultKind::conflict;
        // Whoever saves after a clash has seen what stands there now.
        if (field.clash) field.seen.reset();
        return;
    }
    const std::string subject = "setting:" + field.name();
    const std::string detail = audit_detail(was, wanted);
    house.audit.append(transaction, {.organisation = organisation,
                                     .person = exchange.scope().person,
                                     .module = {},
                                     .action = "setting.set",
                                     .subject = subject,
                                     .detail = detail,
                                     .request_id = request.id});
}

bool was_on_the_form(const http::Request& request, const std::string& name) {
    return std::any_of(request.form.begin(), request.form.end(),
                       [&](const http::Field& field) { return field.name == name; });
}

Result<> save_settings(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto organisation = in_hand(house, exchange, request.field("organisation"));
    if (!organisation) return organisation.fault();
    auto transaction = house.database.write();
    auto fields = setting_fields(house, exchange, organisation->id, transaction);
    bool wrong = false;
    bool clash = false;
    for (auto& field : fields) {
        // One whose module came on meanwhile is not on the form.
        if (!field.may_set || !was_on_the_form(request, "value." + field.name())) continue;
        save_field(house, exchange, organisation->id, transaction, field);
        wrong = wrong || (!field.wrong.empty() && !field.clash);
        clash = clash || field.clash;
    }
    if (!wrong && !clash) {
        transaction.commit();
        house.plugins.settings().forget();
        return go(house, exchange, address_of(organisation->id), KEREGE_TR("Saved."));
    }
    transaction.rollback();
    exchange.response.status = http::status_of(wrong ? FaultKind::invalid : FaultKind::conflict);
    return show_settings(house, exchange, *organisation, fields);
}

}  // namespace

void register_settings(http::Router& router, House& house) {
    get(router, house, "/settings", access::permission::kSettingsSet, view_settings);
    post(router, house, "/settings", access::permission::kSettingsSet, save_settings);
}

}  // namespace kerege::pages
