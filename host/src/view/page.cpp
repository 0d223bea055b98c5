#include "host/src/view/page.hpp"

#include <fmt/format.h>

#include "host/src/access/csrf.hpp"
#include "host/src/view/menu.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::view {

namespace {

constexpr std::string_view kLayout = "core/layout";
constexpr std::string_view kPrefix = "/assets";

// Each in its own words, so that whoever can't read the page's language finds theirs.
constexpr std::string_view kLanguageNames[] = {"Қазақша", "Русский", "English"};

struct FaultWords {
    int status;
    const char* title;
    const char* text;
};

constexpr FaultWords kFaults[] = {
    {400, KEREGE_TR("The request could not be read"),
     KEREGE_TR("Go back, reload the page and try again.")},
    {403, KEREGE_TR("This page is not open to you"),
     KEREGE_TR("Your role does not include it. If you need it, ask your school's administrator.")},
    {404, KEREGE_TR("There is no such page"),
     KEREGE_TR("The address may be mistyped, or what stood here has been removed.")},
    {405, KEREGE_TR("This address is not for opening"),
     KEREGE_TR("It is used by a form. Go back to the page with the form.")},
    {409, KEREGE_TR("Somebody else changed this meanwhile"),
     KEREGE_TR("Nothing of yours was saved. Go back, reload the page and look at the changes.")},
    {413, KEREGE_TR("That is too large"),
     KEREGE_TR("Nothing was saved. Choose a smaller file or send less at once.")},
    {422, KEREGE_TR("Something in the form is not right"),
     KEREGE_TR("Nothing was saved. Go back and check what was entered.")},
    {429, KEREGE_TR("Too many attempts"), KEREGE_TR("Wait a few minutes, then try again.")},
    {500, KEREGE_TR("Something went wrong on our side"),
     KEREGE_TR("It has been recorded. Go back and try again; what was saved before is safe.")},
    {503, KEREGE_TR("The service is not available right now"),
     KEREGE_TR("It will be back soon. What was saved before is safe.")},
};

// The words of a status that has none of its own are those of its class.
const FaultWords& words_of(int status) {
    for (const FaultWords& words : kFaults) {
        if (words.status == status) return words;
    }
    return status >= 500 ? words_of(500) : words_of(400);
}

// Percent-encodes what would end a query value.
std::string encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '/' || c == '-' || c == '_' ||
                              c == '.' || c == '~';
        if (is_plain) {
            out += c;
        } else {
            fmt::format_to(std::back_inserter(out), "%{:02X}", byte);
        }
    }
    return out;
}

// Links for visitors; for somebody signed in buttons of a form, since it changes their account.
// The page a question is asked from; from the page of questions itself, none.
std::string support_href(std::string_view path) {
    if (path.starts_with("/support")) return "/support";
    return "/support?from=" + encoded(path);
}

void add_languages(Model& layout, const Viewer& viewer) {
    Model& choice = layout.add(viewer.session ? "language_form" : "language_links");
    if (viewer.session) choice.set("csrf", access::csrf_token(*viewer.session));
    for (size_t i = 0; i < std::size(kLocales); ++i) {
        if (kLocales[i] == viewer.locale) {
            layout.add("language").set("code", kLocales[i]).set("label", kLanguageNames[i]);
        }
        Model& language = choice.add("item");
        language.set("code", kLocales[i])
            .set("label", kLanguageNames[i])
            .set("href", fmt::format("/language/{}?next={}", kLocales[i], encoded(viewer.path)));
        if (kLocales[i] == viewer.locale) language.add("current");
    }
}

void add_person(Model& layout, const access::Session& session) {
    const access::Scope& scope = session.scope;
    layout.add("signed_in")
        .set("person_name", scope.person_name)
        .set("organisation_name", scope.organisation_name)
        .set("csrf", access::csrf_token(session))
        .set("account_href", "/account");
}

void add_crumbs(Model& layout, const Model& page) {
    for (const auto& crumb : page.items("crumb")) {
        layout.add("crumb").set("label", crumb->text("label")).set("href", crumb->text("href"));
    }
}

}  // namespace

Pages::Pages(const Renderer& renderer, const Translator& translator, const Assets& assets,
             const Site& site)
    : renderer_(renderer), translator_(translator), assets_(assets), site_(site) {}

std::string Pages::fragment(const Viewer& viewer, std::string_view template_name,
                            Model& model) const {
    model.set("lang", viewer.locale)
        .set("path", viewer.path)
        .set("icons", assets_.url(kPrefix, "icons.svg"));
    if (viewer.session) model.set("csrf", access::csrf_token(*viewer.session));
    std::string out;
    renderer_.render(template_name, viewer.locale, model, out);
    return out;
}

std::vector<const MenuItem*> Pages::menu(const access::Scope& scope) const {
    return visible_menu(site_, scope);
}

void Pages::fill_layout(const Viewer& viewer, const Model& page, Model& layout) const {
    layout.set("lang", viewer.locale)
        .set("title", page.text("title"))
        .set("site_name", site_.name)
        .set("path", viewer.path)
        .set("support_href", support_href(viewer.path))
        .set("theme", viewer.theme)
        .set("stylesheet", assets_.url(kPrefix, "app.css"))
        .set("script", assets_.url(kPrefix, "app.js"))
        .set("icons", assets_.url(kPrefix, "icons.svg"));
    add_languages(layout, viewer);
    add_crumbs(layout, page);
    if (page.shows("wide")) layout.add("wide");
    if (page.shows("refresh")) layout.add("refresh");
    if (site_.announcement) {
        if (const std::string text = site_.announcement(viewer.locale); !text.empty())
            layout.add("announcement").set("text", text);
    }
    if (page.shows("documents") || (viewer.session && viewer.session->documents))
        layout.add("documents");
    if (site_.open_data) layout.add("open_data");
    if (site_.help) {
        if (const std::string href = site_.help(viewer.session, viewer.path); !href.empty())
            layout.add("help").set("href", href);
    }
    if (!viewer.notice.empty()) layout.add("notice").set("text", viewer.notice);
    const bool is_plain = page.shows("plain") || !viewer.session;
    if (is_plain) layout.add("plain");
    if (!is_plain) {
        add_person(layout, *viewer.session);
        // Of a closed organisation there is nothing to go to.
        if (!viewer.session->leaving()) add_menu(layout, site_, viewer, translator_);
        // The search has a field of its own.
        if (!viewer.session->leaving() && viewer.path != "/search" &&
            !viewer.path.starts_with("/search?"))
            layout.add("find");
    }
    const std::string today = site_.today ? site_.today() : std::string();
    layout.add("print_footer")
        .set("organisation_name", viewer.session
                                      ? std::string_view(viewer.session->scope.organisation_name)
                                      : std::string_view(site_.name))
        .set("date", format_day(viewer.locale, today, KEREGE_DAY_FULL));
}

std::string Pages::page(const Viewer& viewer, std::string_view template_name, Model& model) const {
    const std::string content = fragment(viewer, template_name, model);
    Model layout;
    fill_layout(viewer, model, layout);
    layout.set_html("content", content);
    std::string out;
    out.reserve(content.size() + 8 * 1024);
    renderer_.render(kLayout, viewer.locale, layout, out);
    return out;
}

std::string Pages::fault(const Viewer& viewer, int status, std::string_view message) const {
    const FaultWords& words = words_of(status);
    Model model;
    model.set("title", translator_.translate("core", viewer.locale, words.title))
        .set("text",
             message.empty() ? translator_.translate("core", viewer.locale, words.text) : message)
        .set("status", status)
        .set("request_id", viewer.request_id);
    // Whatever broke may be what the menu is made of.
    Viewer shown = viewer;
    shown.notice = {};
    if (status >= 500) shown.session = nullptr;
    return page(shown, "core/fault", model);
}

}  // namespace kerege::view
