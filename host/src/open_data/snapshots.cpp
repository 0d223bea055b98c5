#include "host/src/open_data/snapshots.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>

#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/files/leftovers.hpp"
#include "host/src/open_data/content.hpp"
#include "host/src/open_data/counting.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/open_data.hpp"

namespace kerege::open_data {
namespace {

namespace sql = queries::open_data;
namespace fs = std::filesystem;
namespace status = directory::status;

// Mondays: 1970-01-01 was a Thursday.
constexpr int kThursday = 3;
constexpr int kMonthsInQuarter = 3;

// As far as there are digits.
int64_t number_of(std::string_view text) {
    int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::vector<Field> fields_of(const std::string& day) {
    return fields(static_cast<int>(number_of(day)));
}

Published read_line(const Snapshot& snapshot, const data::Row& row) {
    Published line;
    auto& one = line.organisation;
    one.code = row.text(0);
    line.parent_code = row.text(1);
    one.kind = row.text(2);
    line.status = row.text(3);
    one.bin = row.text(4);
    one.name_kk = row.text(5);
    one.name_ru = row.text(6);
    one.name_en = row.text(7);
    one.address_kk = row.text(8);
    one.address_ru = row.text(9);
    line.beneath = row.int64(10);
    line.own = read_kept(snapshot.fields, row.text(11));
    line.all = read_kept(snapshot.fields, row.text(12));
    return line;
}

void write_whole(const fs::path& file, const std::string& content) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << content;
    out.close();
    if (!out) throw std::runtime_error(file.string() + " can't be written");
}

// From the leaves up: those nearer to the top stand first.
void add_up(std::vector<Published>& lines) {
    std::map<OrganisationId, size_t> at;
    for (size_t i = 0; i < lines.size(); ++i) at[lines[i].organisation.id] = i;
    for (size_t i = lines.size(); i-- > 0;) {
        Published& one = lines[i];
        add_to(one.all, one.own);
        const auto parent = at.find(one.organisation.parent);
        if (i > 0 && parent != at.end()) {
            add_to(lines[parent->second].all, one.all);
            ++lines[parent->second].beneath;
        }
    }
}

}  // namespace

fs::path Snapshots::file_of(int64_t id, std::string_view file) const {
    return folder_ / fmt::format("{}.{}", id, file);
}

std::string Snapshots::period_of(int64_t at_ms) const {
    const std::string day = parts_.local_time.day(at_ms);
    switch (settings_.every) {
        case Every::day:
            return day;
        case Every::week:
            return std::to_string((parts_.local_time.day_number(at_ms) + kThursday) / 7);
        case Every::month:
            return day.substr(0, 7);
        case Every::quarter:
            break;
    }
    return fmt::format("{}-{}", day.substr(0, 4),
                       (number_of(day.substr(5)) - 1) / kMonthsInQuarter);
}

std::optional<Snapshot> Snapshots::current() {
    if (!settings_.on()) return {};
    std::optional<Snapshot> last;
    parts_.database.read().first(sql::snapshot_last, {}, [&](const data::Row& row) {
        last.emplace();
        last->id = row.int64(0);
        last->made_at_ms = row.int64(1);
        last->day = row.text(2);
        last->organisation = row.text(3);
        last->at_least = static_cast<int>(row.int64(4));
        last->organisations = row.int64(5);
        last->fields = fields_of(last->day);
    });
    const bool wanted = last && last->organisation == settings_.organisation &&
                        last->at_least >= settings_.at_least;
    return wanted ? last : std::nullopt;
}

bool Snapshots::due() {
    if (!settings_.on()) return false;
    const auto last = current();
    return !last || period_of(last->made_at_ms) != period_of(parts_.clock.now_ms());
}

// Who prepares to join is nobody's business yet, nor what stands beneath.
std::vector<Published> Snapshots::read_tree(OrganisationId top) {
    const auto not_active = parts_.standings.not_active(top);
    std::vector<Published> lines;
    std::map<OrganisationId, std::string> codes;
    for (directory::Organisation& one : parts_.organisations.subtree(top)) {
        const auto found = not_active.find(one.id);
        Published line;
        line.status = found == not_active.end() ? std::string(status::kActive) : found->second;
        const auto parent = codes.find(one.parent);
        const bool is_top = one.id == top;
        if (!is_top && (parent == codes.end() || line.status == status::kPreparation)) continue;
        if (!is_top) line.parent_code = parent->second;
        codes[one.id] = one.code;
        line.organisation = std::move(one);
        lines.push_back(std::move(line));
    }
    return lines;
}

// settled: comes with what is counted now.
void Snapshots::fill(data::Transaction& transaction, const Snapshot& snapshot, Counts& settled,
                     Published& one) {
    const Rule rule{snapshot.at_least};
    std::map<std::string, int64_t> before;
    transaction.first(sql::settled, {one.organisation.id.value},
                      [&](const data::Row& row) { before = read_kept(row.text(0)); });
    settled.resize(snapshot.fields.size());
    for (size_t i = 0; i < settled.size(); ++i) {
        const auto found = before.find(snapshot.fields[i].key);
        settled[i] = open_data::settled(
            rule, found == before.end() ? std::nullopt : std::optional<int64_t>(found->second),
            settled[i]);
    }
    const auto* kind = directory::find_kind(one.organisation.kind);
    const bool learns = kind && directory::may_hold(one.organisation.kind, "learner");
    one.own = published(rule, snapshot.fields, settled, learns);
}

void Snapshots::write_files(const Snapshot& snapshot, const std::vector<Published>& lines) {
    fs::create_directories(folder_);
    fs::permissions(folder_, fs::perms::owner_all);
    write_whole(file_of(snapshot.id, "organisations.csv"), organisations_csv(lines));
    write_whole(file_of(snapshot.id, "counts.csv"), counts_csv(snapshot, lines));
    write_whole(file_of(snapshot.id, "open-data.json"), all_json(snapshot, lines));
    write_whole(file_of(snapshot.id, "datapackage.json"),
                package_json(snapshot, lines, parts_.translator));
}

void Snapshots::keep(const Snapshot& snapshot, const std::vector<Published>& lines,
                     const std::vector<Counts>& settled, PersonId by) {
    auto transaction = parts_.database.write();
    transaction.execute(sql::snapshot_add,
                        {snapshot.id, snapshot.made_at_ms, snapshot.day, snapshot.organisation,
                         snapshot.at_least, snapshot.organisations});
    for (size_t i = 0; i < lines.size(); ++i) {
        const Published& line = lines[i];
        const auto& one = line.organisation;
        transaction.execute(sql::organisation_add,
                            {snapshot.id, static_cast<int64_t>(i), one.code, line.parent_code,
                             one.kind, line.status, one.bin, one.name_kk, one.name_ru, one.name_en,
                             one.address_kk, one.address_ru, line.beneath,
                             kept(snapshot.fields, line.own), kept(snapshot.fields, line.all)});
        transaction.execute(sql::settled_put, {one.id.value, kept(snapshot.fields, settled[i])});
    }
    transaction.execute(sql::organisations_forget, {snapshot.id});
    transaction.execute(sql::snapshots_forget, {snapshot.id});
    const OrganisationId top = lines.front().organisation.id;
    parts_.audit.append(transaction, {.organisation = top,
                                      .person = by,
                                      .module = {},
                                      .action = "open_data.made",
                                      .subject = "organisation:" + top.text(),
                                      .detail = {},
                                      .request_id = {}});
    transaction.commit();
}

// What is made at the same moment by somebody else has its place too.
void Snapshots::remove_before(int64_t id) const {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder_, error)) {
        const std::string name = entry.path().filename().string();
        if (number_of(name) < id) fs::remove(entry.path(), error);
    }
}

Result<Snapshot> Snapshots::make(PersonId by, const std::function<bool()>& go_on) {
    if (!settings_.on()) return invalid("open data: nothing is to be published");
    const auto top = parts_.organisations.find_by_code(settings_.organisation);
    if (!top)
        return not_found(
            fmt::format("open data: there is no organisation \"{}\"", settings_.organisation));
    Snapshot made;
    made.id = parts_.ids.next();
    made.made_at_ms = parts_.clock.now_ms();
    made.day = parts_.local_time.day(made.made_at_ms);
    made.organisation = top->code;
    made.at_least = settings_.at_least;
    made.fields = fields_of(made.day);
    auto lines = read_tree(top->id);
    made.organisations = static_cast<int64_t>(lines.size());
    std::vector<Counts> settled(lines.size());
    {
        auto transaction = parts_.database.read();
        auto counted = count(transaction, top->id, made.day, made.fields);
        for (size_t i = 0; i < lines.size(); ++i) {
            if (!go_on()) return unavailable("broken off");
            settled[i] = std::move(counted[lines[i].organisation.id]);
            fill(transaction, made, settled[i], lines[i]);
        }
    }
    add_up(lines);
    try {
        write_files(made, lines);
    } catch (const std::exception& failed) {
        return unavailable(fmt::format("open data: {}", failed.what()));
    }
    keep(made, lines, settled, by);
    remove_before(made.id);
    parts_.log.write(LogLevel::info, "open_data",
                     fmt::format("published numbers of {} organisations", made.organisations));
    return made;
}

std::optional<Published> Snapshots::find(const Snapshot& snapshot, std::string_view code) {
    std::optional<Published> found;
    parts_.database.read().first(sql::organisation_find, {snapshot.id, code},
                                 [&](const data::Row& row) { found = read_line(snapshot, row); });
    return found;
}

std::vector<Published> Snapshots::beneath(const Snapshot& snapshot, const Published& one,
                                          int64_t skipped, int64_t most) {
    std::vector<Published> lines;
    parts_.database.read().each(
        sql::organisations_beneath, {snapshot.id, one.organisation.code, most, skipped},
        [&](const data::Row& row) { lines.push_back(read_line(snapshot, row)); });
    return lines;
}

Result<files::Descriptor> Snapshots::open(const Snapshot& snapshot, std::string_view file) {
    if (std::find(std::begin(kFiles), std::end(kFiles), file) == std::end(kFiles))
        return not_found("open data: no such file");
    const fs::path path = file_of(snapshot.id, file);
    files::Descriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!opened) return files::not_on_this_host(path);
    return opened;
}

}  // namespace kerege::open_data
