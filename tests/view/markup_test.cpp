// What a template may not contain, and the words it is refused with.
#include <gtest/gtest.h>

#include "tests/view/support.hpp"

namespace kerege::view {
namespace {

struct Refused {
    const char* source;
    const char* line;  // ":<line>: " and the beginning of what is wrong
};

void PrintTo(const Refused& refused, std::ostream* out) { *out << refused.source; }

class RefusedTemplate : public testing::TestWithParam<Refused> {};

TEST_P(RefusedTemplate, NamesFileLineAndReason) {
    auto result = try_render(GetParam().source, Model());
    ASSERT_FALSE(result.ok()) << "rendered: " << *result;
    EXPECT_EQ(result.fault().kind, FaultKind::invalid);
    EXPECT_NE(result.fault().log_text.find(std::string("page.html") + GetParam().line),
              std::string::npos)
        << result.fault().log_text;
}

INSTANTIATE_TEST_SUITE_P(
    Markers, RefusedTemplate,
    testing::Values(
        Refused{"a\n{{v:none}}", ":2: the modifier :none"},
        Refused{"{{v:h:none}}", ":1: the modifier :h:none"},
        Refused{"{{v:x-raw}}", ":1: the modifier :x-raw"},
        Refused{"{{v:url_query_escape:none}}", ":1: the modifier"},
        Refused{"{{_html_v}}", ":1: a message is written"},
        Refused{"{{_html_v:none}}", ":1: a message is written"},
        Refused{"{{1v}}", ":1: unknown marker"}, Refused{"{{ v }}", ":1: unknown marker"},
        Refused{"{{{v}}}", ":1: three braces: a value is written {{key}} and is always escaped"},
        Refused{"\n{{v} {{w}}", ":2: {{v is not closed by }}"},
        Refused{"{{a.b}}", ":1: {{a.b}}: a key has no dots; write {{#a}}…{{/a}} around it"},
        Refused{"{{&v}}", ":1: unknown marker"}, Refused{"{{=<% %>=}}", ":1: unknown marker"},
        Refused{"{{?v}}{{/v}}", ":1: unknown marker"},
        Refused{"{{%AUTOESCAPE context=\"JSON\"}}", ":1: unknown marker"},
        Refused{"{{}}", ":1: {{}} without a name"}, Refused{"x {{v", ":1: {{ without }}"},
        Refused{"{{v\n}}", ":1: a line break"}, Refused{"x {", ":1: the file ends with a brace"},
        Refused{"{{%html v:none}}", ":1: no key"},
        Refused{"{{#_html_v}}{{/_html_v}}", ":1: no key"},
        Refused{"{{_ Save}}", ":1: a message is written"},
        Refused{"{{_ \"a\" b\"}}", ":1: a quote inside"}));

INSTANTIATE_TEST_SUITE_P(
    Sections, RefusedTemplate,
    testing::Values(Refused{"a\n\n{{#s}}b\n{{v}}", ":3: the section {{#s}} is not closed"},
                    Refused{"{{#a}}{{#b}}\n{{/a}}{{/b}}", ":2: {{/a}} where {{/b}} of line 1"},
                    Refused{"{{/a}}", ":1: {{/a}} closes nothing"},
                    Refused{"{{#a}}<p class=\"{{/a}}x\">", ":1: a section ends in another place"},
                    Refused{"<p {{#a}}class=\"x{{/a}}\">", ":1: a section ends in another place"},
                    Refused{"<p {{#a}}><b {{/a}}>", ":1: a section ends in another place"},
                    Refused{"<a on{{#a}}click{{/a}}=\"x\">", ":1: a section can't begin here"},
                    Refused{"<a {{#a}}on{{/a}}click=\"x\">", ":1: the inline handler on"},
                    Refused{"<a {{#a}}da{{/a}}ta=\"x\">", ":1: no space between"},
                    Refused{"<!-- {{#a}} --> {{/a}}", ":1: a section can't begin here"}));

INSTANTIATE_TEST_SUITE_P(
    Includes, RefusedTemplate,
    testing::Values(Refused{"\n{{>../secret}}", ":2: no name of a template: ../secret"},
                    Refused{"{{>/etc/passwd}}", ":1: no name of a template"},
                    Refused{"{{>a//b}}", ":1: no name of a template"},
                    Refused{"{{>A.html}}", ":1: no name of a template"},
                    Refused{"\n\n{{>nothing}}", ":3: {{>nothing}} names no template"},
                    Refused{"{{>core/nothing}}", ":1: {{>core/nothing}} names no template"},
                    Refused{"{{>page}}", ":1: {{>page}} includes itself"},
                    Refused{"<p title=\"{{>page}}\">", ":1: {{>…}} can stand between tags only"}));

INSTANTIATE_TEST_SUITE_P(
    Scripts, RefusedTemplate,
    testing::Values(
        Refused{"<p\n onclick=\"x()\">", ":2: the inline handler onclick"},
        Refused{"<p ONLOAD=x>", ":1: the inline handler onload"},
        Refused{"<p/onload=x>", ":1: the inline handler onload"},
        Refused{"<p {{#a}}onload{{/a}}>", ":1: the inline handler onload"},
        Refused{"<script>x()</script>", ":1: a script without src"},
        Refused{"<script src=\"\"></script>", ":1: a script without src"},
        Refused{"<script src=\"/x.js\">x()</script>", ":1: a script's text"},
        Refused{"<script src=\"/x.js\">{{v}}</script>", ":1: a value can stand in text"},
        Refused{"<a href=\"javascript:x()\">", ":1: a script as the value of href"},
        Refused{"<a href=\" JavaScript:x()\">", ":1: a script as the value of href"},
        Refused{"<iframe srcdoc=\"x\">", ":1: the attribute srcdoc"},
        Refused{"<p hx-on=\"x\">", ":1: hx-on: write data-hx-on"},
        Refused{"<p hx-get=\"/x\">", ":1: hx-get: write data-hx-get"},
        Refused{"<p data-hx-on:click=\"x\">", ":1: data-hx-on:click: it needs"},
        Refused{"<p data-hx-vals=\"js:{a: 1}\">", ":1: a script as the value of data-hx-vals"},
        Refused{"<p data-hx-trigger=\"keyup[x()]\">", ":1: a filter in data-hx-trigger"}));

INSTANTIATE_TEST_SUITE_P(
    Places, RefusedTemplate,
    testing::Values(Refused{"<p style=\"color: red\">", ":1: a style attribute"},
                    Refused{"<style>p {}</style>", ":1: a style element"},
                    Refused{"<base href=\"/x\">", ":1: a <base> element"},
                    Refused{"<{{v}}>", ":1: a value can stand in text"},
                    Refused{"<p {{v}}>", ":1: a value can stand in text"},
                    Refused{"<p data-{{v}}=\"x\">", ":1: a value can stand in text"},
                    Refused{"<!-- {{v}} -->", ":1: a value can stand in text"},
                    Refused{"<a href={{v}}>", ":1: put the value of href in quotes"},
                    Refused{"<p title={{v}}>", ":1: put the value of title in quotes"},
                    Refused{"<button formaction=\"{{v}}\">", ":1: formaction begins with a value"},
                    Refused{"<use xlink:href=\"{{v}}\">", ":1: xlink:href begins with a value"},
                    Refused{"<p data-hx-vals='{\"a\": \"{{v}}\"}'>",
                            ":1: a value inside data-hx-vals"},
                    Refused{"<p title=\"{{%html v}}\">", ":1: {{%html …}} can stand between tags"},
                    Refused{"<title>{{%html v}}</title>", ":1: {{%html …}} can stand between tags"},
                    Refused{"<p {{_ \"Save\"}}>", ":1: a message can stand in text"},
                    Refused{"<p class=\"x\"id=\"y\">", ":1: no space between two attributes"},
                    Refused{"a\n<p class=\"x", ":2: the file ends inside a tag"},
                    Refused{"1 < 2", ":1: < without a tag"},
                    Refused{"<textarea>x", ":1: the file ends inside a tag or element"}));

INSTANTIATE_TEST_SUITE_P(
    Forms, RefusedTemplate,
    testing::Values(
        Refused{"\n<form method=\"post\" action=\"/x\">\n</form>",
                ":3: the form of line 2 posts without the token against forged forms"},
        Refused{"<form METHOD=post><input name=\"csrf\"></form>", ":1: the form of line 1 posts"},
        Refused{"<form method=\"post\"><input name=\"_csrf\"></form>\n<form\nmethod='POST'></form>",
                ":3: the form of line 3 posts"}));

TEST(Markup, AFormThatPostsHasItsToken) {
    for (const char* form :
         {"<form action=\"/x\"></form>", "<form method=\"get\"><input name=\"q\"></form>",
          "<form method=\"post\"><input name=\"_csrf\"></form>",
          "<form method=\"post\"><p>{{#s}}<input name=\"_csrf\">{{/s}}</p></form>",
          "<form method=\"post\">{{%html field}}</form>"}) {
        TempFolder folder;
        folder.write("a.html", form);
        Translator translator;
        Renderer renderer(translator);
        const auto added = renderer.add_domain("test", folder.path());
        EXPECT_TRUE(added.ok()) << form << ": " << added.fault().log_text;
    }
}

TEST(Markup, NothingOfARefusedFolderIsAdded) {
    TempFolder folder;
    folder.write("a.html", "fine");
    folder.write("b.html", "{{v:none}}");
    Translator translator;
    Renderer renderer(translator);
    EXPECT_FALSE(renderer.add_domain("test", folder.path()).ok());
    EXPECT_FALSE(renderer.has("test/a"));
}

TEST(Markup, ConditionalAttributesAreFine) {
    Model model;
    model.add("on");
    model.set("v", "x");
    EXPECT_EQ(render("<option value=\"{{v}}\"{{#on}} selected{{/on}}>", model),
              "<option value=\"x\" selected>");
    EXPECT_EQ(render("<option{{#off}} selected{{/off}}>", model), "<option>");
    EXPECT_EQ(render("<li {{#on}}aria-current=\"page\"{{/on}}>", model),
              "<li aria-current=\"page\">");
    EXPECT_EQ(render("<p class=\"a{{#on}} b{{/on}}{{#off}} c{{/off}}\">", model),
              "<p class=\"a b\">");
    EXPECT_EQ(render("<SCRIPT src=\"/x.js\" type=module>\n</SCRIPT>", model),
              "<SCRIPT src=\"/x.js\" type=module>\n</SCRIPT>");
}

}  // namespace
}  // namespace kerege::view
