// A request that was read whole, and the response that will be written whole.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kerege::http {

enum class Method { get, head, post, other };

struct Field {
    std::string name;
    std::string value;
};

struct UploadedFile {
    std::string field;
    std::string name;  // the client's file name, without folders
    std::string content;
    std::string type = {};  // as the client says
};

// A part of an open file, sent from where it lies.
struct FileBody {
    std::shared_ptr<const int> descriptor = nullptr;  // closed with its last owner
    int64_t offset = 0;
    int64_t bytes = 0;
};

// "GET", for logs.
std::string_view name_of(Method method);

// Everything textual is valid UTF-8 and percent-decoded; what was not has been refused with 400.
struct Request {
    std::string id;  // of the log and the error page: 16 letters and digits
    Method method = Method::get;
    std::string path;  // "/journal/sections/12": no "..", no "//", at most 2,048 bytes
    std::vector<Field> query;
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
    std::vector<Field> form;
    std::vector<UploadedFile> files;
    std::string body;  // as it came; empty for multipart forms, whose parts are in form and files
    std::string client_address;  // as the proxy in front says, if that one is trusted

    // The first of that name, or empty.
    std::string_view header(std::string_view name) const;
    std::string_view query_value(std::string_view name) const;
    std::string_view field(std::string_view name) const;
    std::string_view cookie(std::string_view name) const;
    // Asked for by script for a part of a page (header hx-request: true).
    bool wants_fragment() const;
};

struct Response {
    int status = 200;
    std::string content_type = "text/html; charset=utf-8";
    std::vector<std::pair<std::string, std::string>> headers;
    std::vector<std::string> cookies;  // whole Set-Cookie values
    std::string body;
    // Sent in place of `body`, without a copy: something that lives as long as the server.
    std::string_view borrowed_body = {};

    // Sent in place of both.
    FileBody file = {};

    int64_t content_bytes() const {
        return file.descriptor ? file.bytes : static_cast<int64_t>(content().size());
    }
    std::string_view content() const { return borrowed_body.empty() ? body : borrowed_body; }
    // Refuses (returns false) names and values with CR, LF or NUL and the headers the host owns.
    // Content-Type sets content_type; a header set before is replaced.
    bool set_header(std::string_view name, std::string_view value);
};

// A path of this site: begins with one '/', so that no other site can be meant.
bool is_site_path(std::string_view path);

// 303 to a path of this site; to "/" if `path` is none.
Response redirect(std::string path);

}  // namespace kerege::http
