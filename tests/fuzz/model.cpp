// A template's values: whatever they are, they stay text where they stand.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "host/src/view/renderer.hpp"
#include "host/src/view/translator.hpp"
#include "tests/fuzz/input.hpp"

using namespace kerege;

namespace {

constexpr const char* kTemplate =
    "<p title=\"{{value}}\">{{value}}</p><a "
    "href=\"{{link}}\">x</a>{{#rows}}<i>{{value}}</i>{{/rows}}";

struct Page {
    Page() {
        const auto folder = std::filesystem::temp_directory_path() / "kerege-fuzz-model";
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "page.html") << kTemplate;
        fuzz::promise(renderer.add_domain("fuzz", folder).ok(), "the template is good");
    }
    view::Translator translator;
    view::Renderer renderer{translator};
};

ptrdiff_t count(std::string_view text, char wanted) {
    return std::count(text.begin(), text.end(), wanted);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    static const Page page;
    fuzz::Parts parts(fuzz::text_of(data, size));
    view::Model model;
    model.set("value", parts.text());
    model.set("link", parts.text());
    ptrdiff_t rows = 0;
    for (; parts.more() && rows < 100; ++rows) model.add("rows").set("value", parts.text());
    std::string out;
    page.renderer.render("fuzz/page", "kk", model, out);
    fuzz::promise(count(out, '<') == 4 + 2 * rows, "no value makes a tag");
    fuzz::promise(count(out, '"') == 4, "no value leaves its attribute");
    fuzz::promise(out.find("href=\"javascript:") == std::string::npos, "no address is a script");
    return 0;
}
