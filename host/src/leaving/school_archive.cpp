#include "host/src/leaving/school_archive.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include "host/src/archive/zip.hpp"
#include "host/src/directory/roster/exported.hpp"
#include "host/src/leaving/contents.hpp"
#include "host/src/leaving/csv.hpp"
#include "host/src/leaving/tables.hpp"
#include "queries/leaving.hpp"

namespace kerege::leaving {
namespace {

namespace sql = queries::leaving;

constexpr size_t kPieceBytes = size_t{256} * 1024;

struct Upload {
    std::string path;
    files::Info info;
};

// What people called it, as a name that every system takes.
std::string harmless(std::string name) {
    for (char& c : name) {
        const bool bad = static_cast<unsigned char>(c) < ' ' ||
                         std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos;
        if (bad) c = '_';
    }
    return name;
}

// One archive being written. The zip asks for each file's pieces in turn.
class Writing {
public:
    Writing(const ArchiveParts& parts, data::Paging& paging,
            const directory::Organisation& organisation, std::string_view locale,
            const SchoolArchive::Follow& follow)
        : parts_(parts),
          organisation_(organisation),
          locale_(locale),
          follow_(follow),
          transaction_(parts.database.read()),
          tables_(host_tables(paging, parts.database.dialect())),
          now_ms_(parts.clock.now_ms()) {
        for (Table& table : module_tables(transaction_, parts.modules, organisation.id, paging))
            tables_.push_back(std::move(table));
        rows_.resize(tables_.size());
        find_uploads();
    }

    void write(const std::filesystem::path& file) {
        archive::Writer zip(file, now_ms_ / 1000);
        const Contents contents{parts_.translator,           parts_.modules,
                                organisation_.name(locale_), organisation_.code,
                                iso_instant(now_ms_),        tables_};
        for (const std::string_view locale : view::kLocales)
            zip.add(fmt::format("README.{}.txt", locale), readme_of(contents, locale));
        for (auto& [name, content] : directory::roster::exported_files(
                 transaction_, organisation_, parts_.local_time.day(now_ms_), now_ms_ / 1000))
            zip.add("roster/" + name, std::move(content));
        for (size_t i = 0; i < tables_.size(); ++i) add_table(zip, i);
        for (const Upload& upload : uploads_) add_upload(zip, upload);
        // Last, for it says how many rows there were.
        zip.add_pieces("datapackage.json", [&, given = false]() mutable {
            return std::exchange(given, true) ? std::string()
                                              : datapackage_of(contents, locale_, rows_);
        });
        zip.finish();
    }

private:
    // Content that is missing can't be taken along, and must not keep the rest here.
    void find_uploads() {
        transaction_.each(sql::file_contents, {organisation_.id.value}, [&](const data::Row& row) {
            Upload upload;
            upload.info.id = row.int64(0);
            upload.info.sha256 = row.text(2);
            upload.path =
                fmt::format("files/{}-{}", upload.info.id, harmless(std::string(row.text(1))));
            if (parts_.files.open(upload.info).ok()) {
                uploads_.push_back(std::move(upload));
            } else {
                parts_.log.write(LogLevel::warning, "leaving",
                                 fmt::format("the file {} has no content", upload.info.id));
            }
        });
    }

    // One piece of a file; what goes wrong with it is told with its name.
    template <class Make>
    std::string piece_of(const std::string& path, Make make) {
        const auto total = static_cast<int64_t>(tables_.size() + uploads_.size());
        if (!follow_(done_, total)) throw BrokenOff();
        try {
            std::string piece = make();
            if (piece.empty()) {
                // Large files take their time, and need no transaction.
                if (++done_ == static_cast<int64_t>(tables_.size())) transaction_.rollback();
            }
            return piece;
        } catch (const std::exception& failed) {
            throw CannotWrite(path, failed.what());
        }
    }

    void add_table(archive::Writer& zip, size_t index) {
        const Table& table = tables_[index];
        zip.add_pieces(table.path, [this, &table, index,
                                    reader = std::shared_ptr<data::PageReader>()]() mutable {
            return piece_of(table.path, [&] {
                if (reader) return page_of(*reader, table, rows_[index]);
                reader = std::make_shared<data::PageReader>(
                    transaction_, *table.pages, table.key_columns, organisation_.id.value,
                    answer_to(table.asks));
                return csv_heading(table);
            });
        });
    }

    // The offset of today: where a zone's changes, days of before are those of the clock of today.
    std::string answer_to(Asks asks) const {
        if (asks == Asks::offset) {
            constexpr int64_t kOneDayMs = int64_t{24} * 3600 * 1000;
            const int64_t day = parts_.local_time.day_number(now_ms_);
            return std::to_string(day * kOneDayMs - parts_.local_time.at_ms(day, 0));
        }
        return parts_.local_time.day(now_ms_);
    }

    static std::string page_of(data::PageReader& reader, const Table& table, int64_t& rows) {
        std::string piece;
        reader.read([&](const data::Row& row) {
            append_csv_row(piece, table, row);
            ++rows;
        });
        return piece;
    }

    void add_upload(archive::Writer& zip, const Upload& upload) {
        zip.add_pieces(upload.path,
                       [this, &upload, file = std::shared_ptr<files::Descriptor>()]() mutable {
                           return piece_of(upload.path, [&] {
                               if (!file) {
                                   auto opened = parts_.files.open(upload.info);
                                   if (!opened.ok())
                                       throw std::runtime_error(opened.fault().log_text);
                                   file = std::make_shared<files::Descriptor>(std::move(*opened));
                               }
                               std::string piece(kPieceBytes, '\0');
                               const ssize_t got = ::read(file->get(), piece.data(), piece.size());
                               if (got < 0) throw std::runtime_error(std::strerror(errno));
                               piece.resize(static_cast<size_t>(got));
                               if (piece.empty()) file.reset();
                               return piece;
                           });
                       });
    }

    const ArchiveParts& parts_;
    const directory::Organisation& organisation_;
    const std::string locale_;
    const SchoolArchive::Follow& follow_;
    data::Transaction transaction_;
    std::vector<Table> tables_;
    std::vector<int64_t> rows_ = {};
    std::vector<Upload> uploads_ = {};
    const int64_t now_ms_;
    int64_t done_ = 0;
};

}  // namespace

void SchoolArchive::write(const directory::Organisation& organisation, std::string_view locale,
                          const std::filesystem::path& file, const Follow& follow) {
    try {
        Writing(parts_, paging_, organisation, locale, follow).write(file);
    } catch (const CannotWrite&) {
        throw;
    } catch (const std::exception& failed) {
        throw CannotWrite({}, failed.what());
    }
}

}  // namespace kerege::leaving
