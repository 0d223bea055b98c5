#include "tests/storage/fixture.hpp"

namespace kerege::data {
namespace {

class OrderingTest : public StorageTest {};

TEST_P(OrderingTest, NamesStandInTheOrderOfTheKazakhAlphabet) {
    const std::vector<std::string> alphabet = {
        "А", "Ә", "Б", "В", "Г", "Ғ", "Д", "Е", "Ё", "Ж", "З", "И", "Й", "К",
        "Қ", "Л", "М", "Н", "Ң", "О", "Ө", "П", "Р", "С", "Т", "У", "Ұ", "Ү",
        "Ф", "Х", "Һ", "Ц", "Ч", "Ш", "Щ", "Ъ", "Ы", "І", "Ь", "Э", "Ю", "Я"};
    run(sql("create table person (id bigint primary key, name text)"));
    for (size_t i = 0; i < alphabet.size(); ++i) {
        const size_t place = (i * 11) % alphabet.size();  // 11 and 42 share no divisor
        run(sql("insert into person values ($1, $2)"),
            {static_cast<int64_t>(place), alphabet[place] + "ааа"});
    }
    std::vector<std::string> sorted;
    database->read().each(sql("select name from person order by name collate \"kk-x-icu\""), {},
                          [&](const Row& row) { sorted.emplace_back(row.text(0).substr(0, 2)); });
    EXPECT_EQ(sorted, alphabet);
}

TEST_P(OrderingTest, CapitalsAndSmallLettersStandTogetherAndEqualsKeepAFixedOrder) {
    run(sql("create table person (id bigint primary key, name text)"));
    const std::vector<std::string> names = {"әлия", "Әлия", "Асан", "асан", "Әли", "Ахмет"};
    for (size_t i = 0; i < names.size(); ++i) {
        run(sql("insert into person values ($1, $2)"), {static_cast<int64_t>(i), names[i]});
    }
    std::vector<std::string> sorted;
    database->read().each(sql("select name from person order by name collate \"kk-x-icu\""), {},
                          [&](const Row& row) { sorted.emplace_back(row.text(0)); });
    EXPECT_THAT(sorted, testing::ElementsAre("асан", "Асан", "Ахмет", "Әли", "әлия", "Әлия"));
}

KEREGE_ON_BOTH(OrderingTest);

}  // namespace
}  // namespace kerege::data
