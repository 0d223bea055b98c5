#include "host/src/directory/roster/xlsx/xml.hpp"

#include <expat.h>

#include <new>

#include "kerege/sdk/tr.hpp"

namespace kerege::directory::roster::xlsx {
namespace {

constexpr int kDepthMax = 64;
constexpr size_t kSilentBytesMax = 1024 * 1024;

std::string_view without_prefix(std::string_view name) {
    const size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

Xml& self(void* data) { return *static_cast<Xml*>(data); }

void XMLCALL on_start(void* data, const XML_Char* name, const XML_Char** attributes) {
    self(data).begin_tag(without_prefix(name), Attributes(attributes));
}
void XMLCALL on_end(void* data, const XML_Char* name) { self(data).end_tag(without_prefix(name)); }
void XMLCALL on_text(void* data, const XML_Char* text, int length) {
    self(data).characters({text, static_cast<size_t>(length)});
}
void XMLCALL on_doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    self(data).refuse("a document type");
}

}  // namespace

std::string_view Attributes::get(std::string_view name) const {
    for (const char** pair = pairs_; *pair; pair += 2) {
        if (without_prefix(*pair) == name) return pair[1];
    }
    return {};
}

Fault damaged_workbook(const char* log_text) {
    return invalid(std::string("xlsx: ") + log_text,
                   KEREGE_TR("The file is damaged. Save it anew, and upload that."));
}

void Xml::Frees::operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }

Xml::Xml(Parts& parts) : parts_(parts), parser_(XML_ParserCreate(nullptr)) {
    if (!parser_) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser_.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser_.get(), on_doctype);
}

void Xml::begin_tag(std::string_view name, const Attributes& attributes) {
    silent_bytes_ = 0;
    if (parts_.fault) return;
    if (++depth_ > kDepthMax) return refuse("nested too deep");
    parts_.start(name, attributes);
    stop_if_faulty();
}

void Xml::end_tag(std::string_view name) {
    silent_bytes_ = 0;
    if (parts_.fault) return;
    --depth_;
    parts_.end(name);
    stop_if_faulty();
}

void Xml::characters(std::string_view text) {
    silent_bytes_ = 0;
    if (parts_.fault) return;
    parts_.text(text);
    stop_if_faulty();
}

void Xml::refuse(const char* log_text) {
    if (!parts_.fault) parts_.fault = damaged_workbook(log_text);
    stop_if_faulty();
}

void Xml::stop_if_faulty() {
    if (parts_.fault) XML_StopParser(parser_.get(), XML_FALSE);
}

Result<> Xml::take(std::string_view piece) { return parse(piece, false); }
Result<> Xml::finish() { return parse({}, true); }

Result<> Xml::parse(std::string_view piece, bool last) {
    silent_bytes_ += piece.size();
    const bool read = XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()),
                                last ? 1 : 0) == XML_STATUS_OK;
    if (parts_.fault) return *parts_.fault;
    if (!read) return damaged_workbook(XML_ErrorString(XML_GetErrorCode(parser_.get())));
    if (silent_bytes_ > kSilentBytesMax) return damaged_workbook("a tag without an end");
    return success();
}

}  // namespace kerege::directory::roster::xlsx
