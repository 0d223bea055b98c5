#include "host/src/http/cookies.hpp"

#include "host/src/http/text.hpp"

namespace kerege::http {
namespace {

constexpr std::string_view kSession = "kerege_session";
constexpr std::string_view kLocale = "kerege_locale";
constexpr std::string_view kTheme = "kerege_theme";
constexpr std::string_view kNotice = "kerege_notice";
constexpr std::string_view kForm = "kerege_form";

constexpr size_t kNoticeBytesMax = 1000;
constexpr int kYearSeconds = 365 * 24 * 3600;
constexpr int kUntilBrowserEnds = -1;

std::string name_of(std::string_view name, bool secure) {
    return std::string(secure ? "__Host-" : "").append(name);
}

bool is_cookie_value(std::string_view value) {
    for (const char c : value) {
        if (c <= ' ' || c >= 0x7F || c == '"' || c == ',' || c == ';' || c == '\\') return false;
    }
    return true;
}

void set(Response& response, std::string_view name, std::string_view value, int age_seconds,
         bool secure) {
    if (!is_cookie_value(value)) return;
    std::string cookie = name_of(name, secure);
    cookie.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Lax");
    if (secure) cookie.append("; Secure");
    if (age_seconds >= 0) cookie.append("; Max-Age=").append(std::to_string(age_seconds));
    // The last word on a cookie counts: two Set-Cookie of one name would leave it to the browser.
    std::erase_if(response.cookies, [&](const std::string& other) {
        return other.starts_with(cookie.substr(0, cookie.find('=') + 1));
    });
    response.cookies.push_back(std::move(cookie));
}

std::string_view get(const Request& request, std::string_view name, bool secure) {
    return secure ? request.cookie(name_of(name, true)) : request.cookie(name);
}

}  // namespace

void set_session_cookie(Response& response, std::string_view token, bool secure) {
    set(response, kSession, token, kUntilBrowserEnds, secure);
}

void clear_session_cookie(Response& response, bool secure) {
    set(response, kSession, {}, 0, secure);
}

std::string_view session_cookie(const Request& request, bool secure) {
    return get(request, kSession, secure);
}

void set_locale_cookie(Response& response, std::string_view locale, bool secure) {
    set(response, kLocale, locale, kYearSeconds, secure);
}

std::string_view locale_cookie(const Request& request, bool secure) {
    return get(request, kLocale, secure);
}

void set_theme_cookie(Response& response, std::string_view theme, bool secure) {
    set(response, kTheme, theme, theme.empty() ? 0 : kYearSeconds, secure);
}

std::string_view theme_cookie(const Request& request, bool secure) {
    const auto theme = get(request, kTheme, secure);
    return theme == "light" || theme == "dark" ? theme : std::string_view();
}

void set_notice_cookie(Response& response, std::string_view notice, bool secure) {
    if (notice.empty()) return;
    set(response, kNotice, percent_encode(cut_utf8(notice, kNoticeBytesMax)), 60, secure);
}

void clear_notice_cookie(Response& response, bool secure) { set(response, kNotice, {}, 0, secure); }

std::string notice_cookie(const Request& request, bool secure) {
    const auto value = get(request, kNotice, secure);
    std::string notice;
    if (value.empty() || value.size() > 3 * kNoticeBytesMax) return {};
    return percent_decode(value, false, notice) && is_header_value(notice) ? notice : std::string();
}

void set_form_cookie(Response& response, std::string_view token, bool secure) {
    set(response, kForm, token, kUntilBrowserEnds, secure);
}

std::string_view form_cookie(const Request& request, bool secure) {
    return get(request, kForm, secure);
}

}  // namespace kerege::http
