// Values that people write in many shapes: days, phones, e-mail addresses, class labels,
// identification numbers. Pure, from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kerege::text {

// A day as YYYY-MM-DD, or why there is none.
struct DayReading {
    enum class Problem { none, shape, impossible };
    std::string day;
    Problem problem = Problem::none;
};
// Reads 31.12.2015, 31/12/2015, 2015-12-31 and 2015.12.31, one-digit days and months too, a time of
// midnight behind them. Impossible: a day the calendar lacks, or a year outside 1900…2199.
DayReading read_day(std::string_view text);
// Whether the text is exactly YYYY-MM-DD and such a day exists.
bool is_day(std::string_view text);
// Days since 1970-01-01 of YYYY-MM-DD, and the day of such a number. REQUIRES: is_day().
int64_t day_number(std::string_view day);
std::string day_of(int64_t days);
// The same day so many months later; the last of that month where it has no such day.
// REQUIRES: is_day().
std::string months_later(std::string_view day, int months);

// "08:05" as minutes since midnight.
std::optional<int> read_minute(std::string_view text);

// A phone in E.164, or why there is none: +7 and ten digits, or the code of another country.
struct PhoneReading {
    enum class Problem { none, shape, digits };
    std::string e164;
    Problem problem = Problem::none;
    int digits = 0;  // how many the text has
};
// Reads +7 …, 8 …, 7 … with ten digits behind, and ten digits beginning with 7; spaces, hyphens,
// dots and brackets (closed or not) anywhere. A number of another country is read with its + alone.
// Problem::shape: another character, no such country, or too few or many digits for it; digits: a
// wrong number of them after +7, or without a +.
PhoneReading read_phone(std::string_view text);
// +77011234567 → "+7 701 123-45-67", +998901234567 → "+998 901 234 567"; what is no number in E.164
// comes back as it is.
std::string show_phone(std::string_view e164);

// Whether it has the shape of one address: local part, @, domain with a dot; ASCII, at most 254
// bytes.
bool is_email(std::string_view text);

// A class as number and letter, "7А": reads "7а", "7-А", "7 «А»", "7A" with a Latin letter, "7 А
// сынып". Numbers 0…12, at most three letters; none at all is allowed ("7").
std::optional<std::string> read_class(std::string_view text);

// Twelve digits whose last one is right by the weights of both rounds.
bool check_digit_valid(std::string_view twelve_digits);
// Check digit, birth day and century. 0 as the seventh digit (some foreigners) passes.
bool is_iin(std::string_view text);
// Check digit, month, and the kind in the fifth digit.
bool is_bin(std::string_view text);

}  // namespace kerege::text
