#include "host/src/http/forms.hpp"

#include <gtest/gtest.h>

namespace kerege::http {
namespace {

constexpr std::string_view kType = "multipart/form-data; boundary=----b";

struct Parts {
    bool well_formed = false;
    std::vector<Field> fields;
    std::vector<UploadedFile> files;
};

Parts parse(std::string_view body, std::string_view type = kType) {
    Parts parts;
    parts.well_formed = parse_multipart(body, type, parts.fields, parts.files);
    return parts;
}

std::string part(std::string_view disposition, std::string_view content) {
    return "------b\r\nContent-Disposition: " + std::string(disposition) + "\r\n\r\n" +
           std::string(content) + "\r\n";
}

TEST(Forms, ReadsFields) {
    std::vector<Field> fields;
    ASSERT_TRUE(parse_fields("a=1&b=%D2%9B+x&&c&=d&a=2", 100, fields));
    ASSERT_EQ(fields.size(), 5u);
    EXPECT_EQ(fields[1].value, "қ x");
    EXPECT_EQ(fields[2].name, "c");
    EXPECT_EQ(fields[3].value, "d");
    EXPECT_EQ(fields[4].value, "2");
}

TEST(Forms, RefusesFieldsThatAreNoText) {
    for (const std::string_view text : {"a=%", "a=%1", "a=%g1", "a=%00", "%00=a", "a=%ff",
                                        "a=%ED%A0%80", "a=%C0%80", "a=%F5%80%80%80"}) {
        std::vector<Field> fields;
        EXPECT_FALSE(parse_fields(text, 100, fields)) << text;
    }
    std::vector<Field> fields;
    EXPECT_FALSE(parse_fields(std::string(1001, 'a') + "=1", 100, fields));
}

TEST(Forms, LimitsTheNumberOfFields) {
    std::string text;
    for (size_t i = 0; i < kFormFieldsMax; ++i) text += "a=1&";
    std::vector<Field> fields;
    EXPECT_TRUE(parse_fields(text, kFormFieldsMax, fields));
    fields.clear();
    EXPECT_FALSE(parse_fields(text + "a=1", kFormFieldsMax, fields));
}

TEST(Forms, ReadsMultipart) {
    const auto parts = parse(
        part("form-data; name=\"a\"", "x\r\ny") +
        part("form-data; name=\"f\"; filename=\"C:\\fake\\қ.csv\"\r\nContent-Type: text/csv",
             std::string("1;\0;\xff\r\n--\r\n", 10)) +
        part("form-data; name=\"empty\"", "") +
        part("form-data; name=\"none\"; filename=\"\"", "") +
        part("form-data; name=\"q%22uote\"; filename=\"../../etc/passwd\"", "x") + "------b--\r\n");
    ASSERT_TRUE(parts.well_formed);
    ASSERT_EQ(parts.fields.size(), 2u);
    EXPECT_EQ(parts.fields[0].value, "x\r\ny");
    EXPECT_EQ(parts.fields[1].value, "");
    ASSERT_EQ(parts.files.size(), 2u);
    EXPECT_EQ(parts.files[0].name, "қ.csv");
    EXPECT_EQ(parts.files[0].content, std::string("1;\0;\xff\r\n--\r\n", 10));
    EXPECT_EQ(parts.files[1].field, "q\"uote");
    EXPECT_EQ(parts.files[1].name, "passwd");
}

TEST(Forms, AContentMayLookLikeADelimiter) {
    const auto parts =
        parse(part("form-data; name=\"a\"", "1\r\n------boundary\r\n------b2") + "------b--");
    ASSERT_TRUE(parts.well_formed);
    ASSERT_EQ(parts.fields.size(), 1u);
    EXPECT_EQ(parts.fields[0].value, "1\r\n------boundary\r\n------b2");
}

TEST(Forms, RefusesMalformedMultipart) {
    const std::string good = part("form-data; name=\"a\"", "1");
    const std::string bodies[] = {
        "",
        "------b",
        "------b\r\n",
        good,                                                              // no end
        good + "------b",                                                  // neither next nor last
        "x" + good + "------b--",                                          // something in front
        "------b\r\n\r\n1\r\n------b--",                                   // no head
        "------b\r\nX: y\r\n\r\n1\r\n------b--",                           // no disposition
        "------b\r\nContent-Disposition form-data\r\n\r\n1\r\n------b--",  // no colon
        part("form-data", "1") + "------b--",
        part("attachment; name=\"a\"", "1") + "------b--",
        part("form-data; name=\"a", "1") + "------b--",
        part("form-data; name=\"a\"; name=\"b\"", "1") + "------b--",
        part("form-data; name=\"a\"x", "1") + "------b--",
        part("form-data; name=\"\xff\"", "1") + "------b--",
        part("form-data; name=\"a\"", "\xff") + "------b--",
        part("form-data; name=\"a\"", std::string_view("\0", 1)) + "------b--",
        part("form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64", "MQ==") + "------b--",
        part("form-data; name=\"a\"\r\nX: " + std::string(5000, 'x'), "1") + "------b--",
    };
    for (const std::string& body : bodies) EXPECT_FALSE(parse(body).well_formed) << body;
    const std::string body = good + "------b--";
    EXPECT_TRUE(parse(body).well_formed);
    for (const std::string_view type : {"multipart/form-data", "multipart/form-data; boundary=",
                                        "multipart/form-data; boundary=\"",
                                        "multipart/form-data; boundary=----b; boundary=----c"}) {
        EXPECT_FALSE(parse(body, type).well_formed) << type;
    }
}

TEST(Forms, LimitsFilesAndCutsTheirNames) {
    std::string body;
    for (size_t i = 0; i < kFormFilesMax; ++i) {
        body += part("form-data; name=\"f\"; filename=\"a\"", "x");
    }
    EXPECT_TRUE(parse(body + "------b--").well_formed);
    EXPECT_FALSE(
        parse(body + part("form-data; name=\"f\"; filename=\"a\"", "x") + "------b--").well_formed);
    std::string name;
    for (int i = 0; i < 200; ++i) name += "қ";
    const auto parts =
        parse(part("form-data; name=\"f\"; filename=\"" + name + ".csv\"", "x") + "------b--");
    ASSERT_TRUE(parts.well_formed);
    EXPECT_LE(parts.files[0].name.size(), kFileNameBytesMax);
    EXPECT_TRUE(parts.files[0].name.ends_with("қ.csv"));
}

TEST(Forms, KeepsBodiesThatAreNoForms) {
    Request request;
    request.headers = {{"content-type", "application/json"}};
    request.body = "{\"a\":1}";
    EXPECT_TRUE(read_form(request));
    EXPECT_EQ(request.body, "{\"a\":1}");
    EXPECT_TRUE(request.form.empty());
    request.headers = {{"content-type", "Application/X-WWW-Form-Urlencoded; charset=UTF-8"}};
    request.body = "a=1";
    EXPECT_TRUE(read_form(request));
    EXPECT_EQ(request.field("a"), "1");
}

}  // namespace
}  // namespace kerege::http
