#include "host/src/directory/organisation_file.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "host/src/base/text_values.hpp"
#include "host/src/base/yaml.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/directory/rows.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {
namespace {

namespace sql = queries::directory;

std::vector<std::string> kind_words() {
    std::vector<std::string> words;
    for (const OrganisationKind& kind : organisation_kinds()) words.emplace_back(kind.code);
    return words;
}

std::vector<std::string> status_words() {
    std::vector<std::string> words;
    for (const Status& one : statuses()) words.emplace_back(one.code);
    return words;
}

StatusWish read_status(const yaml::Node& node) {
    StatusWish wish;
    yaml::Map map = node.map();
    wish.status = map.need("state").one_of(status_words());
    wish.first_day = map.text("from");
    wish.reason = map.text("reason");
    map.done();
    if (!wish.first_day.empty() && !text::is_day(wish.first_day))
        node.fail("\"from\" is a day, YYYY-MM-DD");
    return wish;
}

FileOrganisation::Administrator read_administrator(const yaml::Node& node) {
    FileOrganisation::Administrator one;
    yaml::Map map = node.map();
    one.line = node.line();
    one.family_name = map.need("family_name").text();
    one.given_name = map.need("given_name").text();
    one.patronymic = map.text("patronymic");
    one.position = map.need("position").text();
    one.email = map.need("email").text();
    one.phone = map.need("phone").text();
    if (const auto language = map.find("language"))
        one.language = language->one_of({"kk", "ru", "en"});
    map.done();
    return one;
}

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
    one.organisation.kind = map.need("kind").one_of(kind_words());
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
    if (const auto administrator = map.find("administrator"))
        one.administrator = read_administrator(*administrator);
    if (const auto status_node = map.find("status")) one.status = read_status(*status_node);
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
    Import(data::Transaction& transaction, Organisations& organisations, Standings& standings,
           const std::filesystem::path& file)
        : transaction_(transaction),
          organisations_(organisations),
          standings_(standings),
          file_(file) {}

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
        const auto stands = stand(wanted, *id);
        return stands ? success() : stands.fault();
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
        const auto stands = stand(wanted, there.id);
        if (!stands) return stands.fault();
        if (changed_fields(there, tidy).empty()) {
            ++(*stands ? imported.changed : imported.unchanged);
            return success();
        }
        const auto done = organisations_.change(transaction_, there.id, tidy, PersonId{});
        if (!done) return at_line(file_, wanted.line, done.fault().kind, done.fault().log_text);
        ++imported.changed;
        return success();
    }

    // Whether the state had to be entered. A day that is over says since when it has been so
    // elsewhere: here it holds from today on.
    Result<bool> stand(const FileOrganisation& wanted, OrganisationId id) {
        if (wanted.status.status.empty()) return false;
        StatusWish wish = wanted.status;
        const std::string today = standings_.day();
        if (wish.first_day < today) wish.first_day = today;
        if (status_on(transaction_, id, wish.first_day) == wish.status) return false;
        const auto set = standings_.set(transaction_, id, wish, PersonId{}, OrganisationId{});
        if (set) return true;
        const Fault& fault = set.fault();
        return at_line(file_, wanted.line, fault.kind,
                       fault.fields.empty() ? fault.log_text : fault.fields.front().message);
    }

    data::Transaction& transaction_;
    Organisations& organisations_;
    Standings& standings_;
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
                                      Standings& standings, const std::filesystem::path& file,
                                      ImportMode mode) {
    const auto wanted = read_organisations(file);
    if (!wanted) return wanted.fault();
    auto transaction = database.write();
    Import import(transaction, organisations, standings, file);
    for (const FileOrganisation& one : *wanted) {
        if (const auto done = import.one(one); !done) return done.fault();
    }
    if (mode == ImportMode::done) transaction.commit();
    return import.imported;
}

}  // namespace kerege::directory
