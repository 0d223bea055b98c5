// Values are escaped by where they stand, whatever they contain.
#include <gtest/gtest.h>

#include "tests/view/support.hpp"

namespace kerege::view {
namespace {

constexpr const char* kNasty = "<b a='1'>\"&\"</b>";
constexpr const char* kNastyEscaped = "&lt;b a=&#39;1&#39;&gt;&quot;&amp;&quot;&lt;/b&gt;";

Model with(std::string_view value) {
    Model model;
    model.set("v", value);
    return model;
}

TEST(Escaping, Text) {
    EXPECT_EQ(render("<p>{{v}}</p>", with(kNasty)), std::string("<p>") + kNastyEscaped + "</p>");
    EXPECT_EQ(render("{{v}}", with("Әділ Нұрқызы ₸")), "Әділ Нұрқызы ₸");
}

TEST(Escaping, KeepsLineBreaks) {
    EXPECT_EQ(render("<textarea name=\"n\">{{v}}</textarea>", with("a\n  <b\n")),
              "<textarea name=\"n\">a\n  &lt;b\n</textarea>");
    EXPECT_EQ(render("<title>{{v}}</title>", with("</title>")), "<title>&lt;/title&gt;</title>");
}

TEST(Escaping, QuotedAttributes) {
    EXPECT_EQ(render("<input value=\"{{v}}\">", with(kNasty)),
              std::string("<input value=\"") + kNastyEscaped + "\">");
    EXPECT_EQ(render("<input value='{{v}}'>", with(kNasty)),
              std::string("<input value='") + kNastyEscaped + "'>");
    EXPECT_EQ(render("<p class=\"a {{v}} b\">", with("x\" onclick=\"y")),
              "<p class=\"a x&quot; onclick=&quot;y b\">");
}

TEST(Escaping, Addresses) {
    for (const char* scripted : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x",
                                 "vbscript:x", " javascript:alert(1)", "java\tscript:alert(1)"}) {
        EXPECT_EQ(render("<a href=\"{{v}}\">x</a>", with(scripted)), "<a href=\"#\">x</a>")
            << scripted;
        EXPECT_EQ(render("<form action=\"{{v}}\"></form>", with(scripted)),
                  "<form action=\"#\"></form>")
            << scripted;
    }
    EXPECT_EQ(render("<a href=\"{{v}}\">x</a>", with("/journal/12?a=1&b=2")),
              "<a href=\"/journal/12?a=1&amp;b=2\">x</a>");
    EXPECT_EQ(render("<a href=\"{{v}}\">x</a>", with("\"><script>")),
              "<a href=\"&quot;&gt;&lt;script&gt;\">x</a>");
    EXPECT_EQ(render("<use href=\"{{v}}#mark\"></use>", with("/assets/icons-1.svg")),
              "<use href=\"/assets/icons-1.svg#mark\"></use>");
}

TEST(Escaping, QueryValuesArePercentEncoded) {
    EXPECT_EQ(render("<a href=\"/x?next={{v}}&amp;n={{v}}\">x</a>", with("/a?b=1&c=ә")),
              "<a href=\"/x?next=/a%3Fb%3D1%26c%3D%D3%99&amp;n=/a%3Fb%3D1%26c%3D%D3%99\">x</a>");
    EXPECT_EQ(render("<div data-hx-get=\"/x?q={{v}}\"></div>", with("a&b")),
              "<div data-hx-get=\"/x?q=a%26b\"></div>");
    EXPECT_EQ(render("<a href=\"/p/{{v:url_query_escape}}\">x</a>", with("a/b c?")),
              "<a href=\"/p/a/b+c%3F\">x</a>");
    // Not a query: a path keeps its slashes.
    EXPECT_EQ(render("<a href=\"/p{{v}}\">x</a>", with("/a/b")), "<a href=\"/p/a/b\">x</a>");
}

TEST(Escaping, ValuesCannotWriteTemplates) {
    EXPECT_EQ(render("{{v}}", with("{{v:none}} {{%html h}} {{>core/x}} {{#v}}")),
              "{{v:none}} {{%html h}} {{&gt;core/x}} {{#v}}");
}

TEST(Escaping, ValuesWithNulAndBadBytesStayValues) {
    EXPECT_EQ(render("<p>{{v}}</p>", with(std::string_view("a\0<b", 4))),
              std::string("<p>a\0&lt;b</p>", 14));
}

TEST(Escaping, MarkupOnlyFromSetHtml) {
    Model model;
    model.set_html("h", "<b>bold</b>");
    EXPECT_EQ(render("<div>{{%html h}}</div>", model), "<div><b>bold</b></div>");
    // Neither kind answers for the other.
    EXPECT_EQ(render("<div>{{h}}</div>", model), "<div></div>");
    Model text;
    text.set("h", "<b>").set("_html_h", "<i>");
    EXPECT_EQ(render("<div>{{%html h}}</div>", text), "<div></div>");
}

TEST(Escaping, TranslationsAreTextToo) {
    Model model;
    model.set("evil", "<i>").set("name", "<Ә>");
    EXPECT_EQ(render("<p>{{_ \"Tricky\"}}</p>", model, "kk"),
              "<p>&lt;b&gt;&quot;&amp;&quot; &#123;&#123;evil:none&#125;&#125; &#123;%html x&#125; "
              "&#123;1&#125; &#125;</p>");
    EXPECT_EQ(
        render("<p title=\"{{_ \"Mark of {name}\"}}\">{{_ \"Mark of {name}\"}}</p>", model, "ru"),
        "<p title=\"Отметка: &lt;Ә&gt;\">Отметка: &lt;Ә&gt;</p>");
    EXPECT_EQ(render("{{_ \"A \\\"quote\\\" & a \\\\\"}}", model),
              "A &quot;quote&quot; &amp; a \\");
}

}  // namespace
}  // namespace kerege::view
