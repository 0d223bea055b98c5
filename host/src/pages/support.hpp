// Small things several pages share.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "host/src/http/exchange.hpp"
#include "host/src/http/respond.hpp"
#include "host/src/pages/pages.hpp"
#include "host/src/view/renderer.hpp"

namespace kerege::pages {

using view::Model;

// A handler that knows the house.
using Page = Result<> (*)(House&, http::Exchange&);

// Adds a route of the host. Throws std::logic_error for a pattern that exists: a bug.
void add(http::Router& router, House& house, http::Method method, std::string pattern,
         std::string_view permission, Page page);
inline void get(http::Router& router, House& house, std::string pattern,
                std::string_view permission, Page page) {
    add(router, house, http::Method::get, std::move(pattern), permission, page);
}
inline void post(http::Router& router, House& house, std::string pattern,
                 std::string_view permission, Page page) {
    add(router, house, http::Method::post, std::move(pattern), permission, page);
}

// The same for everybody, also without a session and before the first login is complete.
void add_open(http::Router& router, House& house, http::Method method, std::string pattern,
              Page page);
// The same for a person whose first login is not complete.
void add_before_ready(http::Router& router, House& house, http::Method method, std::string pattern,
                      Page page);

// Whether the exchange's person holds a permission.
bool may(const House& house, const http::Exchange& exchange, std::string_view permission);

// Nobody reads a school's people out of a search faster than a person types. Fault: too_many.
Result<> within_search_rate(House& house, const http::Exchange& exchange);

// Notes that somebody opened a list with names of others in it: once an hour. list: a word of
// audit_words.cpp.
void note_list(House& house, const http::Exchange& exchange, std::string_view list);

// The host's translation of a message for the exchange's locale; of an empty one nothing.
std::string tr(const House& house, const http::Exchange& exchange, std::string_view message);
std::string tr_plural(const House& house, const http::Exchange& exchange, std::string_view one,
                      std::string_view many, int64_t count);

// What has a name_kk, name_ru and name_en, in the page's language.
template <class T>
const std::string& name_of(const T& named, const http::Exchange& exchange) {
    if (exchange.locale == "ru") return named.name_ru;
    return exchange.locale == "en" ? named.name_en : named.name_kk;
}

// One's own organisation, or one beneath it. Fault not_found: another one, or no id at all.
Result<directory::Organisation> organisation_within(const House& house,
                                                    const http::Exchange& exchange,
                                                    std::optional<OrganisationId> id);
// The one that a route's {organisation} names.
Result<directory::Organisation> asked_organisation(const House& house,
                                                   const http::Exchange& exchange);

// A module's name for people: of "" and "core" the system's, of one that is not loaded its id.
std::string module_name(const House& house, const http::Exchange& exchange, std::string_view id);

// "2026-09-01 08:05" of the installation's zone as the locale writes it.
std::string instant(const House& house, const http::Exchange& exchange, int64_t at_ms);

// The words of a fault for the person: its own message, else its first field's.
std::string words(const House& house, const http::Exchange& exchange, const Fault& fault);

// Puts what is wrong with a field beside it: a child "<field>_fault" {text} of the form's model.
void add_field_faults(const House& house, const http::Exchange& exchange, const Fault* fault,
                      Model& form);

// Shows a page of the host's templates with a title and, in `problem`, the fault if there is one,
// with links to its fields (status 422, or that of the fault).
Result<> show(const House& house, http::Exchange& exchange, std::string_view template_name,
              Model& model, std::string_view title, const Fault* fault = nullptr);

// 303 with a translated notice.
Result<> go(const House& house, http::Exchange& exchange, std::string path,
            std::string_view notice = {});

// A path of this site, or "/" for anything else: "//x", "/\x", "https:…".
std::string local_path(std::string_view wanted);

}  // namespace kerege::pages
