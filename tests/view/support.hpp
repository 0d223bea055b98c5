// Templates rendered from text.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "host/src/view/renderer.hpp"
#include "tests/view/temp_folder.hpp"

namespace kerege::view {

// The host's own translations, templates and so on, as the build lays them out.
inline std::filesystem::path share() {
    return std::filesystem::path(KEREGE_BUILD_DIR) / "share/kerege";
}

// One template as the domain "test", or the fault that refuses it.
inline Result<std::string> try_render(std::string_view source, const Model& model,
                                      std::string_view locale = "en") {
    TempFolder folder;
    folder.write("page.html", source);
    Translator translator;
    translator.add_domain("test", KEREGE_TEST_LOCALES);
    Renderer renderer(translator);
    if (auto added = renderer.add_domain("test", folder.path()); !added) return added.fault();
    std::string out;
    renderer.render("test/page", locale, model, out);
    return out;
}

// The same for templates that are right: a fault becomes the text.
inline std::string render(std::string_view source, const Model& model,
                          std::string_view locale = "en") {
    auto result = try_render(source, model, locale);
    return result ? *result : "REFUSED " + result.fault().log_text;
}

}  // namespace kerege::view
