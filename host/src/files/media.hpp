// Media types and names of files as people send them. All pure. [any]
#pragma once

#include <string>
#include <string_view>

namespace kerege::files {

// The type to remember of a file: what was declared where the content does not speak against it,
// which is often more ("text/csv" of what is only known to be text). Empty: it speaks against it.
// declared: "Image/PNG; x=y" of a browser, or nothing.
std::string agreed_type(std::string_view declared, std::string_view found);

// Whether a type stands in a list "image/png, image/*, application/pdf". An empty list has all.
bool in_list(std::string_view type, std::string_view list);

// What a browser may show by itself, since nothing in it can run: PNG, JPEG, WebP.
bool is_inert_picture(std::string_view type);

// Without folders, control characters and marks that turn the direction of reading, at most 255
// bytes of UTF-8; "file" where nothing is left.
std::string clean_name(std::string_view name);

// The value of Content-Disposition, also for browsers that know ASCII only.
std::string disposition(bool shown, std::string_view name);

}  // namespace kerege::files
