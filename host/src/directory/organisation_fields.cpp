// What an organisation may be called, and what of it has changed.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/directory/organisations.hpp"
#include "host/src/directory/revision.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::directory {
namespace {

bool is_code(std::string_view code) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    };
    return !code.empty() && code.size() <= kCodeBytesMax &&
           std::all_of(code.begin(), code.end(), allowed);
}

bool is_organisation_name(const std::string& name) {
    return text::valid_utf8(name) && text::length(name) <= kOrganisationNameLettersMax;
}

}  // namespace

std::vector<FieldFault> organisation_faults(const NewOrganisation& given) {
    std::vector<FieldFault> faults;
    if (!is_code(given.code)) {
        faults.push_back(
            {"code", KEREGE_TR("A code has small Latin letters, digits, hyphens and dots, "
                               "at most 64.")});
    }
    if (!find_kind(given.kind)) {
        faults.push_back({"kind", KEREGE_TR("Choose what kind of organisation it is.")});
    }
    if (!given.bin.empty() && !text::is_bin(given.bin)) {
        faults.push_back({"bin", KEREGE_TR("This is not a valid BIN.")});
    }
    if (text::tidy(given.name_kk).empty() || !is_organisation_name(given.name_kk)) {
        faults.push_back({"name_kk", KEREGE_TR("Write the name, at most 300 characters.")});
    }
    if (!is_organisation_name(given.name_ru)) {
        faults.push_back({"name_ru", KEREGE_TR("Write the name, at most 300 characters.")});
    }
    if (!is_organisation_name(given.name_en)) {
        faults.push_back({"name_en", KEREGE_TR("Write the name, at most 300 characters.")});
    }
    for (const auto& [field, address] :
         {std::pair("address_kk", &given.address_kk), std::pair("address_ru", &given.address_ru)}) {
        if (!is_organisation_name(*address))
            faults.push_back({field, KEREGE_TR("Write at most 300 characters.")});
    }
    return faults;
}

NewOrganisation tidied(const NewOrganisation& given) {
    NewOrganisation tidy = given;
    tidy.name_kk = text::tidy(given.name_kk);
    tidy.name_ru = text::tidy(given.name_ru);
    tidy.name_en = text::tidy(given.name_en);
    if (tidy.name_ru.empty()) tidy.name_ru = tidy.name_kk;
    if (tidy.name_en.empty()) tidy.name_en = tidy.name_kk;
    tidy.address_kk = text::tidy(given.address_kk);
    tidy.address_ru = text::tidy(given.address_ru);
    return tidy;
}

std::string Organisation::revision() const {
    return Revision().add({&bin, &name_kk, &name_ru, &name_en, &address_kk, &address_ru}).text();
}

std::string changed_fields(const Organisation& before, const NewOrganisation& after) {
    std::string fields;
    for (const auto& [field, was, is] :
         {std::tuple("bin", &before.bin, &after.bin),
          std::tuple("name_kk", &before.name_kk, &after.name_kk),
          std::tuple("name_ru", &before.name_ru, &after.name_ru),
          std::tuple("name_en", &before.name_en, &after.name_en),
          std::tuple("address_kk", &before.address_kk, &after.address_kk),
          std::tuple("address_ru", &before.address_ru, &after.address_ru)}) {
        if (*was != *is) fields += fmt::format(R"({}"{}")", fields.empty() ? "" : ",", field);
    }
    return fields;
}

}  // namespace kerege::directory
