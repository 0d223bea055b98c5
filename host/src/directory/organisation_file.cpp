#include "host/src/directory/organisation_file.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "host/src/base/text_values.hpp"
#include "host/src/base/yaml.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/directory/rows.hpp"
#include "kerege/sdk/tr.hpp"
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

Fault at_line(const std::string& file, int line, Fault fault) {
    std::string what = fault.fields.empty() ? fault.log_text : std::string();
    for (const FieldFault& wrong : fault.fields)
        what += fmt::format("{}{}: {}", what.empty() ? "" : "; ", wrong.field, wrong.message);
    fault.log_text = fmt::format("{}:{}: {}", file, line, what);
    return fault;
}

class Import {
public:
    Import(data::Transaction& transaction, Organisations& organisations, Standings& standings,
           const ImportWish& wish)
        : transaction_(transaction),
          organisations_(organisations),
          standings_(standings),
          wish_(wish) {}

    Result<> one(const FileOrganisation& wanted) {
        if (auto faults = organisation_faults(wanted.organisation); !faults.empty())
            return invalid_fields(std::move(faults));
        OrganisationId parent;
        if (!wanted.parent_code.empty()) {
            const auto above = organisations_.find_by_code(transaction_, wanted.parent_code);
            if (!above) {
                Fault fault{FaultKind::not_found,
                            "no organisation has the code " + wanted.parent_code,
                            KEREGE_TR("No organisation has the code {code}.")};
                fault.values.emplace_back("code", wanted.parent_code);
                return fault;
            }
            parent = above->id;
        }
        const auto there = organisations_.find_by_code(transaction_, wanted.organisation.code);
        if (!inside(there ? there->id : parent)) {
            return Fault{FaultKind::not_found,
                         "it lies outside of the tree: " + wanted.organisation.code,
                         KEREGE_TR("This lies outside of your own tree.")};
        }
        return there ? change(wanted, *there, parent) : create(wanted, parent);
    }

    Imported imported;

private:
    bool inside(OrganisationId organisation) {
        if (!wish_.top) return true;
        return transaction_.first(sql::organisation_within, {wish_.top.value, organisation.value},
                                  [](const data::Row&) {});
    }

    Result<> create(const FileOrganisation& wanted, OrganisationId parent) {
        NewOrganisation fresh = wanted.organisation;
        fresh.parent = parent;
        const auto id = organisations_.create(transaction_, fresh, wish_.by);
        if (!id) return id.fault();
        ++imported.created;
        const auto stands = stand(wanted, *id);
        return stands ? success() : stands.fault();
    }

    Result<> change(const FileOrganisation& wanted, const Organisation& there,
                    OrganisationId parent) {
        if (there.kind != wanted.organisation.kind || there.parent != parent) {
            return conflict(fmt::format("{} exists as a {} with another place in the tree; kind "
                                        "and place can't be changed",
                                        wanted.organisation.code, there.kind),
                            KEREGE_TR("It is there with another kind or another place; these "
                                      "can't be changed."));
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
        const auto done = organisations_.change(transaction_, there.id, tidy, wish_.by);
        if (!done) return done.fault();
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
        const auto set = standings_.set(transaction_, id, wish, wish_.by, wish_.top);
        if (set) return true;
        return set.fault();
    }

    data::Transaction& transaction_;
    Organisations& organisations_;
    Standings& standings_;
    const ImportWish& wish_;
};

std::vector<FileOrganisation> all_of(const yaml::Node& root, const std::string& name) {
    yaml::Map map = root.map();
    std::vector<FileOrganisation> all;
    for (const yaml::Node& node : map.need("organisations").items()) read_one(node, {}, 1, all);
    map.done();
    refuse_twice(name, all);
    return all;
}

}  // namespace

Result<std::vector<FileOrganisation>> read_organisations(const std::filesystem::path& file) {
    try {
        return all_of(yaml::Node::read_file(file), file.string());
    } catch (const yaml::Error& error) {
        return invalid(error.what());
    }
}

Result<std::vector<FileOrganisation>> parse_organisations(const std::string& text,
                                                          const std::string& name) {
    try {
        return all_of(yaml::Node::parse(text, name), name);
    } catch (const yaml::Error& error) {
        return invalid(error.what());
    }
}

Result<Imported> import_organisations(data::Database& database, Organisations& organisations,
                                      Standings& standings,
                                      const std::vector<FileOrganisation>& wanted,
                                      const ImportWish& wish) {
    auto transaction = database.write();
    Import import(transaction, organisations, standings, wish);
    std::optional<Fault> first;
    for (const FileOrganisation& one : wanted) {
        const auto done = import.one(one);
        if (done) continue;
        if (!first) first = at_line(wish.name, one.line, done.fault());
        if (!wish.faults) break;
        wish.faults->push_back({one.line, one.organisation.code, done.fault()});
    }
    if (first) return *first;
    if (wish.mode == ImportMode::done) {
        transaction.commit();
        organisations.forget_counts();
    }
    return import.imported;
}

Result<Imported> import_organisations(data::Database& database, Organisations& organisations,
                                      Standings& standings, const std::filesystem::path& file,
                                      ImportMode mode) {
    const auto wanted = read_organisations(file);
    if (!wanted) return wanted.fault();
    return import_organisations(database, organisations, standings, *wanted,
                                {.name = file.string(), .mode = mode});
}

}  // namespace kerege::directory
