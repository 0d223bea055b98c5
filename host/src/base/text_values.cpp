#include "host/src/base/text_values.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "host/src/base/text.hpp"
#include "host/src/base/text_letters.hpp"

namespace kerege::text {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), digit);
}

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

bool exists(int year, int month, int day) {
    return year >= 1900 && year <= 2199 && month >= 1 && day >= 1 &&
           date::year_month_day(date::year(year), date::month(static_cast<unsigned>(month)),
                                date::day(static_cast<unsigned>(day)))
               .ok();
}

// Spreadsheets put a time of midnight behind a day when a cell is formatted so.
std::string_view without_midnight(std::string_view text) {
    const size_t at = text.find_first_of(" T");
    if (at == std::string_view::npos) return text;
    const bool midnight =
        std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at) + 1, text.end(),
                    [](char c) { return c == '0' || c == ':' || c == '.'; });
    return midnight && at + 1 < text.size() ? text.substr(0, at) : text;
}

// How many digits the code of the country has with which a number after "+" begins; 0: none begins
// so. "+87…" is a long-distance 8 that somebody put a plus before.
size_t country_code_digits(std::string_view digits) {
    constexpr std::string_view kTwo =
        " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63"
        " 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ";
    constexpr std::string_view kThree =
        " 21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 85 88 96 97 99 ";
    if (digits.size() < 2) return 0;
    if (digits[0] == '1' || digits[0] == '7') return 1;
    const std::string begin = ' ' + std::string(digits.substr(0, 2)) + ' ';
    if (kTwo.find(begin) != std::string_view::npos) return 2;
    return kThree.find(begin) != std::string_view::npos ? 3 : 0;
}

// The plan of numbers of +1 gives everybody ten digits; the others agree on fifteen at most.
bool is_foreign(std::string_view digits) {
    if (country_code_digits(digits) == 0 || digits[0] == '7') return false;
    return digits[0] == '1' ? digits.size() == 11 : digits.size() >= 8 && digits.size() <= 15;
}

int weighted(std::string_view digits, const std::array<int, 11>& weights) {
    int sum = 0;
    for (size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (digits[i] - '0');
    return sum % 11;
}

}  // namespace

DayReading read_day(std::string_view text) {
    const std::string tidied = tidy(text);
    const std::string_view day = without_midnight(tidied);
    std::vector<std::string_view> parts;
    std::string separators;
    for (size_t begin = 0; begin <= day.size();) {
        const size_t end = std::min(day.find_first_of("./-", begin), day.size());
        parts.push_back(day.substr(begin, end - begin));
        if (end < day.size()) separators += day[end];
        begin = end + 1;
    }
    const bool shape = parts.size() == 3 && separators[0] == separators[1] &&
                       std::all_of(parts.begin(), parts.end(), all_digits) && parts[1].size() <= 2;
    if (!shape) return {{}, DayReading::Problem::shape};
    if (parts[0].size() == 4) std::swap(parts[0], parts[2]);
    if (parts[0].size() > 2 || parts[2].size() != 4) return {{}, DayReading::Problem::shape};
    const int d = number(parts[0]), m = number(parts[1]), y = number(parts[2]);
    if (!exists(y, m, d)) return {{}, DayReading::Problem::impossible};
    return {fmt::format("{:04}-{:02}-{:02}", y, m, d), DayReading::Problem::none};
}

bool is_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const auto year = text.substr(0, 4), month = text.substr(5, 2), day = text.substr(8, 2);
    return all_digits(year) && all_digits(month) && all_digits(day) &&
           exists(number(year), number(month), number(day));
}

std::optional<int> read_minute(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return {};
    for (const size_t at : {0, 1, 3, 4})
        if (!digit(text[at])) return {};
    const auto number = [&](size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
    if (number(0) > 23 || number(3) > 59) return {};
    return number(0) * 60 + number(3);
}

PhoneReading read_phone(std::string_view text) {
    const std::string tidied = tidy(text);
    std::string digits;
    bool shape = true;
    for (size_t i = 0; i < tidied.size(); ++i) {
        const char c = tidied[i];
        if (digit(c)) {
            digits += c;
        } else if (c == '+') {
            shape = shape && i == 0;
        } else {
            shape = shape && std::string_view(" -.()").find(c) != std::string_view::npos;
        }
    }
    const int count = static_cast<int>(digits.size());
    if (!shape || digits.empty()) return {{}, PhoneReading::Problem::shape, count};
    const bool plus = tidied[0] == '+';
    if (digits.size() == 11 && (digits[0] == '7' || (digits[0] == '8' && !plus))) {
        return {"+7" + digits.substr(1), PhoneReading::Problem::none, count};
    }
    if (digits.size() == 10 && digits[0] == '7' && !plus) {
        return {"+7" + digits, PhoneReading::Problem::none, count};
    }
    if (plus && is_foreign(digits)) return {"+" + digits, PhoneReading::Problem::none, count};
    // A code of another country is no miscounted number.
    const bool foreign = plus && digits[0] != '7';
    return {{}, foreign ? PhoneReading::Problem::shape : PhoneReading::Problem::digits, count};
}

std::string show_phone(std::string_view e164) {
    if (e164.size() < 2 || e164[0] != '+' || !all_digits(e164.substr(1))) return std::string(e164);
    if (e164.size() == 12 && e164[1] == '7') {
        return fmt::format("+7 {} {}-{}-{}", e164.substr(2, 3), e164.substr(5, 3),
                           e164.substr(8, 2), e164.substr(10, 2));
    }
    if (!is_foreign(e164.substr(1))) return std::string(e164);
    const size_t code = 1 + country_code_digits(e164.substr(1));
    std::string shown(e164.substr(0, code));
    std::string_view rest = e164.substr(code);
    while (rest.size() > 4) {
        shown += ' ' + std::string(rest.substr(0, 3));
        rest.remove_prefix(3);
    }
    return shown + ' ' + std::string(rest);
}

bool is_email(std::string_view text) {
    const size_t at = text.find('@');
    if (text.size() > 254 || at == std::string_view::npos || at == 0 || at > 64) return false;
    const std::string_view local = text.substr(0, at), domain = text.substr(at + 1);
    const auto alnum = [](char c) {
        return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    const auto local_ok = [&](char c) {
        return alnum(c) ||
               std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
    };
    const auto domain_ok = [&](char c) { return alnum(c) || c == '-' || c == '.'; };
    const auto dotted = [](std::string_view part) {
        return part.front() != '.' && part.back() != '.' &&
               part.find("..") == std::string_view::npos;
    };
    return std::all_of(local.begin(), local.end(), local_ok) && dotted(local) &&
           domain.size() >= 3 && std::all_of(domain.begin(), domain.end(), domain_ok) &&
           dotted(domain) && domain.find('.') != std::string_view::npos &&
           domain.find(".-") == std::string_view::npos &&
           domain.find("-.") == std::string_view::npos && alnum(domain.front()) &&
           alnum(domain.back());
}

std::optional<std::string> read_class(std::string_view text) {
    // Quotes, hyphens and the word for "class" say nothing: what is left are number and letters.
    std::string kept = upper(to_cyrillic_letters(tidy(text)));
    for (const char* word : {"СЫНЫБЫ", "СЫНЫП", "КЛАСС", "CLASS"}) {
        if (const size_t at = kept.find(word); at != std::string::npos) {
            kept.erase(at, std::string_view(word).size());
        }
    }
    for (const char* mark :
         {"«", "»", "“", "”", "„", "\"", "'", "’", "-", "–", "—", "(", ")", "."}) {
        for (size_t at = 0; (at = kept.find(mark)) != std::string::npos;) {
            kept.erase(at, std::string_view(mark).size());
        }
    }
    std::erase(kept, ' ');
    size_t digits = 0;
    while (digits < kept.size() && digit(kept[digits])) ++digits;
    const std::string rest = kept.substr(digits);
    if (digits == 0 || digits > 2 || number(kept.substr(0, digits)) > 12) return {};
    if (length(rest) > 3 || (!rest.empty() && !is_name(rest))) return {};
    return std::to_string(number(kept.substr(0, digits))) + rest;
}

int64_t day_number(std::string_view day) {
    const date::year_month_day read(date::year(number(day.substr(0, 4))),
                                    date::month(static_cast<unsigned>(number(day.substr(5, 2)))),
                                    date::day(static_cast<unsigned>(number(day.substr(8, 2)))));
    return date::sys_days(read).time_since_epoch().count();
}

std::string day_of(int64_t days) { return date::format("%F", date::sys_days(date::days(days))); }

std::string months_later(std::string_view day, int months) {
    const int month = std::stoi(std::string(day.substr(5, 2))) - 1 + months;
    const int year = std::stoi(std::string(day.substr(0, 4))) + month / 12;
    for (int of_month = std::stoi(std::string(day.substr(8, 2)));; --of_month) {
        const std::string later = fmt::format("{:04}-{:02}-{:02}", year, month % 12 + 1, of_month);
        if (is_day(later)) return later;
    }
}

bool check_digit_valid(std::string_view twelve_digits) {
    if (twelve_digits.size() != 12 || !all_digits(twelve_digits)) return false;
    int check = weighted(twelve_digits, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    if (check == 10) check = weighted(twelve_digits, {3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2});
    return check < 10 && check == twelve_digits[11] - '0';
}

bool is_iin(std::string_view text) {
    if (!check_digit_valid(text)) return false;
    const int century = text[6] - '0';
    if (century > 6) return false;
    const int month = number(text.substr(2, 2)), day = number(text.substr(4, 2));
    if (century == 0) return month >= 1 && month <= 12 && day >= 1 && day <= 31;
    const int year = 1800 + (century - 1) / 2 * 100 + number(text.substr(0, 2));
    return month >= 1 && day >= 1 &&
           date::year_month_day(date::year(year), date::month(static_cast<unsigned>(month)),
                                date::day(static_cast<unsigned>(day)))
               .ok();
}

bool is_bin(std::string_view text) {
    if (!check_digit_valid(text)) return false;
    const int month = number(text.substr(2, 2));
    return month >= 1 && month <= 12 && text[4] >= '4' && text[4] <= '6';
}

}  // namespace kerege::text
