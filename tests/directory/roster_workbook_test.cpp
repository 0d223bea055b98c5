// Rosters in workbooks (XLSX), as office programs and strangers write them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/src/directory/roster/check.hpp"
#include "host/src/directory/roster/xlsx/workbook.hpp"
#include "tests/directory/workbook.hpp"

namespace kerege::directory::roster {
namespace {

using test::BookText;
using test::text_row;
using test::workbook;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kToday = "2026-09-01";
const std::vector<std::string> kHeading{"Сынып",  "Тегі",    "Аты",    "Туған күні",
                                        "Жынысы", "Телефон", "Ескерту"};

std::string heading(int row = 1) { return text_row(row, kHeading); }
std::string learner(int row, const std::string& given = "Айдос") {
    return text_row(row, {"7А", "Бек", given, "01.09.2015", "М"});
}

Checked checked(const BookText& book) {
    Result<Checked> result = check(Kind::learners, workbook(book), kToday);
    EXPECT_TRUE(result) << (result ? "" : result.fault().log_text);
    return result ? *result : Checked{};
}

std::string refusal(const std::string& bytes, Kind kind = Kind::learners) {
    const Result<Checked> result = check(kind, bytes, kToday);
    return result ? "" : result.fault().user_message;
}
std::string refusal_of(const std::string& rows) { return refusal(workbook({{{"1", rows}}})); }

// row | column | what was there
std::vector<std::string> told(const Checked& roster) {
    std::vector<std::string> all;
    for (const RowFault& fault : roster.faults)
        all.push_back(std::to_string(fault.row) + " " + fault.column + " " + fault.was);
    return all;
}

TEST(RosterWorkbook, ReadsCellsOfEveryKind) {
    const std::string rows =
        heading() +
        R"(<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="s"><v>0</v></c>)"
        R"(<c r="C3" t="inlineStr"><is><r><t>Ай</t></r><r><t>дос</t></r><rPh><t>x</t></rPh></is></c>)"
        R"(<c r="D3" s="1"><v>42248</v></c><c r="E3" t="str"><v>М</v></c>)"
        R"(<c r="F3"><v>8.7011234567E10</v></c></row>)"
        R"(<row r="7"><c r="A7"><v>7</v></c><c r="B7" t="s"><v>0</v></c>)"
        R"(<c r="C7" t="inlineStr"><is><t>Дана</t></is></c><c r="D7" t="d"><v>2015-09-02T00:00:00</v></c>)"
        R"(<c r="E7" t="inlineStr"><is><t>Ж_x000D_</t></is></c></row>)";
    const Checked read =
        checked({{{"1", rows}},
                 {"<r><t>Б</t></r><r><t>ек</t></r><rPh><t>reading</t></rPh>", "<t>7А</t>"},
                 R"(<cellStyleXfs><xf numFmtId="0"/></cellStyleXfs>)"
                 R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>)"});
    EXPECT_THAT(told(read), testing::IsEmpty());
    ASSERT_EQ(read.rows.size(), 2u);
    EXPECT_EQ(read.rows[0].row, 3);
    EXPECT_EQ(read.rows[0].class_label, "7А");
    EXPECT_EQ(read.rows[0].family_name, "Бек");
    EXPECT_EQ(read.rows[0].given_name, "Айдос");
    EXPECT_EQ(read.rows[0].birth_date, "2015-09-01");
    EXPECT_EQ(read.rows[0].phone, "+77011234567");
    EXPECT_EQ(read.rows[1].row, 7);
    EXPECT_EQ(read.rows[1].class_label, "7");
    EXPECT_EQ(read.rows[1].birth_date, "2015-09-02");
}

TEST(RosterWorkbook, ShowsNumbersAsTheirCellsDo) {
    using xlsx::shown_number;
    EXPECT_EQ(shown_number("42248", true, false), "01.09.2015");
    EXPECT_EQ(shown_number("42248.75", true, false), "01.09.2015");
    EXPECT_EQ(shown_number("40786", true, true), "01.09.2015");
    EXPECT_EQ(shown_number("1", true, false), "01.01.1900");
    EXPECT_EQ(shown_number("59", true, false), "28.02.1900");
    EXPECT_EQ(shown_number("60", true, false), "60");  // there was no 29.02.1900
    EXPECT_EQ(shown_number("61", true, false), "01.03.1900");
    EXPECT_EQ(shown_number("0", true, true), "01.01.1904");
    EXPECT_EQ(shown_number("99999999", true, false), "99999999");
    EXPECT_EQ(shown_number("42248", false, false), "42248");
    EXPECT_EQ(shown_number("8.7011234567E10", false, false), "87011234567");
    EXPECT_EQ(shown_number("7.5", false, false), "7.5");
    EXPECT_EQ(shown_number("x", false, false), "x");
    EXPECT_EQ(shown_number("", true, false), "");
    EXPECT_EQ(shown_number("1e999", true, false), "1e999");
    EXPECT_EQ(shown_number("nan", true, false), "nan");
    for (const char* days : {"dd.mm.yyyy", "[$-43F]d mmmm yyyy;@", "yyyy\\-mm\\-dd", "d/m/yy"})
        EXPECT_TRUE(xlsx::is_day_format(days)) << days;
    for (const char* others : {"General", "0.00", "hh:mm:ss", "\"day\" 0", "[Red]0;dd", "0_d", "@"})
        EXPECT_FALSE(xlsx::is_day_format(others)) << others;
}

TEST(RosterWorkbook, TakesNoFormulaForAValue) {
    const std::string cells =
        R"(<row r="2"><c t="str"><f>"7"&amp;"А"</f><v>7А</v></c><c t="inlineStr"><is><t>Бек</t></is></c>)"
        R"(<c t="e"><v>#REF!</v></c><c s="0"><f t="shared" si="0"/><v>42248</v></c>)"
        R"(<c t="inlineStr"><is><t>М</t></is></c></row>)";
    EXPECT_THAT(told(checked({{{"1", heading() + cells}}})),
                ElementsAre("2 Сынып =\"7\"&\"А\"", "2 Аты =#REF!", "2 Туған күні ="));
}

TEST(RosterWorkbook, FindsTheSheetAndTheHeading) {
    const std::string title = text_row(1, {"№ 7 мектеп"}) + text_row(2, {"Тізім", "2026"});
    const BookText book{{{"Алғашқы", text_row(1, {"мазмұны"})},
                         {"Жасырын", heading() + learner(2, "Жасырын"), "hidden"},
                         {"7А", title + heading(4) + learner(6)},
                         {"7Ә", heading() + learner(2, "Екінші")}}};
    const Checked read = checked(book);
    ASSERT_EQ(read.rows.size(), 1u);
    EXPECT_EQ(read.rows[0].row, 6);
    EXPECT_EQ(read.rows[0].given_name, "Айдос");
    const Result<Contents> contents = read_contents(Kind::learners, workbook(book));
    ASSERT_TRUE(contents);
    EXPECT_EQ(contents->parts_are, PartsAre::sheets);
    ASSERT_EQ(contents->parts.size(), 3u) << "none that is hidden";
    ASSERT_EQ(contents->first, 1u);
    EXPECT_EQ(contents->parts[1].name, "7А");
    EXPECT_EQ(contents->parts[1].table->heading_row, 4);
    EXPECT_EQ(contents->parts[2].name, "7Ә");
    EXPECT_EQ(contents->parts[2].table->rows.size(), 1u) << "to be taken instead";
    EXPECT_EQ(refusal(workbook({{{"1", ""}, {"2", ""}}})), "The file is empty.");
}

TEST(RosterWorkbook, IsReadThoughAnotherSheetIsNot) {
    std::string long_one = heading();
    for (int row = 2; row < 70'000; ++row)
        long_one += fmt::format("<row r='{}'><c><v>1</v></c></row>", row);
    const Result<Contents> contents =
        read_contents(Kind::learners, workbook({{{"Мұрағат", long_one},
                                                 {"7А", heading() + learner(2)},
                                                 {"Бүлінген", "<row>"},
                                                 {"Бос", ""}}}));
    ASSERT_TRUE(contents) << contents.fault().log_text;
    ASSERT_EQ(contents->parts.size(), 3u) << "an empty sheet holds nothing";
    EXPECT_EQ(contents->first, 1u);
    EXPECT_FALSE(contents->parts[0].table) << "too long, and said so";
    EXPECT_FALSE(contents->parts[2].table);
}

TEST(RosterWorkbook, SaysAMergedCellInEachOfItsRows) {
    const auto pupil = [](int row, const std::string& label, const std::string& given) {
        return text_row(row, {label, "Бек", given, "01.09.2015", "М"});
    };
    const Checked read = checked(
        {{{"1", heading() + pupil(2, "7А", "Айдос") + pupil(3, "", "Дана") + pupil(4, "8Б", "Әсел"),
           "",
           R"(<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A1:XFD1"/>)"
           R"(<mergeCell ref="G1:G1048576"/><mergeCell ref="?"/></mergeCells>)"}}});
    ASSERT_EQ(read.rows.size(), 3u);
    EXPECT_EQ(read.rows[1].class_label, "7А");
    EXPECT_EQ(read.rows[2].class_label, "8Б");
}

TEST(RosterWorkbook, PassesOverAMillionEmptyRows) {
    std::string rows = heading() + learner(2);
    for (int row = 3; row < 1'000'000; ++row)
        rows += fmt::format(R"(<row r="{}" spans="1:6"/>)", row);
    rows += learner(1'000'000, "Соңғы");
    const Checked read = checked({{{"1", rows}}});
    ASSERT_EQ(read.rows.size(), 2u);
    EXPECT_EQ(read.rows[1].row, 1'000'000);
    EXPECT_EQ(read.rows_total, 2);
}

TEST(RosterWorkbook, KeepsItsLimits) {
    std::string rows = heading();
    for (int row = 2; row < 70'000; ++row)
        rows += fmt::format("<row r='{}'><c><v>1</v></c></row>", row);
    EXPECT_EQ(refusal_of(rows), "The file has more than 60,000 rows.");
    EXPECT_EQ(refusal_of(R"(<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>)"),
              "The table has more than 200 columns.");
    // A few kilobytes that mean gigabytes: the packing, and one text shown by every cell.
    EXPECT_THAT(refusal_of(std::string(5'000'000, ' ')), HasSubstr("too large"));
    std::string same;
    for (int row = 1; row < 200; ++row)
        same += fmt::format(R"(<row r="{}"><c t="s"><v>0</v></c></row>)", row);
    std::string noise = "<t>";
    for (int i = 0; i < 20'000; ++i) noise += fmt::format("{:x} ", i * 7919);
    EXPECT_EQ(refusal(workbook({{{"1", same}}, {noise + "</t>"}})),
              "The file is larger than 10 MB.");
}

TEST(RosterWorkbook, RefusesWhatIsNone) {
    const std::string damaged = "The file is damaged. Save it anew, and upload that.";
    EXPECT_EQ(refusal_of("<row>"), damaged);
    EXPECT_EQ(refusal_of(R"(<row r="2"/><row r="1"/>)"), damaged);
    EXPECT_EQ(refusal_of(R"(<row r="2"><c r="A3"/></row>)"), damaged);
    EXPECT_EQ(refusal_of(R"(<row r="1"><c t="s"><v>3</v></c></row>)"), damaged);
    EXPECT_EQ(refusal_of(R"(<row r="9999999"><c><v>3</v></c></row>)"), damaged);
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "<x>";
    EXPECT_EQ(refusal_of(deep), damaged);
    const auto with_main = [](const std::string& xml) {
        return test::zipped({{"[Content_Types].xml", ""}, {"xl/workbook.xml", xml}});
    };
    EXPECT_EQ(refusal(with_main("<workbook/>")), damaged);  // no relations
    EXPECT_EQ(refusal(with_main("<!DOCTYPE a [<!ENTITY b \"b\">]><workbook>&b;</workbook>")),
              damaged);
    EXPECT_EQ(refusal(with_main("<workbook " + std::string(3'000'000, 'a'))),
              "Unpacked, the file is too large to be read.");
    std::string noise;
    for (int i = 0; i < 300'000; ++i) noise += fmt::format("{:x}", i * 7919);
    EXPECT_EQ(refusal(with_main("<workbook a='" + noise)), damaged);
    EXPECT_EQ(refusal(with_main("")), damaged);
    EXPECT_THAT(refusal(test::zipped({{"photo.jpg", "x"}})), HasSubstr("This file is no table."));
}

}  // namespace
}  // namespace kerege::directory::roster
