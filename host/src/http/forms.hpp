// Forms as browsers send them, within limits. All pure. [any]
#pragma once

#include <string_view>
#include <vector>

#include "host/src/http/message.hpp"

namespace kerege::http {

// A class's grid is a form of thousands of fields.
inline constexpr size_t kFormFieldsMax = 20'000;
inline constexpr size_t kFormFilesMax = 100;
inline constexpr size_t kFieldNameBytesMax = 1'000;
inline constexpr size_t kFileNameBytesMax = 255;

// "a=1&b=2", percent-decoded. False: broken encoding, NUL, no UTF-8, too many or too long names.
bool parse_fields(std::string_view text, size_t fields_max, std::vector<Field>& out);

// multipart/form-data. Parts with a file name become files, unless nothing was chosen; the others
// become fields. `content_type` is the header's value with its boundary. False: anything malformed.
bool parse_multipart(std::string_view body, std::string_view content_type,
                     std::vector<Field>& fields, std::vector<UploadedFile>& files);

// A file's name as clients send it, without folders and control characters, at most 255 bytes.
std::string plain_file_name(std::string_view name);

// "text/html" of "Text/HTML; charset=utf-8".
std::string media_type(std::string_view content_type);

// Fills form and files from the body, by its content type; a multipart body is then dropped, other
// bodies stay. False: the form is malformed.
bool read_form(Request& request);

}  // namespace kerege::http
