// What people type, and what is made of it: tidied, mended, in a table, in the audit log.
#include <gtest/gtest.h>

#include "kerege/sdk/audit_detail.hpp"
#include "kerege/sdk/csv.hpp"
#include "kerege/sdk/letters.hpp"
#include "kerege/sdk/person_name.hpp"

namespace kerege::sdk {
namespace {

TEST(Letters, OfAnotherKeyboardAreMended) {
    EXPECT_EQ(mend_letters("Қaзaқ тiлi"), "Қазақ тілі") << "Latin letters";
    EXPECT_EQ(mend_letters("əдебиет, Ɵмір"), "әдебиет, Өмір");
    EXPECT_EQ(mend_letters("«Зерде» 7A"), "«Зерде» 7A") << "a word of Latin letters alone";
    EXPECT_EQ(mend_letters("Intel ISEF"), "Intel ISEF");
    EXPECT_EQ(mend_letters("ЕНТ-test Wорд"), "ЕНТ-test Wорд") << "one that would stay mixed";
    EXPECT_EQ(mend_letters(""), "");
}

TEST(Letters, BlanksOfEveryWidthAreOne) {
    EXPECT_EQ(tidy("\xEF\xBB\xBF a \xC2\xA0\t b \r\n"), "a b");
    EXPECT_EQ(tidy(" \xE3\x80\x80"), "");
}

TEST(CsvTable, HasEveryCellInQuotesAndNoFormula) {
    CsvTable table;
    table.row({"Аты", "say \"hi\""});
    table.row({"=1+1", "-2", "a;b"});
    EXPECT_EQ(table.text(),
              "\xEF\xBB\xBF\"Аты\";\"say \"\"hi\"\"\"\r\n\"'=1+1\";\"'-2\";\"a;b\"\r\n");
}

TEST(AuditDetail, IsJson) {
    EXPECT_EQ(name_detail("a\"b\\c\n"), "{\"name\":\"a\\\"b\\\\c\\u000a\"}");
    EXPECT_EQ(name_detail("a", ",\"count\":2"), "{\"name\":\"a\",\"count\":2}");
}

TEST(PersonName, MayHaveNoPatronymic) {
    EXPECT_EQ((PersonName{"Оспан", "Әлі", ""}.full()), "Оспан Әлі");
    EXPECT_EQ((PersonName{"Оспан", "Әлі", "Бекұлы"}.full()), "Оспан Әлі Бекұлы");
    EXPECT_EQ((PersonName{"Оспан", "Әлі", "Бекұлы"}.short_form()), "Оспан Әлі");
}

}  // namespace
}  // namespace kerege::sdk
