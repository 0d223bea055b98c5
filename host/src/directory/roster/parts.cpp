#include "host/src/directory/roster/parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/src/base/text.hpp"
#include "host/src/directory/roster/choice.hpp"
#include "host/src/directory/rows.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/directory.hpp"

namespace kerege::directory::roster {
namespace {

namespace sql = queries::directory;

constexpr std::string_view kNoPart = "roster: no part is taken";
// A school stands among what was said of columns, in place of their shape.
constexpr std::string_view kSchool = "school";
constexpr std::string_view kAsk = "?";
constexpr std::string_view kBetween = " · ";
constexpr size_t kFileNameLettersMax = 200;
constexpr Kind kBothKinds[] = {Kind::staff, Kind::learners};

// Not folded as a search does it: "7А" and "7Ә" are two classes.
std::string plain(std::string_view name) { return text::lower(text::tidy(name)); }

// One code may stand for another school in another archive.
std::string sign_of(std::string_view code, std::string_view name) {
    return std::string(code) + '\n' + plain(name);
}

void remember(data::Transaction& transaction, OrganisationId organisation, PersonId by,
              const std::string& sign, int64_t now_ms) {
    for (const Kind kind : kBothKinds)
        transaction.execute(sql::roster_mapping_put,
                            {organisation.value, kind_word(kind), kSchool, sign, by.value, now_ms});
}

bool takeable(const Part& part) { return part.table.has_value(); }

std::optional<size_t> only(const Contents& contents, const auto& meets) {
    std::optional<size_t> found;
    for (size_t i = 0; i < contents.parts.size(); ++i) {
        if (!takeable(contents.parts[i]) || !meets(contents.parts[i])) continue;
        if (found) return {};
        found = i;
    }
    return found;
}

Fault no_such_part(const Contents& contents) {
    std::string names;
    for (const Part& part : contents.parts) {
        if (!takeable(part)) continue;
        names += (names.empty() ? "" : ", ") + part.name;
        if (!part.code.empty()) names += " (" + part.code + ")";
    }
    Fault fault = invalid("roster: no such part",
                          KEREGE_TR("The file holds no such part. It holds: {parts}."));
    fault.values.emplace_back("parts", text::shorten(names, 300));
    return fault;
}

}  // namespace

const PartShown* PartChoice::taken() const {
    const auto found =
        std::find_if(parts.begin(), parts.end(), [](const PartShown& one) { return one.taken; });
    return found == parts.end() ? nullptr : &*found;
}

bool is_about_parts(const Fault& fault) {
    return fault.kind == FaultKind::invalid && fault.log_text == kNoPart;
}

Fault no_part_taken() {
    return invalid(std::string(kNoPart), KEREGE_TR("Say which school of the archive is yours."));
}

std::string name_with_part(std::string_view file_name, std::string_view part) {
    std::string name = text::valid_utf8(file_name) ? text::tidy(file_name) : std::string();
    if (!part.empty()) name += std::string(kBetween) + text::tidy(part);
    return text::shorten(name, kFileNameLettersMax);
}

Result<std::optional<size_t>> meant_part(data::Transaction& transaction, const Meant& meant,
                                         const Contents& contents) {
    if (!meant.wanted.empty()) {
        const auto found = only(contents, [&](const Part& part) {
            return part.code == meant.wanted ||
                   (!part.number.empty() && part.number == meant.wanted) ||
                   plain(part.name) == plain(meant.wanted);
        });
        if (!found) return no_such_part(contents);
        return found;
    }
    if (contents.parts_are != PartsAre::schools) return contents.first;
    std::string remembered;
    transaction.first(sql::roster_mapping,
                      {meant.organisation.value, kind_word(Kind::staff), kSchool},
                      [&](const data::Row& row) { remembered = text_of(row, 0); });
    if (remembered == kAsk) return std::optional<size_t>();
    const auto known = only(
        contents, [&](const Part& part) { return sign_of(part.code, part.name) == remembered; });
    if (known || meant.number.empty()) return known;
    return only(contents, [&](const Part& part) {
        return part.number == meant.number || part.code == meant.number;
    });
}

void keep_parts(data::Transaction& transaction, OrganisationId organisation, UploadId upload,
                Kind kind, const Contents& contents, std::optional<size_t> taken) {
    if (contents.parts_are == PartsAre::none) return;
    const bool kept = contents.parts_are == PartsAre::sheets || !taken;
    for (size_t i = 0; i < contents.parts.size(); ++i) {
        const Part& part = contents.parts[i];
        std::string content = kept && part.table ? csv_of(*part.table) : std::string();
        if (content.size() > kFileBytesMax) content.clear();
        transaction.execute(
            sql::roster_part_insert,
            {organisation.value, upload.value, static_cast<int64_t>(i + 1),
             text::shorten(part.name, kFileNameLettersMax), part.code,
             static_cast<int64_t>(part.rows),
             part.table ? mapping_of(kind, *part.table).text() : std::string(), content});
    }
}

PartChoice part_choice(data::Database& database, OrganisationId organisation, UploadId upload) {
    PartChoice choice;
    database.read().each(
        sql::roster_parts, {organisation.value, upload.value}, [&](const data::Row& row) {
            PartShown part;
            part.number = static_cast<int>(row.int64(0));
            part.name = text_of(row, 1);
            part.code = text_of(row, 2);
            part.rows = static_cast<int>(row.int64(3));
            part.may_be_taken = row.int64(4) != 0;
            part.taken = row.int64(6) == part.number;
            choice.parts_are = parts_of_word(row.text(5));
            choice.kind = row.text(7) == kind_word(Kind::staff) ? Kind::staff : Kind::learners;
            choice.file_name = text_of(row, 8);
            choice.parts.push_back(std::move(part));
        });
    return choice;
}

Result<> choose_part(data::Database& database, const audit::Audit& audit, const Takeover& chooser,
                     int number, int64_t now_ms) {
    const auto& [organisation, by, request_id, upload] = chooser;
    const PartChoice choice = part_choice(database, organisation, upload);
    const auto part = std::find_if(choice.parts.begin(), choice.parts.end(),
                                   [&](const PartShown& one) { return one.number == number; });
    if (choice.parts.empty()) return not_found("roster: a file without parts");
    if (part == choice.parts.end() || !part->may_be_taken)
        return invalid("roster: no part that can be taken", KEREGE_TR("Choose one of these."));
    std::string file_name = choice.file_name;
    if (const PartShown* before = choice.taken()) {
        const std::string end = std::string(kBetween) + text::tidy(before->name);
        if (file_name.ends_with(end)) file_name.resize(file_name.size() - end.size());
    }
    std::string content;
    Mapping mapping;
    int64_t rows = 0;
    auto transaction = database.write();
    transaction.first(sql::roster_part, {organisation.value, upload.value, number},
                      [&](const data::Row& row) {
                          content = text_of(row, 0);
                          mapping = Mapping::parse(row.text(1));
                          rows = row.int64(2);
                      });
    const Result<Table> table = read_stored(content);
    if (!table) return table.fault();
    if (Mapping said = remembered(transaction, organisation, choice.kind, table->heading);
        !said.empty())
        mapping = std::move(said);
    if (transaction.execute(sql::roster_part_take, {number, content, mapping.text(), rows,
                                                    name_with_part(file_name, part->name),
                                                    organisation.value, upload.value}) == 0)
        return conflict("roster: applied already", KEREGE_TR("This file was taken over already."));
    if (choice.parts_are == PartsAre::schools) {
        remember(transaction, organisation, by, sign_of(part->code, part->name), now_ms);
        transaction.execute(sql::roster_parts_empty, {organisation.value, upload.value});
    }
    const std::string subject = "upload:" + upload.text();
    const std::string detail = fmt::format(R"({{"number":{},"rows":{}}})", number, rows);
    audit.append(transaction, {.organisation = organisation,
                               .person = by,
                               .module = {},
                               .action = "roster.part_taken",
                               .subject = subject,
                               .detail = detail,
                               .request_id = request_id});
    transaction.commit();
    return success();
}

void forget_school(data::Database& database, OrganisationId organisation, PersonId by,
                   int64_t now_ms) {
    auto transaction = database.write();
    remember(transaction, organisation, by, std::string(kAsk), now_ms);
    transaction.commit();
}

}  // namespace kerege::directory::roster
