#include "host/src/directory/organisation_file.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "host/src/base/yaml.hpp"
#include "host/src/directory/rows.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {
namespace {

namespace sql = queries::directory;

// Field faults speak to the person who wrote the file: the words of the first one are enough.
void check_fields(const yaml::Node& node, const NewOrganisation& organisation) {
    const auto faults = organisation_faults(organisation);
    if (faults.empty()) return;
    node.fail(fmt::format("{}: {}", faults.front().field, faults.front().message));
}

void read_one(const yaml::Node& node, const std::string& parent_code, int depth,
              std::vector<FileOrganisation>& all) {
    if (depth > 8) node.fail("organisations stand at most 8 deep");
    yaml::Map map = node.map();
    FileOrganisation one;
    one.line = node.line();
    one.parent_code = parent_code;
    if (const auto parent = map.find("parent")) {
        if (!parent_code.empty()) parent->fail("stands among its parent's children already");
        one.parent_code = parent->text();
    }
    one.organisation.code = map.need("code").text();
    one.organisation.kind = map.need("kind").one_of({"ministry", "region", "district", "school"});
    one.organisation.bin = map.text("bin");
    const yaml::Node name_node = map.need("name");
    yaml::Map name = name_node.map();
    one.organisation.name_kk = name.need("kk").text();
    one.organisation.name_ru = name.text("ru");
    one.organisation.name_en = name.text("en");
    name.done();
    if (const auto address_node = map.find("address")) {
        yaml::Map address = address_node->map();
        one.organisation.address_kk = address.text("kk");
        one.organisation.address_ru = address.text("ru");
        address.done();
    }
    const std::vector<yaml::Node> children = map.items("children");
    map.done();
    check_fields(node, one.organisation);
    const std::string code = one.organisation.code;
    all.push_back(std::move(one));
    for (const yaml::Node& child : children) read_one(child, code, depth + 1, all);
}

void refuse_twice(const std::string& file, const std::vector<FileOrganisation>& all) {
    std::map<std::string, int> lines;
    for (const FileOrganisation& one : all) {
        const auto [earlier, fresh] = lines.emplace(one.organisation.code, one.line);
        if (fresh) continue;
        throw yaml::Error(fmt::format("{}:{}: the code {} stands in line {} already", file,
                                      one.line, one.organisation.code, earlier->second));
    }
}

Fault at_line(const std::filesystem::path& file, int line, FaultKind kind,
              const std::string& what) {
    return {kind, fmt::format("{}:{}: {}", file.string(), line, what), {}};
}

class Import {
public:
    Import(data::Transaction& transaction, Organisations& organisations,
           const std::filesystem::path& file)
        : transaction_(transaction), organisations_(organisations), file_(file) {}

    Result<> one(const FileOrganisation& wanted) {
        OrganisationId parent;
        if (!wanted.parent_code.empty()) {
            const auto above = organisations_.find_by_code(transaction_, wanted.parent_code);
            if (!above) {
                return at_line(file_, wanted.line, FaultKind::not_found,
                               "no organisation has the code " + wanted.parent_code);
            }
            parent = above->id;
        }
        const auto there = organisations_.find_by_code(transaction_, wanted.organisation.code);
        return there ? change(wanted, *there, parent) : create(wanted, parent);
    }

    Imported imported;

private:
    Result<> create(const FileOrganisation& wanted, OrganisationId parent) {
        NewOrganisation fresh = wanted.organisation;
        fresh.parent = parent;
        const auto id = organisations_.create(transaction_, fresh, PersonId{});
        if (!id) return at_line(file_, wanted.line, id.fault().kind, id.fault().log_text);
        ++imported.created;
        return success();
    }

    Result<> change(const FileOrganisation& wanted, const Organisation& there,
                    OrganisationId parent) {
        if (there.kind != wanted.organisation.kind || there.parent != parent) {
            return at_line(file_, wanted.line, FaultKind::conflict,
                           fmt::format("{} exists as a {} with another place in the tree; kind and "
                                       "place can't be changed",
                                       wanted.organisation.code, there.kind));
        }
        NewOrganisation tidy = tidied(wanted.organisation);
        // What a file leaves out may have been written elsewhere.
        if (tidy.bin.empty()) tidy.bin = there.bin;
        if (wanted.organisation.name_ru.empty() && there.name_ru != there.name_kk)
            tidy.name_ru = there.name_ru;
        if (wanted.organisation.name_en.empty() && there.name_en != there.name_kk)
            tidy.name_en = there.name_en;
        if (tidy.address_kk.empty()) tidy.address_kk = there.address_kk;
        if (tidy.address_ru.empty()) tidy.address_ru = there.address_ru;
        if (changed_fields(there, tidy).empty()) {
            ++imported.unchanged;
            return success();
        }
        const auto done = organisations_.change(transaction_, there.id, tidy, PersonId{});
        if (!done) return at_line(file_, wanted.line, done.fault().kind, done.fault().log_text);
        ++imported.changed;
        return success();
    }

    data::Transaction& transaction_;
    Organisations& organisations_;
    const std::filesystem::path& file_;
};

}  // namespace

Result<std::vector<FileOrganisation>> read_organisations(const std::filesystem::path& file) {
    try {
        const yaml::Node root = yaml::Node::read_file(file);
        yaml::Map map = root.map();
        std::vector<FileOrganisation> all;
        for (const yaml::Node& node : map.need("organisations").items()) read_one(node, {}, 1, all);
        map.done();
        refuse_twice(file.string(), all);
        return all;
    } catch (const yaml::Error& error) {
        return invalid(error.what());
    }
}

Result<Imported> import_organisations(data::Database& database, Organisations& organisations,
                                      const std::filesystem::path& file) {
    const auto wanted = read_organisations(file);
    if (!wanted) return wanted.fault();
    auto transaction = database.write();
    Import import(transaction, organisations, file);
    for (const FileOrganisation& one : *wanted) {
        if (const auto done = import.one(one); !done) return done.fault();
    }
    transaction.commit();
    return import.imported;
}

}  // namespace kerege::directory
