// The tree as a file: flat, each with its parent's code, parents before their children.
#include <yaml-cpp/yaml.h>

#include <map>

#include "host/src/directory/organisation_file.hpp"

namespace kerege::directory {
namespace {

void put(YAML::Emitter& out, const char* key, const std::string& value) {
    if (!value.empty()) out << YAML::Key << key << YAML::Value << YAML::DoubleQuoted << value;
}

void put_texts(YAML::Emitter& out, const char* key, const std::string& kk, const std::string& ru,
               const std::string& en) {
    if (kk.empty() && ru.empty() && en.empty()) return;
    out << YAML::Key << key << YAML::Value << YAML::Flow << YAML::BeginMap;
    put(out, "kk", kk);
    put(out, "ru", ru);
    put(out, "en", en);
    out << YAML::EndMap;
}

// The line that holds today; only asked where it is not simply active.
StatusLine present(Standings& standings, OrganisationId id) {
    const std::string today = standings.day();
    for (StatusLine& line : standings.history(id))
        if (line.first_day <= today) return std::move(line);
    return {};
}

void put_one(YAML::Emitter& out, const Organisation& one, const std::string& parent_code) {
    put(out, "code", one.code);
    put(out, "parent", parent_code);
    out << YAML::Key << "kind" << YAML::Value << one.kind;
    put(out, "bin", one.bin);
    put_texts(out, "name", one.name_kk, one.name_ru, one.name_en);
    put_texts(out, "address", one.address_kk, one.address_ru, {});
}

}  // namespace

std::string export_organisations(Organisations& organisations, Standings& standings,
                                 OrganisationId top) {
    std::vector<Organisation> all;
    if (top) {
        all = organisations.subtree(top);
    } else {
        for (const Organisation& one : organisations.tops())
            for (Organisation& beneath : organisations.subtree(one.id))
                all.push_back(std::move(beneath));
    }
    std::map<OrganisationId, std::string> codes;
    for (const Organisation& one : all) codes.emplace(one.id, one.code);
    if (!all.empty() && all.front().parent && !codes.contains(all.front().parent))
        if (const auto above = organisations.find(all.front().parent))
            codes.emplace(above->id, above->code);
    const auto standing = standings.not_active(top);

    YAML::Emitter out;
    out << YAML::BeginMap << YAML::Key << "organisations" << YAML::Value << YAML::BeginSeq;
    for (const Organisation& one : all) {
        out << YAML::BeginMap;
        put_one(out, one, one.parent ? codes[one.parent] : std::string());
        if (standing.contains(one.id)) {
            const StatusLine line = present(standings, one.id);
            out << YAML::Key << "status" << YAML::Value << YAML::Flow << YAML::BeginMap;
            out << YAML::Key << "state" << YAML::Value << line.status;
            put(out, "from", line.first_day);
            put(out, "reason", line.reason);
            out << YAML::EndMap;
        }
        out << YAML::EndMap;
    }
    out << YAML::EndSeq << YAML::EndMap;
    return std::string(out.c_str()) + "\n";
}

}  // namespace kerege::directory
