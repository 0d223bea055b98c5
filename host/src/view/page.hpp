// A page: a rendered body within the layout, with menu, header, notice and assets.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/scope.hpp"
#include "host/src/view/assets.hpp"
#include "host/src/view/renderer.hpp"

namespace kerege::view {

struct MenuItem {
    std::string module;  // empty: the host's own
    std::string label;   // a message id of that module's translations
    std::string href;
    std::string icon;        // name of a symbol in the sprite
    std::string permission;  // needed to see it; empty: everybody logged in
    int order = 100;
    std::string group =
        {};  // under which heading it stands in a long menu: a message id of the host
};

// What of the installation a page shows. Filled once when the host starts.
struct Site {
    std::string name = "Kerege";
    std::string public_url;
    std::vector<MenuItem> menu;
    // Whether a module is on for an organisation, and a person may see an item.
    std::function<bool(const access::Scope&, const MenuItem&)> shows;
    // YYYY-MM-DD in the installation's time zone, for the foot of printed pages; none: no date.
    std::function<std::string()> today;
    // What every page says on top in a language, as of planned maintenance; none or empty: nothing.
    std::function<std::string(std::string_view locale)> announcement;
    bool open_data = false;  // there are numbers for everybody at /open-data
    // The address of the help of a page, for somebody signed in (null: nobody); none or empty: no
    // link.
    std::function<std::string(const access::Session*, std::string_view path)> help;
};

// For whom and where a page is rendered. Borrowed for the call.
struct Viewer {
    const access::Session* session = nullptr;  // null: nobody is logged in
    std::string_view locale = "kk";
    std::string_view path = "/";  // marks the menu entry, comes back after a language switch
    std::string_view request_id;  // on fault pages, for support
    std::string_view notice;      // shown once on top
    std::string_view theme;       // "light", "dark" or empty: as the system wishes
};

class Pages {
public:
    // All must outlive this.
    Pages(const Renderer& renderer, const Translator& translator, const Assets& assets,
          const Site& site);

    // Template + model within the layout. Every template finds lang, path, icons (the sprite's
    // address) and, for somebody logged in, csrf.
    // Model keys the layout reads: title; crumb {label, href}; "wide" for pages that use the whole
    // width; "refresh" for those that look again without scripts; "plain" for those without menu,
    // which nobody logged in is shown in any case; "documents": there are agreements to read.
    std::string page(const Viewer& viewer, std::string_view template_name, Model& model) const;
    std::string fragment(const Viewer& viewer, std::string_view template_name, Model& model) const;
    // The host's page for an HTTP status: 400, 403, 404, 405, 409, 413, 422, 429, 500, 503; another
    // one gets the words of 400 or 500. `message` (may be empty) replaces its own words. Works
    // without session, database and plugins.
    std::string fault(const Viewer& viewer, int status, std::string_view message) const;

    const Translator& translator() const { return translator_; }
    // What of the menu is shown to somebody, in its order. [any]
    std::vector<const MenuItem*> menu(const access::Scope& scope) const;

private:
    void fill_layout(const Viewer& viewer, const Model& page, Model& layout) const;

    const Renderer& renderer_;
    const Translator& translator_;
    const Assets& assets_;
    const Site& site_;
};

}  // namespace kerege::view
