#include "host/src/agreements/agreement_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/src/base/yaml.hpp"

namespace kerege::agreements {
namespace {

struct FileDocument {
    int line = 0;
    std::string owner;
    NewDocument document;
    Texts title;
    Texts text;
    int own_age = 0;
};

Texts read_texts(const yaml::Node& node) {
    yaml::Map map = node.map();
    Texts texts;
    texts.kk = map.need("kk").text();
    texts.ru = map.need("ru").text();
    texts.en = map.need("en").text();
    map.done();
    return texts;
}

FileDocument read_one(const yaml::Node& node) {
    yaml::Map map = node.map();
    FileDocument one;
    one.line = node.line();
    one.owner = map.need("owner").text();
    one.document.code = map.need("code").text();
    one.document.kind = map.need("kind").one_of(
        {std::string(kind::kBinding), std::string(kind::kOrganisation), std::string(kind::kOffer)});
    one.document.profiles = map.texts("profiles");
    one.own_age = static_cast<int>(map.integer("own_age", 0, kMajority, 0));
    one.title = read_texts(map.need("title"));
    one.text = read_texts(map.need("text"));
    map.done();
    return one;
}

std::vector<FileDocument> read_all(const std::filesystem::path& file) {
    const yaml::Node root = yaml::Node::read_file(file);
    yaml::Map map = root.map();
    std::vector<FileDocument> all;
    for (const yaml::Node& node : map.need("documents").items()) all.push_back(read_one(node));
    map.done();
    return all;
}

// The words of a field's fault are for people at pages; here the field says where to look.
std::string what_of(const Fault& fault) {
    if (fault.fields.empty()) return fault.log_text;
    return fmt::format("{}: {}", fault.fields.front().field, fault.fields.front().message);
}

std::vector<std::string> sorted(std::vector<std::string> profiles) {
    std::sort(profiles.begin(), profiles.end());
    return profiles;
}

bool same(const Draft& left, const Draft& right) {
    return left.title == right.title && left.text == right.text && left.own_age == right.own_age &&
           sorted(left.profiles) == sorted(right.profiles);
}

Result<> take(Agreements& agreements, directory::Organisations& organisations,
              const FileDocument& wanted, Replace replace, ImportedDocuments& imported) {
    const auto owner = organisations.find_by_code(wanted.owner);
    if (!owner) return not_found("no organisation has the code " + wanted.owner);
    auto there = agreements.find(wanted.document.code);
    if (!there) {
        NewDocument fresh = wanted.document;
        fresh.owner = owner->id;
        const auto created = agreements.create(fresh, {});
        if (!created) return created.fault();
        ++imported.created;
        there = agreements.find(wanted.document.code);
        if (!there) return internal("the document is not there");
    }
    if (there->owner != owner->id || there->kind != wanted.document.kind)
        return conflict("owner and kind of a document can't be changed: " + there->code);
    Draft draft = agreements.draft(*there);
    const Draft before = draft;
    draft.title = wanted.title;
    draft.text = wanted.text;
    draft.profiles = wanted.document.profiles;
    draft.own_age = wanted.own_age;
    draft.by_file = true;
    tidy(draft);
    if (same(draft, before)) {
        ++imported.unchanged;
        return success();
    }
    if (there->has_draft && !before.by_file && replace == Replace::drafts_of_files)
        return conflict("the draft of " + there->code +
                        " was written in the browser; --replace-drafts takes the file's instead");
    const auto saved = agreements.save_draft(*there, draft, {});
    if (!saved) return saved.fault();
    ++imported.drafted;
    return success();
}

}  // namespace

Result<ImportedDocuments> import_documents(Agreements& agreements,
                                           directory::Organisations& organisations,
                                           const std::filesystem::path& file, Replace replace) {
    try {
        ImportedDocuments imported;
        for (const FileDocument& wanted : read_all(file)) {
            const auto taken = take(agreements, organisations, wanted, replace, imported);
            if (!taken) {
                return Fault{
                    taken.fault().kind,
                    fmt::format("{}:{}: {}", file.string(), wanted.line, what_of(taken.fault())),
                    {}};
            }
        }
        return imported;
    } catch (const yaml::Error& error) {
        return invalid(error.what());
    }
}

}  // namespace kerege::agreements
