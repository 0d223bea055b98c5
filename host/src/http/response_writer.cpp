#include "host/src/http/response_writer.hpp"

#include <charconv>

#include "host/src/http/text.hpp"

namespace kerege::http {
namespace {

void append_number(std::string& out, uint64_t number) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, end);
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
    if (!is_token(name) || !is_header_value(value)) return;
    out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

bool has_content(int status) { return status >= 200 && status != 204 && status != 304; }

std::string_view reason_of(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 204:
            return "No Content";
        case 206:
            return "Partial Content";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 411:
            return "Length Required";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 416:
            return "Range Not Satisfiable";
        case 417:
            return "Expectation Failed";
        case 422:
            return "Unprocessable Content";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 503:
            return "Service Unavailable";
        case 505:
            return "HTTP Version Not Supported";
        default:
            return "Status";
    }
}

void write_head(const Response& response, std::string_view date, Persistence persistence,
                std::string& out) {
    const bool valid = response.status >= 200 && response.status <= 599;
    const int status = valid ? response.status : 500;
    out.assign("HTTP/1.1 ");
    append_number(out, static_cast<uint64_t>(status));
    out.append(" ").append(reason_of(status)).append("\r\nDate: ").append(date).append("\r\n");
    if (has_content(status)) {
        if (!response.content_type.empty())
            append_header(out, "Content-Type", response.content_type);
        out.append("Content-Length: ");
        append_number(out, static_cast<uint64_t>(response.content_bytes()));
        out.append("\r\n");
    }
    for (const auto& [name, value] : response.headers) append_header(out, name, value);
    for (const std::string& cookie : response.cookies) append_header(out, "Set-Cookie", cookie);
    if (persistence == Persistence::close) out.append("Connection: close\r\n");
    if (persistence == Persistence::keep_alive_told) out.append("Connection: keep-alive\r\n");
    out.append("\r\n");
}

}  // namespace kerege::http
