// Forms of both kinds: the first line is the content type, the rest the body.
#include "host/src/http/forms.hpp"
#include "tests/fuzz/input.hpp"

using namespace kerege;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view input = fuzz::text_of(data, size);
    const size_t end = input.find('\n');
    http::Request request;
    request.method = http::Method::post;
    request.headers.emplace_back("content-type", input.substr(0, end));
    if (end != std::string_view::npos) request.body = input.substr(end + 1);
    if (!http::read_form(request)) return 0;
    fuzz::promise(request.form.size() <= http::kFormFieldsMax, "at most so many fields");
    fuzz::promise(request.files.size() <= http::kFormFilesMax, "at most so many files");
    for (const auto& [name, value] : request.form)
        fuzz::promise(fuzz::readable(name) && fuzz::readable(value), "a form is text");
    for (const auto& file : request.files)
        fuzz::promise(file.name.find('/') == std::string::npos, "a file's name has no folder");
    return 0;
}
